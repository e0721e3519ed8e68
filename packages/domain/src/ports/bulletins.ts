import type { Channel } from '../audience/subscriber.ts';
import type { Bulletin } from '../bulletin/bulletin.ts';
import type { DeliveryState } from '../delivery/delivery.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Assessment } from '../risk/assessment.ts';
import type { Instant } from '../time.ts';

/** What the deduplicator decided about a bulletin. */
export type Decision = 'issued' | 'repeat' | 'stale' | 'sequence-conflict' | 'nothing-to-say';

/** Who sent a bulletin to intake. `account` null: an API key, which counts as its issuer. */
export interface SentBy {
  readonly label: string;
  readonly account: string | null;
}

/** `different`: another content stands under this id, and stays. */
export type InsertResult = 'inserted' | 'same' | 'different';

/** A bulletin's way through the pipeline: an instant is null until the stage has been passed. */
export interface BulletinWay {
  readonly id: string;
  readonly seriesId: string;
  readonly eventId: string;
  readonly issuer: string;
  readonly acceptedAt: Instant;
  readonly publishedAt: Instant | null;
  readonly assessedAt: Instant | null;
  /** Highest level acted on in any area; null before assessment, or without a level. */
  readonly level: number | null;
  /** What the classifier said, with what a person may accept (raises); null before it. */
  readonly assessment: Pick<Assessment, 'rulebook' | 'areas' | 'raises'> | null;
  readonly decision: Decision | null;
  /** Why that decision; or, without one, why the bulletin could not be assessed. */
  readonly reason: string | null;
  readonly decidedAt: Instant | null;
  readonly warning: {
    readonly id: string;
    readonly number: number;
    readonly issuedAt: Instant;
    readonly expiresAt: Instant;
    readonly cancelledBy: string | null;
    readonly recalledAt: Instant | null;
    /** Its places that nobody has asked for: it was sent all the same. */
    readonly noListener: readonly Unit[];
  } | null;
  readonly deliveries: readonly { readonly channel: Channel; readonly state: DeliveryState; readonly count: number }[];
}

/** A bulletin that was accepted and has not been put into the log, as far as the table knows. */
export interface UnpublishedBulletin {
  readonly id: string;
  readonly bulletin: Bulletin;
}

/**
 * The bulletins that Loa has accepted. Obligations:
 * - A row's content never changes; contents are compared by value, whatever the order of keys.
 * - `insert` has committed when it resolves. Of two at once with different contents one is `inserted`, the other `different`.
 */
export interface Bulletins {
  insert(bulletin: Bulletin, acceptedAt: Instant, by?: SentBy): Promise<InsertResult>;
  /** What stands under the bulletin's id. `published`: the same, and it is in the log. */
  find(bulletin: Bulletin): Promise<'absent' | 'same' | 'published' | 'different'>;
  /** The bulletin is in the log. Idempotent; an unknown id is ignored. */
  markPublished(id: string, at: Instant): Promise<void>;
  /** Accepted at least `olderThanMs` before `now` and not marked, oldest first. */
  unpublished(olderThanMs: number, limit: number, now: Instant): Promise<UnpublishedBulletin[]>;
  /** Null when there is no such bulletin. */
  get(id: string): Promise<BulletinWay | null>;
  /**
   * Keeps the assessment; a bulletin that came straight through the log gets its row here. `different`: nothing was kept.
   * A later assessment of the same bulletin replaces the earlier only while nothing has been decided.
   */
  recordAssessment(assessment: Assessment, at: Instant): Promise<InsertResult>;
  /** Keeps why the bulletin could not be assessed; its row is made where missing. */
  recordRefusal(bulletin: Bulletin, reason: string, at: Instant): Promise<void>;
  /** Bulletins by decision; `undecided` counts those on their way and those that could not be assessed. */
  countByDecision(): Promise<Record<Decision | 'undecided', number>>;
}
