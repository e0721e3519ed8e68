import type { Answerable, Asked, Outcome } from '../approval/index.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';

/** A warning for which a second person is, or was, asked. */
export interface Approval extends Answerable, Asked {
  readonly warning: Warning;
  /** Who sent the bulletin; null: it came straight through the log. */
  readonly sentBy: string | null;
  readonly answeredAt: Instant | null;
  readonly answeredBy: string | null;
  readonly answerReason: string | null;
  /** Calls of approvers, and the last of them. */
  readonly calls: number;
  readonly calledAt: Instant | null;
}

/** A place in the list of answers, newest first. */
export interface AnsweredCursor {
  readonly answeredAt: Instant;
  readonly warningId: string;
}

/**
 * Approvals, as the console asks and answers them. Obligations:
 * - Of answers at once one is kept, and it is durable when `answer` resolves. None is kept of a warning that was recalled or cancelled, or
 *   has run out.
 * - `waiting` leaves out the units where a later warning of the series speaks.
 */
export interface Approvals {
  /** Unanswered, not recalled, cancelled or run out: longest waiting first. */
  open(now: Instant): Promise<Approval[]>;
  /** Answered ones, trusted issuers' included, newest first. */
  answered(before: AnsweredCursor | null, limit: number): Promise<Approval[]>;
  /** Null when no second person was asked for about it. */
  get(warningId: string): Promise<Approval | null>;
  /** Whether this call wrote the answer. */
  answer(wanted: {
    readonly warningId: string;
    readonly outcome: Exclude<Outcome, 'trusted'>;
    readonly by: string;
    readonly account: string | null;
    readonly reason: string | null;
    readonly now: Instant;
  }): Promise<boolean>;
  /** One more call; `calls` is how many there were before, so that two at once count as one. */
  noteCall(warningId: string, calls: number, now: Instant): Promise<void>;
  /** How many citizens wait. */
  citizens(warningId: string, now: Instant): Promise<number>;
}
