import { type Addresses, type Database, otherKeys, resealKept, resealSlice } from '@loa/adapters/postgres';

/** What came of a change of keys. */
export interface Rotated {
  readonly resealed: number;
  /** People with an address that no key opens. */
  readonly unreadable: readonly number[];
  /** Second factors, and sign-ups that wait for their code, that were sealed anew, and those that no key opens. */
  readonly kept: { readonly resealed: number; readonly unreadable: number };
  /** Until when sign-ups that wait for their code need another key; null when none does. */
  readonly waiting: string | null;
}

const SLICE = 2_000;

/**
 * Seals every address and every secret by the first key, slice by slice, until nobody is left: also those who came while it ran. Broken off, it goes on with whoever
 * is left when it is run again.
 */
export async function rotateKeys(
  db: Database,
  addresses: Addresses,
  { slice = SLICE, onSlice }: { slice?: number; onSlice?: (resealed: number) => void } = {},
): Promise<Rotated> {
  let resealed = 0;
  let unreadable: number[] = [];
  for (let found = true; found;) {
    found = false;
    unreadable = [];
    for (let after: number | null = 0; after !== null;) {
      const done = await resealSlice(db, addresses, { after, limit: slice });
      unreadable.push(...done.unreadable);
      const anew = done.resealed - done.unreadable.length;
      found ||= anew > 0;
      resealed += anew;
      after = done.upTo;
      onSlice?.(resealed);
    }
  }
  const kept = await resealKept(db, addresses);
  return { resealed, unreadable, kept, waiting: (await otherKeys(db, addresses)).waiting };
}
