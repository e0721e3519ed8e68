import type { Level, Response } from '../bulletin/bulletin.ts';
import type { Hazard } from '../bulletin/hazard.ts';
import type { DeliveryReason } from '../delivery/delivery.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import { isKeptHigher } from '../warning/change-of.ts';
import { strengthOf } from '../warning/unit-views.ts';
import { isTakenBack, type Warning, type WarningEntry } from '../warning/warning.ts';
import { mayHear } from './citizen-limit.ts';
import { changeTold, type Finding, findingOf, isCancelled } from './finding.ts';
import { leastNeedFor } from './least-need.ts';
import { levelOfNeed, needOf } from './need-table.ts';
import { isOverDailyLimit, quietUntil } from './restraint.ts';
import type { Audience, Lane, Need } from './subscriber.ts';
import { isOpen, isTold, knownOf, type ToldRow } from './told-row.ts';

export interface Person {
  readonly audience: Audience;
  /** The person's places that the warning names. */
  readonly units: readonly Unit[];
  readonly leastNeed: Need;
  /** Of single hazards; see `leastNeedFor`. */
  readonly leastNeeds: Readonly<Partial<Record<Hazard, Need>>>;
  readonly supply: boolean;
  readonly exercises: boolean;
  readonly watchdog: boolean;
}

export type Telling =
  | {
      readonly tell: true;
      readonly reason: DeliveryReason;
      readonly need: Need;
      readonly lane: Lane;
      readonly level: Level | null;
      readonly onset: Instant;
      readonly units: Unit[];
      readonly response: Response;
      readonly expiresAt: Instant;
      /** Quiet hours: it waits until then; null: it goes at once. */
      readonly holdUntil: Instant | null;
      /** Deliveries that this one takes the place of. */
      readonly replaces: number[];
      /** Deliveries that it would take the place of, were they not under way: where they have not gone out yet, they do not after this one. */
      readonly overtakes: number[];
    }
  /** `replaces`: deliveries that have not gone out and are no longer true. */
  | { readonly tell: false; readonly reason: string; readonly replaces: number[] };

export interface TellQuestion {
  readonly person: Person;
  readonly warning: Warning;
  readonly earlier: readonly ToldRow[];
  readonly now: Instant;
}

const LATEST = '9999-12-31T23:59:59.999Z';

/** Reasons of one message, weightiest first: a message about two places takes the first that holds at one of them. */
const WEIGHT: readonly DeliveryReason[] = [
  'cancelled',
  'corrected',
  'first-news',
  'escalated',
  'widened',
  'brought-forward',
  'action-changed',
  'eased',
  'ended',
  'narrowed',
];
/** Owed to everybody who was told of what they change, whatever the person's least need. */
const FOLLOW_UPS: readonly DeliveryReason[] = ['cancelled', 'corrected', 'eased', 'ended', 'narrowed'];

/**
 * Is this person told of this warning on this channel, and as what? Decided against what the person was told, never against
 * the previous warning alone. A delivery that has not gone out gives way where this warning speaks of all its places.
 */
export function tellPerson({ person, warning, earlier, now }: TellQuestion): Telling {
  const no = (reason: string, replaces: number[] = []): Telling => ({ tell: false, reason, replaces });
  if (person.watchdog && warning.status !== 'Test') return no('watchdog-hears-tests-only');
  if (!person.watchdog && warning.status === 'Test') return no('test-is-for-the-watchdog');
  const places = placesOf(person, warning, earlier);
  if (typeof places === 'string') return no(places);
  if (places.size === 0) return no('later-warning');

  const before = earlier.filter((row) => row.warningNumber < warning.number).sort((a, b) => a.warningNumber - b.warningNumber);
  const lesser = before.filter((row) => row.units.every((unit) => givesWay(row, places.get(unit), warning)));
  const givingWay = lesser.filter((row) => isOpen(row) && !row.underWay);
  const replaces = givingWay.map((row) => row.deliveryId);
  const overtakes = lesser.filter((row) => row.underWay).map((row) => row.deliveryId);
  const told = heardOf(earlier, warning).filter((row) => isTold(row) || (isOpen(row) && !givingWay.includes(row)));
  const knowsEvent = told.some((row) => row.units.some((unit) => knownOf(unit, told, now) !== undefined));
  const findings = [...places].map(([unit, entry]) =>
    findingOf({ unit, entry, warning, audience: person.audience, told, knowsEvent, now }),
  );

  const reason = WEIGHT.find((one) => findings.some((finding) => finding.reason === one)) ?? null;
  const inherited = reason === null || isTakenBack(reason) ? stillOwed(givingWay, findings) : null;
  const owed = inherited ?? reason;
  if (owed === null) return no((findings.find((one) => !one.takesBack) ?? findings[0])?.silence ?? 'no-place-named', replaces);
  const spoken = findings.filter((one) => (isTakenBack(owed) || one.takesBack ? one.reason !== null : true));
  return telling(owed, spoken, { person, warning, earlier: told, now }, { replaces, overtakes });
}

/**
 * Entries at the person's places; those are left out of which a later warning's delivery speaks: a later one of the same series, or
 * one of another series that says no less. A lower word of another series never keeps the higher one from a person.
 */
function placesOf(
  person: Person,
  warning: Warning,
  earlier: readonly ToldRow[],
): Map<Unit, WarningEntry> | 'no-place-named' | 'not-for-citizens' {
  const later = earlier.filter((row) => row.warningNumber > warning.number && (isTold(row) || isOpen(row)));
  const silenced = (unit: Unit, entry: WarningEntry): boolean =>
    later.some((row) => row.units.includes(unit) && (row.seriesId === warning.seriesId || saysNoLess(row, entry)));
  const named = person.units.flatMap((unit) => {
    const entry = entriesByUnit(warning).get(unit);
    return entry === undefined ? [] : [[unit, entry] as const];
  });
  if (named.length === 0) return 'no-place-named';
  const heard = named.filter(([unit, entry]) => mayHear(warning, person.audience, unit, entry));
  return heard.length === 0 ? 'not-for-citizens' : new Map(heard.filter(([unit, entry]) => !silenced(unit, entry)));
}

const saysNoLess = (row: ToldRow, entry: WarningEntry): boolean => !isTakenBack(row.reason) && (row.level ?? 0) >= (entry.level ?? 0);

/** Rows of earlier warnings, and of later ones of other series: all of it is what the person knows by now. In the warnings' order. */
function heardOf(earlier: readonly ToldRow[], warning: Warning): ToldRow[] {
  const known = earlier.filter((row) => row.warningNumber < warning.number || row.seriesId !== warning.seriesId);
  return known.sort((a, b) => a.warningNumber - b.warningNumber);
}

const indexes = new WeakMap<Warning, ReadonlyMap<Unit, WarningEntry>>();

/** Kept per warning: a slice asks for thousands of people, and a whole-country warning names thousands of units. */
function entriesByUnit(warning: Warning): ReadonlyMap<Unit, WarningEntry> {
  const known = indexes.get(warning);
  if (known !== undefined) return known;
  const index = new Map(warning.entries.flatMap((entry) => entry.units.map((unit) => [unit, entry] as const)));
  indexes.set(warning, index);
  return index;
}

function givesWay(row: ToldRow, entry: WarningEntry | undefined, warning: Warning): boolean {
  if (entry === undefined) return false;
  if (entry.change === 'cancelled') return isCancelled(row, warning);
  return !isKeptHigher(entry);
}

/** The reason of the newest delivery that gives way, where the person has not heard its news and it still holds. */
function stillOwed(givingWay: readonly ToldRow[], findings: readonly Finding[]): DeliveryReason | null {
  const newest = givingWay.at(-1);
  const entries = findings.filter((one) => !one.takesBack).map((one) => one.entry);
  if (newest === undefined || entries.length === 0 || newest.reason === 'eased' || isTakenBack(newest.reason)) return null;
  const { level, onset, response } = summaryOf(entries);
  const holds =
    (level ?? 0) >= (newest.level ?? 0) &&
    (newest.reason !== 'brought-forward' || onset <= newest.onset) &&
    (newest.reason !== 'action-changed' || strengthOf(response) >= strengthOf(newest.response));
  return holds ? newest.reason : null;
}

type Summary = Pick<WarningEntry, 'level' | 'onset' | 'response' | 'expiresAt'>;

/** Highest level, earliest onset, strongest response, latest expiry. */
function summaryOf(entries: readonly WarningEntry[]): Summary {
  return entries.reduce<Summary>(
    (a, b) => ({
      level: (b.level ?? 0) > (a.level ?? 0) ? b.level : a.level,
      onset: b.onset < a.onset ? b.onset : a.onset,
      response: strengthOf(b.response) > strengthOf(a.response) ? b.response : a.response,
      expiresAt: b.expiresAt > a.expiresAt ? b.expiresAt : a.expiresAt,
    }),
    { level: null, onset: LATEST, response: 'Monitor', expiresAt: '' },
  );
}

function telling(
  reason: DeliveryReason,
  spoken: readonly Finding[],
  { person, warning, earlier: told, now }: TellQuestion,
  { replaces, overtakes }: Pick<Extract<Telling, { tell: true }>, 'replaces' | 'overtakes'>,
): Telling {
  // Places taken back beside warned ones are named, but level, times and need are those of the warning that stands.
  const standing = spoken.filter((one) => !one.takesBack);
  const entries = (standing.length > 0 ? standing : spoken).map((one) => one.entry);
  const change = changeTold(reason);
  const needs = entries.map((entry) =>
    needOf({ hazard: warning.hazard, level: levelOfNeed(entry), onset: entry.onset, now, change, urgency: warning.urgency }),
  );
  const { need, lane, perDay } = needs.reduce((a, b) => (b.need > a.need ? b : a));
  // What is owed for one of the places is owed, whatever weighs more at another.
  const reasons = [reason, ...spoken.flatMap((one) => one.reason ?? [])];
  if (!person.supply && !reasons.some((one) => FOLLOW_UPS.includes(one)) && need < leastNeedFor(person, warning.hazard))
    return { tell: false, reason: 'below-least-need', replaces };
  const summary = summaryOf(entries);
  const message = { audience: person.audience, status: warning.status, lane, reason, onset: summary.onset };
  // One that takes another's place adds none.
  if (!person.supply && replaces.length === 0 && isOverDailyLimit({ ...message, reasons }, { perDay, told, now }))
    return { tell: false, reason: 'daily-limit', replaces };
  const holdUntil = person.supply ? null : quietUntil(message, now);
  return { tell: true, reason, need, lane, ...summary, units: spoken.map((one) => one.unit), holdUntil, replaces, overtakes };
}
