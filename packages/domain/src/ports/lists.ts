import type { Subscriber } from '../audience/subscriber.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';

/** A row of a list, checked. */
export interface ListRow extends Pick<
  Subscriber,
  'audience' | 'language' | 'email' | 'phone' | 'leastNeed' | 'unaccentedSms' | 'exercises' | 'ends'
> {
  /** Whoever hands the same list out for rows of the same places saves their comparison. */
  readonly units: readonly Unit[];
  /** The list's own key of the person; null where it has none. */
  readonly key: string | null;
}

/** A row with its line and what it is found and compared by; the hashes of an address are those under every key, the sealing one's first. */
export interface KeyedRow {
  readonly row: ListRow;
  readonly line: number;
  readonly content: Uint8Array;
  readonly emailHashes: readonly Uint8Array[];
  readonly phoneHashes: readonly Uint8Array[];
  /** The addresses as the registry keeps them, where they were sealed ahead. */
  readonly sealed: { readonly email: Uint8Array | null; readonly phone: Uint8Array | null } | null;
}

/** Why a row was left alone. */
export type LeftReason =
  /** Whoever has the address registered it themselves, or changed it: their word goes before a list's. */
  | 'registered-by-themselves'
  /** Another list speaks for whoever has the address. */
  | 'on-another-list'
  /** The address belongs to another key of this list. */
  | 'address-of-another-key'
  /** E-mail address, number or key belong to different people. */
  | 'addresses-of-several';

/** `doubled`: an earlier line of the file speaks of the same person, who has the row's value of that column. */
export type RowFate =
  | { readonly kind: 'added' | 'changed' | 'unchanged' | LeftReason }
  | { readonly kind: 'doubled'; readonly column: 'id' | 'email' | 'phone'; readonly line: number };

/** How far a file is. */
export interface ListProgress {
  /** Last line written, from 1; 0 for none. */
  readonly line: number;
  /** Where the next one begins. */
  readonly bytes: number;
  /** Rows by what became of them. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Ids of people: a bit for each between the smallest and the largest. */
export interface People {
  has(id: number): boolean;
  add(ids: readonly number[]): void;
}

/** A file of a list that is being taken in. */
export interface OpenList {
  readonly listId: number;
  readonly name: string;
  readonly digest: string;
  readonly startedAt: Instant;
  /** Version of the wording to which the holder of the list says that people agreed. */
  readonly wording: string;
  readonly progress: ListProgress;
  /** Of whom its lines have spoken so far: added, changed or found as they are. Kept by `write`. */
  readonly met: People;
}

/**
 * Lists of subscribers. Obligations:
 * - A file that was begun and not finished goes on where its last page ended; one that was finished begins anew.
 * - `write` is all or nothing with the progress: whoever is killed loses and doubles nothing. Of two processes with one file, the second
 *   fails with `ListTaken`; so does the first of two files of one list, and begins anew when it is opened again.
 * - A person is who has the row's key, or else one of its addresses. Only what the list says otherwise than the last time is written:
 *   opt-outs, and what the list does not speak of, stay as they are.
 * - Whoever is added, or has a place that they had not, is owed what is in force: noted by the transaction that writes them.
 * - Of the rows of a file that have a key or an address in common, the first that was taken counts, whatever page it is on.
 */
export interface Lists {
  open(file: { name: string; digest: string; wording: string; now: Instant }): Promise<OpenList>;
  /**
   * Makes ready what a row is found by: apart from `write`, so that a page can be made ready while another is written. `seal`: its addresses are sealed
   * now too, which is worth it where the person is probably new.
   */
  keyed(row: ListRow, line: number, options: { readonly seal: boolean }): KeyedRow;
  /** What became of each row. `beforeCommit`: whatever must not be lost of what is about to be written. */
  write(
    list: OpenList,
    page: {
      rows: readonly KeyedRow[];
      progress: (fates: readonly RowFate[]) => ListProgress;
      beforeCommit: (fates: readonly RowFate[]) => void;
    },
  ): Promise<ListProgress>;
  finish(list: OpenList, now: Instant): Promise<void>;
}
