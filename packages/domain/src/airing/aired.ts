import { z } from 'zod';
import type { AiredReport } from '../ports/airings.ts';
import type { IssuedWarning } from '../ports/warnings.ts';
import { type Instant, instant } from '../time.ts';
import { MEDIA } from './air-table.ts';
import { airState } from './air-plan.ts';
import { type Airing, dueTimes, lapseAirings } from './due-times.ts';
import { runsOutAt, warnsOfAnything } from './parts-at.ts';

/** On what a warning is aired; see {@link MEDIA}. */
export const medium = z.enum(MEDIA, 'expected radio or television');

/** What an outlet sends when it has aired a warning. */
export const airedBody = z.strictObject({
  medium,
  /** As the air plan says. */
  dueAt: instant,
  airedAt: instant,
  note: z.string('expected a text').trim().min(1, 'expected a text').max(500, 'expected at most 500 characters').optional(),
});
export type AiredBody = z.output<typeof airedBody>;

/** Clocks of outlets may be ahead by so long. Loa's own. */
const AHEAD_MS = 60_000;

/** Every airing that a warning could have, in order of time. */
function everyAiring({ warning, lapsedAt }: IssuedWarning): Airing[] {
  const end = runsOutAt(warning);
  return [...dueTimes(warning, end), ...lapseAirings(warning, lapsedAt ?? end)].toSorted((a, b) =>
    a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0,
  );
}

/** The airing that a report is about, or why it cannot be: the table has none at that time, or nothing could have been aired then. */
export type ReportedAiring =
  { readonly kind: 'airing'; readonly airing: Airing } | { readonly kind: 'no-such-airing' | 'before-issue' | 'before-lapse' | 'not-yet' };

/**
 * Finds the airing of a report. What became of the warning later does not matter: an outlet may have aired it before that, and then
 * this must be known all the more.
 */
export function reportedAiring(issued: IssuedWarning, { medium: on, dueAt, airedAt }: AiredBody, now: Instant): ReportedAiring {
  const { warning } = issued;
  const airing = everyAiring(issued).find((one) => one.medium === on && one.dueAt === dueAt);
  if (airing === undefined) return { kind: 'no-such-airing' };
  if (Date.parse(airedAt) > Date.parse(now) + AHEAD_MS) return { kind: 'not-yet' };
  if (airedAt < warning.issuedAt) return { kind: 'before-issue' };
  return airing.kind === 'lapsed' && airedAt < airing.dueAt ? { kind: 'before-lapse' } : { kind: 'airing', airing };
}

/** `awaited`: it is not late yet. `late`: every report of it came after the table's time. */
export type AiredState = 'aired' | 'late' | 'not-reported' | 'awaited';

/** What outlets say of one airing. */
export interface AiredSummary {
  readonly state: AiredState;
  /** How many outlets reported it, and how many of them were late. */
  readonly outlets: number;
  readonly late: number;
}

/** Was this airing aired later than the table allows? */
export const isLate = (airing: Airing, { airedAt }: AiredReport): boolean => airedAt > airing.by;

/** Reports of one airing among others. */
const reportsOf = ({ warningId, medium: on, dueAt }: Airing, reports: readonly AiredReport[]): AiredReport[] =>
  reports.filter((one) => one.warningId === warningId && one.medium === on && one.dueAt === dueAt);

/** Whether an airing was reported, by the table's own rule of what is late. */
export function airedSummary(airing: Airing, reports: readonly AiredReport[], now: Instant): AiredSummary {
  const mine = reportsOf(airing, reports);
  const late = mine.filter((one) => isLate(airing, one)).length;
  const silent = now <= airing.by ? 'awaited' : 'not-reported';
  return { state: mine.length === 0 ? silent : late < mine.length ? 'aired' : 'late', outlets: mine.length, late };
}

/** What became of one airing. */
export interface AiredRecord extends AiredSummary {
  readonly airing: Airing;
  readonly reports: readonly AiredReport[];
}

/**
 * Every airing that was asked for up to `now`, or that was reported; also of a warning that stands no more: those before it stopped.
 * `stoppedAt`: when what replaced or cancelled it was issued; null where nothing did.
 */
export function airedRecords(
  issued: IssuedWarning,
  reports: readonly AiredReport[],
  { stoppedAt, now }: { readonly stoppedAt: Instant | null; readonly now: Instant },
): AiredRecord[] {
  const stops = [stoppedAt, issued.recalledAt].filter((one) => one !== null);
  const hasLapsed = airState(issued, now) === 'lapsed' && warnsOfAnything(issued.warning);
  return everyAiring(issued).flatMap((airing) => {
    const mine = reportsOf(airing, reports);
    const asked = airing.kind === 'lapsed' ? hasLapsed : airing.dueAt <= now && stops.every((stop) => airing.dueAt < stop);
    return asked || mine.length > 0 ? [{ airing, ...airedSummary(airing, mine, now), reports: mine }] : [];
  });
}
