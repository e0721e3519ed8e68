import type { Channel, Lane } from '../audience/index.ts';
import type { Instant } from '../time.ts';

/** What must not go out any more, or not yet, as of the moment at which the read began. */
export interface FenceState {
  /** Warnings still valid that were recalled, or cancelled by a later one. */
  readonly stopped: ReadonlyMap<string, 'recalled' | 'cancelled'>;
  /** By delivery, the later warning that told the same person while a sender had it, or while it was in doubt. */
  readonly overtaken: ReadonlyMap<number, string>;
  /** `lane: null` stands for every lane but flash. */
  readonly pauses: readonly { readonly channel: Channel; readonly lane: Lane | null }[];
  /** Batches under lease: a lower lane of the channel waits for those of higher ones, whoever has them. */
  readonly inHand: readonly { readonly channel: Channel; readonly lane: Lane; readonly owner: string }[];
}

/** Obligation: what was committed before `read` was called is in its answer. Rejects when the database does not answer. */
export interface FenceReader {
  read(now: Instant): Promise<FenceState>;
}
