import type { Instant } from '../time.ts';
import type { EventState, SeriesState } from './event-state.ts';

/** The last warning of a series that ran out, and no successor came. */
export interface Lapse {
  readonly warningId: string;
  /** When the last of what the series had in force ran out. */
  readonly lapsedAt: Instant;
}

/**
 * Which series of an event have run out by `now` without being ended: running out is news of its own, and is never worded as an
 * end. The state after it holds nothing of them in force, so a series lapses once.
 */
export function lapses(state: EventState, now: Instant): { lapsed: Lapse[]; state: EventState } {
  const ranOut = Object.entries(state.series).flatMap(([key, series]) => {
    const lapse = lapseOf(series, now);
    return lapse === null ? [] : [{ key, series, lapse }];
  });
  const series = { ...state.series, ...Object.fromEntries(ranOut.map((one) => [one.key, { ...one.series, inForce: [] }])) };
  return { lapsed: ranOut.map((one) => one.lapse), state: { ...state, series } };
}

function lapseOf({ inForce, warnings }: SeriesState, now: Instant): Lapse | null {
  const last = warnings.at(-1);
  const lapsedAt = inForce.map((row) => row.expiresAt).reduce((a, b) => (a > b ? a : b), '');
  return last === undefined || lapsedAt === '' || lapsedAt > now ? null : { warningId: last.id, lapsedAt };
}
