import type { Stratum, tellPerson } from '../audience/index.ts';
import type { BatchMessage } from '../delivery/delivery.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';

/** Why open jobs of a warning were closed without telling anybody else; by a {@link WaitEnd} only those that waited. */
export type StopReason = 'recalled' | 'cancelled' | 'expired' | WaitEnd;

/** Why citizens who waited for a second person are not told by this warning: somebody refused, or a later one speaks at all their places. */
export type WaitEnd = 'refused' | 'overtaken';

/** What one slice did. Everything it names is committed. */
export type SliceResult =
  | {
      readonly kind: 'written';
      readonly jobId: number;
      readonly warningId: string;
      /** People looked at, told or not. */
      readonly people: number;
      /** Delivery rows inserted. */
      readonly rows: number;
      /** Rows of other warnings that gave way. */
      readonly superseded: number;
      /** Whom the decision left alone, by its reason. */
      readonly untold: Readonly<Record<string, number>>;
      readonly jobDone: boolean;
      /** In the order in which they must be published. */
      readonly batches: readonly BatchMessage[];
    }
  | { readonly kind: 'closed'; readonly warningId: string; readonly reason: StopReason }
  /** No job is open. */
  | { readonly kind: 'idle' }
  /** Jobs are open, and each is in another worker's hands. */
  | { readonly kind: 'busy' };

export interface SliceOptions {
  readonly now: Instant;
  readonly decide: typeof tellPerson;
  /** People a slice looks at, at most. */
  readonly people: number;
  /** Rows of a batch, at most. */
  readonly batchRows: number;
  /** Called inside the transaction, after its last statement: throwing rolls everything back. */
  readonly beforeCommit?: () => void;
}

/** Batches that wait to be put into the log, and the mark that says they have been. */
export interface BatchMarks {
  /** Marks batches as published. Idempotent. */
  markPublished(batchIds: readonly number[], now: Instant): Promise<void>;
}

/**
 * The jobs of fan-out and the slices that work them off. Obligations:
 * - `enqueue` inserts all strata of a warning or none, once per warning, whatever strata a redelivery brings.
 *   A warning without strata leaves one closed job, so that it is known to have been seen.
 * - `slice` is one transaction: rows, batches, superseded rows and the cursor are committed together or not at all.
 *   It takes the open job of the lowest lane rank, then the oldest, whose event no other worker holds.
 * - A job that waits is open once somebody has answered, or its warning is over. Citizens for whom no answer has come are in no slice, whoever
 *   names them: the job that waits finds them later.
 * - Two slices of one event never overlap, so that two warnings never decide about one person at the same time.
 * - A row is superseded only while no sender holds its batch, and none can lease it before the slice has committed.
 *   A row whose batch was leased and not let go is under way: its outcome is not known.
 * - One subscriber has one row per warning and channel, in however many strata they are; whoever moved since has another of the new places.
 */
export interface Fanout extends BatchMarks {
  /** Units at which a warning's citizens wait, or waited, for a second person. */
  heldAt(warningId: string): Promise<readonly Unit[]>;
  enqueue(warning: Warning, strata: readonly Stratum[], now: Instant): Promise<'enqueued' | 'already-enqueued' | 'unknown-warning'>;
  slice(options: SliceOptions): Promise<SliceResult>;
}
