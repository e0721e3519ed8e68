import type { Bulletin } from '../bulletin/bulletin.ts';
import type { Instant } from '../time.ts';
import type { Decision } from './bulletins.ts';

/** A bulletin as its series' desk looks at it. */
export interface SeriesBulletin {
  readonly id: string;
  readonly seriesId: string;
  readonly bulletin: Bulletin;
  /** The last bulletin up to this one that stands in the series' rhythm: corrections and quick bulletins come in between; null: none is known. */
  readonly inRhythm: Pick<Bulletin, 'type' | 'finishedAt'> | null;
  readonly acceptedAt: Instant;
  /** Null: nothing has been decided yet. */
  readonly decision: Decision | null;
  /** Why that decision; or, without one, why it could not be assessed. */
  readonly reason: string | null;
  /** The last warning of the series and status. */
  readonly warning: {
    readonly id: string;
    readonly expiresAt: Instant;
    readonly recalledAt: Instant | null;
    /** Highest level of it; null where none has one. */
    readonly level: number | null;
  } | null;
}

/** Series of bulletins, read back for whoever continues them. */
export interface SeriesDesk {
  /** The last bulletin of every series of an issuer that took one since, newest first. */
  ofIssuer(issuer: string, since: Instant): Promise<SeriesBulletin[]>;
  /** The last bulletins of a series, highest sequence first. */
  bulletins(seriesId: string, limit: number): Promise<SeriesBulletin[]>;
  /** Highest sequence of a series, of whatever status; 0 where it has no bulletin. */
  lastSequence(seriesId: string): Promise<number>;
}
