import type { Instant } from '../time.ts';
import type { Accounts, DutyBook } from './accounts.ts';
import type { Approvals } from './approvals.ts';
import type { DeadLetterShelf } from './dead-letters.ts';
import type { Handovers } from './handovers.ts';
import type { Queue } from './queue.ts';
import type { Recall } from './recall.ts';
import type { Steering } from './steering.ts';
import type { CallList, Confirmations, SupplyBodies } from './supply.ts';

/** What is noted in the audit trail. */
export type Deed =
  | 'logged-in'
  | 'logged-out'
  | 'password-changed'
  | 'second-factor-set'
  | 'second-factor-replaced'
  | 'sessions-ended'
  | 'invitation-accepted'
  | 'account-made'
  | 'account-changed'
  | 'account-disabled'
  | 'account-enabled'
  | 'account-reset'
  | 'duty-addresses-put'
  | 'published'
  | 'approver-called'
  | 'approved'
  | 'refused'
  | 'sent-alone'
  | 'paused'
  | 'resumed'
  | 'recalled'
  | 'replayed'
  | 'dropped'
  | 'steered'
  | 'steering-ended'
  | 'body-put'
  | 'body-removed'
  | 'confirmation-marked'
  | 'supply-list-read'
  | 'call-list-read'
  | 'deliveries-looked-up'
  | 'ledger-exported'
  | 'handed-over'
  | 'taken-over';

/** A deed as whoever did it says it. Obligation: never an address, a number or a person's name outside `by`. */
export interface AuditNote {
  readonly deed: Deed;
  /** The name of an account or the label of a key. */
  readonly by: string;
  /** The account's id; null: a key. */
  readonly account: string | null;
  /** What it was done to. */
  readonly subject: string | null;
  readonly reason?: string | null | undefined;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

/** A row of the trail. `deed` is any text here: other services note theirs. */
export interface AuditRow {
  readonly number: number;
  readonly at: Instant;
  readonly by: string;
  readonly account: string | null;
  readonly deed: string;
  readonly subject: string | null;
  readonly reason: string | null;
  /** A JSON object, as it was hashed. */
  readonly detail: string | null;
  /** SHA-256 over the hash before it and everything else of the row, hex. */
  readonly hash: string;
}

export interface AuditQuery {
  /** Rows below this number, newest first; null: from the newest. */
  readonly before: number | null;
  readonly limit: number;
  readonly deed: string | null;
  readonly by: string | null;
  readonly subject: string | null;
}

/**
 * The audit trail. Obligations:
 * - Rows are only added, numbered without gaps in the order of their commits; each is chained to the one before it.
 * - A row noted in a transaction is there if and only if that is committed.
 */
export interface Audit {
  note(note: AuditNote, now: Instant): Promise<void>;
  list(query: AuditQuery): Promise<AuditRow[]>;
  /** Rows above a number, oldest first. */
  after(number: number, limit: number): Promise<AuditRow[]>;
  /** The end of the chain, kept apart, so that rows missing at the end are seen. */
  head(): Promise<{ readonly number: number; readonly hash: string }>;
}

/** What deeds work on, all in one transaction. */
export interface DeedTables {
  readonly queue: Queue;
  readonly recall: Recall;
  readonly approvals: Approvals;
  readonly deadLetters: DeadLetterShelf;
  readonly accounts: Accounts;
  readonly dutyBook: DutyBook;
  readonly supplyBodies: SupplyBodies;
  readonly confirmations: Confirmations;
  readonly callList: CallList;
  readonly steering: Steering;
  readonly handovers: Handovers;
}

/** What a deed came to, and what is noted of it; null: nothing was done. */
export interface Done<T> {
  readonly answer: T;
  readonly note: AuditNote | null;
}

/** Runs deeds. Obligation: what `work` did and its note are committed together, or neither is. Rejects as `work` does. */
export interface Deeds {
  run<T>(now: Instant, work: (tables: DeedTables) => Promise<Done<T>>): Promise<T>;
}
