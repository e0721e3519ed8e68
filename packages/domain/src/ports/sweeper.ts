import type { BatchMessage } from '../delivery/delivery.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import type { BatchMarks } from './fanout.ts';

/** A place in the sequence of ended deliveries: where `owe` goes on. */
export interface EndedCursor {
  readonly settledAt: Instant;
  readonly deliveryId: number;
}

/**
 * What the sweeper does to the tables, each a bounded transaction of its own and safe with several sweepers: rows that
 * another one holds are passed over. `limit` is in rows of the table named, times are arguments. No method touches a row
 * whose batch is under a running lease.
 */
export interface Sweeper extends BatchMarks {
  /**
   * Due retries, unknown outcomes to look up, and rows without a batch go into new batches of their lane, highest lane
   * first. States stay as they are until a sender settles them; `due_at` is cleared. Returns the batches, unpublished.
   */
  rebatch(options: { now: Instant; limit: number; batchRows: number; beforeCommit?: () => void }): Promise<BatchMessage[]>;
  /** Batches made before `before` that nobody marked as published, oldest first. */
  unpublished(options: { before: Instant; limit: number }): Promise<BatchMessage[]>;
  /**
   * Batches published before `before` that no sender has taken or kept: the `perLane` oldest of each channel and lane, so
   * that a long queue is not put into the log a second time as a whole.
   */
  stranded(options: { now: Instant; before: Instant; perLane: number }): Promise<BatchMessage[]>;
  /** Closes batches published before `before` whose rows are all settled. Returns how many. */
  closeEmpty(options: { now: Instant; before: Instant; limit: number }): Promise<number>;
  /** Issued before `before`, still valid, and never seen by fan-out. */
  unseenWarnings(options: { now: Instant; before: Instant; limit: number }): Promise<Warning[]>;
  /** Queued and due rows past expiry become `expired`; unknown ones stay unknown, settled: they count as told. */
  expire(options: { now: Instant; limit: number }): Promise<{ expired: number; unknown: number }>;
  /** Queued and due rows of recalled warnings become `recalled`, those of cancelled warnings `superseded`, and so do those that a later warning overtook. */
  stop(options: { now: Instant; limit: number }): Promise<{ recalled: number; superseded: number }>;
  /**
   * People whose row ended as expired or recalled before `until`, and whom another warning of the event, still valid, may
   * owe the news: a job for just them per such warning. Returns where to go on, or null when there was nothing after `after`.
   */
  owe(options: { now: Instant; after: EndedCursor; until: Instant; limit: number }): Promise<{ jobs: number; next: EndedCursor } | null>;
  /**
   * People who have come or moved since the last time: a job for just them per valid warning that speaks of a place of theirs. It begins
   * after the transaction that brought them, so that no warning falls between: one whose strata were worked off before it is found here,
   * one whose strata come later finds them.
   */
  welcome(options: { now: Instant; limit: number }): Promise<{ people: number; jobs: number }>;
  /**
   * Folds lines of changes that speak of `rows` deliveries or a little more into the counts, so that lines stay few. What readers count is the
   * same before and after. Returns of how many deliveries they spoke; 0 also while another sweeper folds.
   */
  fold(options: { now: Instant; rows: number }): Promise<number>;
  /**
   * Drops settled deliveries, at most `limit`, of one warning whose whole event ran out before `before`; with the last of them its batches. Counts
   * stay. Returns how many, 1 at least while there is such a warning.
   */
  retire(options: { now: Instant; before: Instant; limit: number }): Promise<number>;
}
