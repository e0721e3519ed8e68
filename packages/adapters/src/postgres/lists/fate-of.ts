import type { KeyedRow, RowFate } from '@loa/domain/ports';

/** Whoever has the key or an address of a row. */
export interface Holder {
  readonly id: number;
  readonly listId: number | null;
  readonly key: string | null;
  readonly content: string | null;
  readonly emailHash: string | null;
  readonly phoneHash: string | null;
}

/** What is to become of a row, and of whom. Pure. */
export function fateOf(row: KeyedRow, listId: number, holders: readonly Holder[]): { fate: RowFate; id: number | null } {
  const [holder, ...others] = holders;
  if (holder === undefined) return { fate: 'added', id: null };
  const { id } = holder;
  if (others.length > 0) return { fate: 'addresses-of-several', id };
  if (holder.listId === null) return { fate: 'registered-by-themselves', id };
  if (holder.listId !== listId) return { fate: 'on-another-list', id };
  if (row.key !== null && holder.key !== null && row.key !== holder.key) return { fate: 'address-of-another-key', id };
  const same =
    holder.content === row.content &&
    holder.key === row.key &&
    isAmong(holder.emailHash, row.emailHashes) &&
    isAmong(holder.phoneHash, row.phoneHashes);
  return { fate: same ? 'unchanged' : 'changed', id };
}

const isAmong = (hash: string | null, hashes: readonly string[]): boolean => (hash === null ? hashes.length === 0 : hashes.includes(hash));
