import type { KeyedRow, LeftReason } from '@loa/domain/ports';

/** Whoever has the key or an address of a row; bytes as hexadecimal digits. */
export interface Holder {
  readonly id: number;
  readonly listId: number | null;
  readonly key: string | null;
  readonly content: string | null;
  readonly emailHash: string | null;
  readonly phoneHash: string | null;
}

/** What is to become of a row, and of whom. */
export type Fate = { readonly kind: 'added' } | { readonly kind: 'changed' | 'unchanged' | LeftReason; readonly id: number };

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

/** By those who have the row's key or addresses. Pure. */
export function fateOf(keyed: KeyedRow, listId: number, holders: readonly Holder[]): Fate {
  const { key } = keyed.row;
  const [holder, ...others] = holders;
  if (holder === undefined) return { kind: 'added' };
  const { id } = holder;
  if (others.length > 0) return { kind: 'addresses-of-several', id };
  if (holder.listId === null) return { kind: 'registered-by-themselves', id };
  if (holder.listId !== listId) return { kind: 'on-another-list', id };
  if (key !== null && holder.key !== null && key !== holder.key) return { kind: 'address-of-another-key', id };
  const same =
    holder.content === hex(keyed.content) &&
    holder.key === key &&
    isAmong(holder.emailHash, keyed.emailHashes) &&
    isAmong(holder.phoneHash, keyed.phoneHashes);
  return { kind: same ? 'unchanged' : 'changed', id };
}

const isAmong = (hash: string | null, hashes: readonly Uint8Array[]): boolean =>
  hash === null ? hashes.length === 0 : hashes.some((one) => hex(one) === hash);
