import type { Instant } from '../time.ts';

/** A warning as recall looks at it. */
export interface Recallable {
  readonly id: string;
  /** The only forecasters who may recall it are this issuer's. */
  readonly issuer: string;
  readonly recalledAt: Instant | null;
}

/** What became of a recalled warning's deliveries. */
export interface RecallCount {
  /** Wire operations that had started: told or perhaps told (unknown), and those that a provider refused. */
  readonly started: number;
  /** Deliveries that will never start. */
  readonly stopped: number;
  /** Deliveries in batches that a sender has held since before the stop: they may turn out as started or stopped. */
  readonly undecided: number;
}

/** A batch under a running lease; whoever takes it up again does so under another owner. */
export interface HeldBatch {
  readonly id: number;
  readonly owner: string;
}

/**
 * The stop of a warning (dừng phát). Obligations:
 * - `recall` is written once: of two at once one writes, and both get the same instant.
 * - What it says is durable when it resolves. Senders read it by their fence and start nothing of the warning after that.
 */
export interface Recall {
  /** Null when there is no such warning. */
  find(warningId: string): Promise<Recallable | null>;
  /** Null when there is no such warning; `first` says whether this call wrote it. */
  recall(wanted: { warningId: string; by: string; reason: string; now: Instant }): Promise<{ recalledAt: Instant; first: boolean } | null>;
  /** Batches of the warning under a running lease. */
  heldBatches(warningId: string, now: Instant): Promise<HeldBatch[]>;
  /** Rows of `held` are undecided as long as the lease runs. */
  count(warningId: string, held: readonly HeldBatch[], now: Instant): Promise<RecallCount>;
}
