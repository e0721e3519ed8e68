import type { Channel } from '../audience/index.ts';
import type { Status } from '../bulletin/bulletin.ts';
import type { Hazard } from '../bulletin/hazard.ts';
import type { Instant } from '../time.ts';

/** Deliveries of a warning on a channel, by what became of them. */
export interface Progress {
  readonly channel: Channel;
  readonly total: number;
  /** Queued, due, or of unknown outcome. */
  readonly waiting: number;
  /** A provider took it, whatever came of it then. */
  readonly accepted: number;
  readonly delivered: number;
  /** Refused, undelivered or run out. */
  readonly failed: number;
  /** Recalled, superseded or suppressed. */
  readonly stopped: number;
}

/** What is known of a warning from its issue on. */
export interface LiveHead {
  readonly id: string;
  readonly status: Status;
  readonly number: number;
  readonly action: string;
  readonly seriesId: string;
  readonly eventId: string;
  readonly event: { readonly vi: string; readonly en?: string | undefined } | null;
  readonly hazard: Hazard;
  /** Its own name, of a hazard that is none of the list. */
  readonly hazardName: { readonly vi: string; readonly en?: string | undefined } | null;
  readonly issuer: string;
  readonly issuerName: string | null;
  /** The highest of its entries; null: without a level. */
  readonly level: number | null;
  /** How many communes and sea areas it names. */
  readonly units: number;
  /** The account that sent its bulletin; null: it came by a key, a message or the log. */
  readonly sentBy: string | null;
  /** When the first warning of its series was issued. */
  readonly beganAt: Instant;
  readonly issuedAt: Instant;
  readonly onset: Instant;
  readonly expiresAt: Instant;
}

/** A warning that is in force, or was recalled and its series has not spoken since. */
export interface LiveMark {
  readonly id: string;
  readonly recalledAt: Instant | null;
  readonly recalledBy: string | null;
  readonly recallReason: string | null;
}

/** How much of one warning's deliveries in one province went out. */
export interface ProvinceProgress {
  readonly warning: string;
  readonly province: string;
  readonly total: number;
  readonly waiting: number;
  readonly accepted: number;
}

/** Figures that are one number each. */
export interface LiveGauges {
  readonly deadLetters: number;
  /** Deliveries that wait for another attempt, and when the first of them is due. */
  readonly retries: { readonly due: number; readonly unknown: number; readonly nextAt: Instant | null };
  /** Approved outlets that are pushed to. */
  readonly outlets: { readonly count: number; readonly failing: number; readonly mostItems: number; readonly mostSeconds: number };
  readonly notTakenOver: number;
}

/**
 * What the wall shows of the whole house. Obligation: every answer comes from counts and small tables; none reads deliveries, but for the
 * first of an index.
 */
export interface Live {
  /** In force or open, of status Actual and Exercise, in the order of their numbers. */
  marks(now: Instant): Promise<LiveMark[]>;
  heads(ids: readonly string[]): Promise<LiveHead[]>;
  progress(ids: readonly string[]): Promise<(Progress & { readonly warning: string })[]>;
  /** As of the last folding of counts, a second or so ago. */
  provinces(ids: readonly string[]): Promise<ProvinceProgress[]>;
  gauges(now: Instant): Promise<LiveGauges>;
}
