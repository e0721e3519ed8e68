import type { KeyedRow } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { hex, type Holder } from './fate-of.ts';
import { HOLDERS } from './statements.ts';

/** Whoever has what a row is found by. */
export interface Found {
  readonly byKey: Holder | null;
  readonly byEmail: Holder | null;
  readonly byPhone: Holder | null;
  /** Each once. */
  readonly all: readonly Holder[];
}

const NOBODY: Found = { byKey: null, byEmail: null, byPhone: null, all: [] };

/** Looks for the people whom the rows of a page are about. */
export async function lookUp(tx: Sql, listId: number, rows: readonly KeyedRow[]): Promise<(keyed: KeyedRow) => Found> {
  const found = await tx.query<Holder>(HOLDERS, [
    listId,
    rows.flatMap(({ row }) => row.key ?? []),
    rows.flatMap(({ emailHashes }) => emailHashes),
    rows.flatMap(({ phoneHashes }) => phoneHashes),
  ]);
  if (found.length === 0) return () => NOBODY;
  const [keys, emails, phones] = [new Map<string, Holder>(), new Map<string, Holder>(), new Map<string, Holder>()];
  for (const one of found) {
    if (one.key !== null && one.listId === listId) keys.set(one.key, one);
    if (one.emailHash !== null) emails.set(one.emailHash, one);
    if (one.phoneHash !== null) phones.set(one.phoneHash, one);
  }
  const among = (hashes: readonly Uint8Array[], holders: ReadonlyMap<string, Holder>): Holder | null => {
    for (const hash of hashes) {
      const holder = holders.get(hex(hash));
      if (holder !== undefined) return holder;
    }
    return null;
  };
  return ({ row: { key }, emailHashes, phoneHashes }) => {
    const byKey = key === null ? null : (keys.get(key) ?? null);
    const [byEmail, byPhone] = [among(emailHashes, emails), among(phoneHashes, phones)];
    return { byKey, byEmail, byPhone, all: [...new Set([byKey, byEmail, byPhone])].filter((one) => one !== null) };
  };
}
