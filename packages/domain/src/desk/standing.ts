import { type Bulletin, bulletinType } from '../bulletin/index.ts';
import type { Instant } from '../time.ts';

/** How a series stands: `waiting` is on its way to being issued; `lapsed` ran out without an end. */
export type SeriesStanding = 'waiting' | 'not-issued' | 'in-force' | 'recalled' | 'ended' | 'cancelled' | 'lapsed';

export interface StandingFacts {
  readonly last: Pick<Bulletin, 'hazard' | 'type'>;
  /** What was decided about the last bulletin; null: nothing yet. */
  readonly decision: string | null;
  /** The series' last warning. */
  readonly warning: { readonly expiresAt: Instant; readonly recalledAt: Instant | null } | null;
}

/** How a series stands at `now`, by its last bulletin and its last warning. */
export function seriesStanding({ last, decision, warning }: StandingFacts, now: Instant): SeriesStanding {
  if (decision === null) return 'waiting';
  const action = bulletinType(last.hazard, last.type)?.action;
  if (action === 'end') return 'ended';
  if (action === 'cancel') return 'cancelled';
  if (warning === null) return 'not-issued';
  if (warning.recalledAt !== null) return 'recalled';
  return warning.expiresAt > now ? 'in-force' : 'lapsed';
}
