import type { Channel, Lane } from '../audience/index.ts';
import type { Instant } from '../time.ts';

/** What must not go out any more, as of the moment at which the read began. */
export interface FenceState {
  /** Warnings still valid that were recalled, or cancelled by a later one. */
  readonly stopped: ReadonlyMap<string, 'recalled' | 'cancelled'>;
  /** `lane: null` stands for every lane but flash. */
  readonly pauses: readonly { readonly channel: Channel; readonly lane: Lane | null }[];
}

/** Obligation: what was committed before `read` was called is in its answer. Rejects when the database does not answer. */
export interface FenceReader {
  read(now: Instant): Promise<FenceState>;
}
