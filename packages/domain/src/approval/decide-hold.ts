import type { Hazard } from '../bulletin/hazard.ts';
import type { Unit } from '../place/place-ref.ts';
import { hoursUntil, type Instant } from '../time.ts';
import { isTakenBack, type Warning, type WarningEntry } from '../warning/warning.ts';
import { type Extent, extentOf, placeOf } from './extent.ts';

/** From this level on a second person is asked. */
const HELD_FROM_LEVEL = 4;
/** Citizens nearer to the onset than this never wait. */
const LEAST_LEAD_HOURS = 2;
const NEVER: readonly Hazard[] = ['earthquake', 'tsunami'];

/** Whose bulletins ask nobody, and how many citizens ask for a second person whatever the level; null: no number does. */
export interface HoldRules {
  readonly trusted: 'all' | readonly string[];
  readonly citizensLimit: number | null;
}

export interface HoldQuestion {
  readonly warning: Pick<Warning, 'status' | 'hazard' | 'action' | 'issuer' | 'givenBy' | 'entries' | 'citizens'>;
  /** What somebody has answered for in this event, hazard group and status. */
  readonly approved: Extent;
  /** People at its places; asked for only where the rules have a limit. */
  readonly people: number | null;
  readonly rules: HoldRules;
  readonly now: Instant;
}

/** A place that a warning goes beyond what was approved at; `approved` null: nothing was. */
export interface Exceeded {
  readonly place: string;
  readonly level: number | null;
  readonly approved: number | null;
}

/** What a second person is asked about. */
export interface Asked {
  readonly reason: 'level' | 'people';
  readonly exceeded: readonly Exceeded[];
  /** Null: they were not counted. */
  readonly people: number | null;
  /** Of the whole warning: what is approved with it. */
  readonly extent: Extent;
  /** Where citizens wait. */
  readonly units: readonly Unit[];
}

export const PASS_REASONS = [
  'test',
  'closes-or-corrects',
  'sudden-hazard',
  'within-approved',
  'not-for-citizens',
  'lead-too-short',
] as const;

/** `trusted`: a second person would have been asked, had it been another issuer's. */
export type HoldDecision =
  | { readonly kind: 'passes'; readonly reason: (typeof PASS_REASONS)[number] }
  | { readonly kind: 'held' | 'trusted'; readonly asked: Asked };

/**
 * Do citizens wait for a second person? Only where the warning goes beyond what was approved: a level from 4 on that is higher than the
 * province's, or a province that is new while more people than the limit are concerned. Only they wait; whoever lives elsewhere does not.
 */
export function decideHold({ warning, approved, people, rules, now }: HoldQuestion): HoldDecision {
  const passes = (reason: (typeof PASS_REASONS)[number]): HoldDecision => ({ kind: 'passes', reason });
  if (warning.status === 'Test') return passes('test');
  if (warning.action !== 'issue') return passes('closes-or-corrects');
  if (NEVER.includes(warning.hazard)) return passes('sudden-hazard');

  const byPeople = rules.citizensLimit !== null && (people ?? 0) > rules.citizensLimit;
  const isHigher = (unit: Unit, level: number): boolean => level >= HELD_FROM_LEVEL && level > (approved[placeOf(unit)] ?? 0);
  const goesBeyond = (unit: Unit, { level }: WarningEntry): boolean =>
    isHigher(unit, level ?? 0) || (byPeople && approved[placeOf(unit)] === undefined);
  const beyond = warning.entries
    .filter(({ change }) => !isTakenBack(change))
    .map((entry) => ({ ...entry, units: entry.units.filter((unit) => goesBeyond(unit, entry)) }))
    .filter(({ units }) => units.length > 0);
  if (beyond.length === 0) return passes('within-approved');

  const heard = warning.citizens === undefined ? null : new Set(warning.citizens);
  const forCitizens = beyond.map((entry) => ({ ...entry, units: entry.units.filter((unit) => heard?.has(unit) ?? true) }));
  if (forCitizens.every(({ units }) => units.length === 0)) return passes('not-for-citizens');
  const waiting = forCitizens.filter(({ onset }) => hoursUntil(onset, now) >= LEAST_LEAD_HOURS);
  const units = waiting.flatMap((entry) => entry.units);
  if (units.length === 0) return passes('lead-too-short');

  const higher = waiting.some((entry) => entry.units.some((unit) => isHigher(unit, entry.level ?? 0)));
  const asked: Asked = {
    reason: higher ? 'level' : 'people',
    exceeded: exceededBy(waiting, approved),
    people,
    extent: extentOf(warning.entries),
    units,
  };
  const speaker = warning.givenBy ?? warning.issuer;
  return { kind: rules.trusted === 'all' || rules.trusted.includes(speaker) ? 'trusted' : 'held', asked };
}

function exceededBy(waiting: readonly WarningEntry[], approved: Extent): Exceeded[] {
  return Object.entries(extentOf(waiting)).map(([place, level]) => ({
    place,
    level: level === 0 ? null : level,
    approved: approved[place] ?? null,
  }));
}
