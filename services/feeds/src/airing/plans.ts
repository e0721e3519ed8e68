import { airedSummary, type Airing, airPlan, dueOnAir, type Medium, MEDIA } from '@loa/domain/airing';
import type { Airings, IssuedWarning } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import { isNews } from './agenda.ts';
import { airingJson, airingTime, type AiringWanted, type Planned } from './airing-json.ts';

export interface PlanWanted extends AiringWanted {
  readonly now: Instant;
  /** How far ahead. */
  readonly hours: number;
  /** Absent: both. */
  readonly medium?: Medium | undefined;
}

type ReadAirings = Pick<Airings, 'of'>;

/** What is due on air of several warnings, now and in the next hours, in order of time. Rejects as the table does. */
export async function airPlanOf(all: readonly IssuedWarning[], airings: ReadAirings, wanted: PlanWanted) {
  const plans = all.map((issued) => ({ issued, ...planned(issued, wanted) })).filter(({ rows }) => rows.length > 0);
  const reports = await airings.of(plans.map(({ issued }) => issued.warning.id));
  const rows = plans.flatMap(({ issued, rows: own }) =>
    own.flatMap(({ airing, when }) => {
      const shown = when === 'passed' ? null : airingJson(issued, airing, wanted);
      return shown === null ? [] : [{ ...shown, when, report: airedSummary(airing, reports, wanted.now) } satisfies Planned];
    }),
  );
  return rows.toSorted((a, b) => (a.dueAt === b.dueAt ? a.id.localeCompare(b.id, 'en') : a.dueAt < b.dueAt ? -1 : 1));
}

/** The plan of one warning since its issue; airings that have passed have no texts. Rejects as the table does. */
export async function airPlanOfOne(issued: IssuedWarning, airings: ReadAirings, wanted: PlanWanted) {
  const { state, stopped, rows } = planned(issued, wanted);
  const reports = await airings.of([issued.warning.id]);
  return {
    ...{ warningId: issued.warning.id, state, stopped },
    airings: rows.flatMap(({ airing, when }) => {
      const shown = when === 'passed' ? airingTime(airing) : airingJson(issued, airing, wanted);
      return shown === null ? [] : [{ ...shown, when, report: airedSummary(airing, reports, wanted.now) } satisfies Planned];
    }),
  };
}

function planned(issued: IssuedWarning, { now, hours, medium }: PlanWanted) {
  const plan = airPlan(issued, now, { hours, media: medium === undefined ? MEDIA : [medium] });
  const counting = new Set(dueOnAir(plan, now).filter((one) => isNews(one, now)));
  const whenOf = (one: Airing): Planned['when'] => (one.dueAt > now ? 'coming' : counting.has(one) ? 'now' : 'passed');
  return { state: plan.state, stopped: plan.stopped, rows: plan.airings.map((airing) => ({ airing, when: whenOf(airing) })) };
}
