import type { Status } from '../bulletin/bulletin.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';

/** A warning with what happened to it after its issue. */
export interface IssuedWarning {
  readonly warning: Warning;
  /** The later warning that says this one was an error. */
  readonly cancelledBy: string | null;
  /** The next warning of the series that was not recalled: it says everything that the series has in force. */
  readonly supersededBy: string | null;
  /** When it ran out, where no successor came. */
  readonly lapsedAt: Instant | null;
  /** When an operator or its issuer stopped it. */
  readonly recalledAt: Instant | null;
}

/** What stands under a number of the sequence: a warning, or that the one of an earlier number ran out without a successor. */
export interface SequenceItem {
  readonly number: number;
  readonly kind: 'issued' | 'lapsed';
  readonly issued: IssuedWarning;
}

/**
 * Reading what has been issued. Obligation: `after` never leaves out a number that a later call could still show between
 * two it has shown, so the greatest number seen is a cursor.
 */
export interface Warnings {
  /** The greatest number of a status; 0 where there is none. */
  head(status: Status): Promise<number>;
  /** Changes whenever something of a status was issued, ran out or was recalled; of two calls the second is never older. */
  mark(status: Status): Promise<string>;
  /** Items of a status with a number above `number`, in order. */
  after(status: Status, number: number, limit: number): Promise<SequenceItem[]>;
  /** Null when there is no such warning. */
  get(id: string): Promise<IssuedWarning | null>;
  /** Warnings of a status that run out after `since` and were not recalled, in order of number. */
  notOverBy(status: Status, since: Instant): Promise<IssuedWarning[]>;
  /** Those among `ids` that there are, in order of number. */
  several(ids: readonly string[]): Promise<IssuedWarning[]>;
}
