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

/** A row with what it is found and compared by, as hexadecimal digits; the hashes of an address are those under every key, the sealing one's first. */
export interface KeyedRow extends ListRow {
  readonly content: string;
  readonly emailHashes: readonly string[];
  readonly phoneHashes: readonly string[];
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

export type RowFate = 'added' | 'changed' | 'unchanged' | LeftReason;

/** How far a file is. */
export interface ListProgress {
  /** Last line written, from 1; 0 for none. */
  readonly line: number;
  /** Where the next one begins. */
  readonly bytes: number;
  /** Rows by what became of them. */
  readonly counts: Readonly<Record<string, number>>;
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
}

/**
 * Lists of subscribers. Obligations:
 * - A file that was begun and not finished goes on where its last page ended; one that was finished begins anew.
 * - `write` is all or nothing with the progress: whoever is killed loses and doubles nothing. Of two processes with one file, the second
 *   fails with `ListTaken`.
 * - A person is who has the row's key, or else one of its addresses. Only what the list says otherwise than the last time is written:
 *   opt-outs, and what the list does not speak of, stay as they are.
 * - Whoever is added, or has a place that they had not, is owed what is in force: noted by the transaction that writes them.
 * - No row of a page has a key or an address of another one.
 */
export interface Lists {
  open(file: { name: string; digest: string; wording: string; now: Instant }): Promise<OpenList>;
  /** Makes ready what a row is found by: apart from `write`, so that a page can be made ready while another is written. */
  keyed(row: ListRow): KeyedRow;
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
