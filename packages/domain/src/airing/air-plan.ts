import type { IssuedWarning } from '../ports/warnings.ts';
import type { Instant } from '../time.ts';
import { stateOf, type WarningState } from '../warning/state-of.ts';
import { type Medium, MEDIA } from './air-table.ts';
import { type Airing, dueTimes, lapseAirings } from './due-times.ts';
import { runsOutAt, warnsOfAnything } from './parts-at.ts';

/** Why nothing more of a warning is aired: what happened to it, or that all that the table asks for is due by now. */
export type AirStop = 'superseded' | 'cancelled' | 'recalled' | 'lapsed' | 'ran-out' | 'all-said';

/** What is aired of a warning. */
export interface AirPlan {
  readonly warningId: string;
  readonly state: WarningState;
  /** Null while further airings follow. */
  readonly stopped: AirStop | null;
  /** Due since the issue and up to the horizon, in order of time. Of a warning that something newer replaced there is none. */
  readonly airings: readonly Airing[];
}

export interface AirPlanOptions {
  /** How far ahead, hours. */
  readonly hours?: number;
  readonly media?: readonly Medium[];
}

/**
 * The airings of a warning at `now` and for the next hours. It stops by itself once the warning is superseded, cancelled, recalled
 * or has run out; a lapsed one is announced once as lapsed, and an end or a cancellation is aired as the table says of it.
 */
export function airPlan(issued: IssuedWarning, now: Instant, { hours = 6, media = MEDIA }: AirPlanOptions = {}): AirPlan {
  const { warning } = issued;
  const state = airState(issued, now);
  const plan = (stopped: AirStop | null, airings: Airing[]): AirPlan => ({
    warningId: warning.id,
    state,
    stopped,
    airings: airings.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0)),
  });
  if (state === 'superseded' || state === 'cancelled' || state === 'recalled') return plan(state, []);
  if (state === 'lapsed')
    return warnsOfAnything(warning)
      ? plan('lapsed', lapseAirings(warning, issued.lapsedAt ?? runsOutAt(warning), media))
      : plan('ran-out', []);
  if (runsOutAt(warning) <= now) return plan('ran-out', []);
  const horizon = new Date(Date.parse(now) + hours * 3_600_000).toISOString();
  const all = dueTimes(warning, runsOutAt(warning), media);
  return plan(
    all.some((one) => one.dueAt > now) ? null : 'all-said',
    all.filter((one) => one.dueAt <= horizon),
  );
}

/** The state at `now`; what a series keeps in force beyond the entries' own times has not run out before all of it has. */
export function airState(issued: IssuedWarning, now: Instant): WarningState {
  const state = stateOf(issued, now);
  return state === 'lapsed' && issued.lapsedAt === null && runsOutAt(issued.warning) > now ? 'in-force' : state;
}

/** The airings of a plan that count at `now`: on each medium the last one that is due, whatever was due before it. */
export function dueOnAir({ airings }: AirPlan, now: Instant): Airing[] {
  return MEDIA.flatMap((medium) => airings.findLast((one) => one.medium === medium && one.dueAt <= now) ?? []);
}
