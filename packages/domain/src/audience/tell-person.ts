import type { Level, Response } from '../bulletin/bulletin.ts';
import { type DeliveryReason, type DeliveryState, RANK } from '../delivery/delivery.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import { isBroughtForward } from '../warning/change-of.ts';
import { strengthOf } from '../warning/unit-views.ts';
import type { Warning, WarningEntry } from '../warning/warning.ts';
import { needOf } from './need-table.ts';
import type { Audience, Lane, Need } from './subscriber.ts';
import { TOLD_TABLE } from './told-table.ts';

/** An earlier delivery of the event to the same person on the same channel. */
export interface ToldRow {
  readonly deliveryId: number;
  readonly warningId: string;
  readonly warningNumber: number;
  readonly state: DeliveryState;
  /** Its batch is under a running lease: it may be on the wire. */
  readonly underWay: boolean;
  readonly reason: DeliveryReason;
  readonly level: Level | null;
  readonly onset: Instant;
  readonly units: readonly Unit[];
  readonly response: Response;
  readonly expiresAt: Instant;
  readonly hazardGroup: string;
}

export interface Person {
  readonly audience: Audience;
  /** The person's places that the warning names. */
  readonly units: readonly Unit[];
  readonly leastNeed: Need;
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
      /** Deliveries that this one takes the place of. */
      readonly replaces: number[];
    }
  | { readonly tell: false; readonly reason: string; readonly replaces: number[] };

export interface TellQuestion {
  readonly person: Person;
  readonly warning: Warning;
  readonly earlier: readonly ToldRow[];
  readonly now: Instant;
}

const CLOSED: readonly string[] = ['narrowed', 'ended', 'cancelled'];
/** Reasons of one message, weightiest first: a message about two places takes the first that holds at one of them. */
const WEIGHT: readonly DeliveryReason[] = ['cancelled', 'corrected', 'first-news', 'escalated', 'widened', 'brought-forward', 'action-changed', 'eased', 'narrowed', 'ended'];

interface Told {
  level: number;
  onset: Instant;
  strength: number;
}

const isTold = (row: ToldRow): boolean => RANK[row.state] >= RANK.accepted || row.state === 'unknown' || (isOpen(row) && row.underWay);
const isOpen = (row: ToldRow): boolean => row.state === 'queued' || row.state === 'due';
const covers = (units: ReadonlySet<Unit>, row: { readonly units: readonly Unit[] }): boolean => row.units.every((unit) => units.has(unit));

/**
 * Is this person told of this warning on this channel, and as what? Decided against what the person was told, never against
 * the previous warning alone.
 */
export function tellPerson({ person, warning, earlier, now }: TellQuestion): Telling {
  const no = (reason: string, replaces: number[] = []): Telling => ({ tell: false, reason, replaces });
  if (person.watchdog !== (warning.status === 'Test')) return no('test-is-for-the-watchdog');
  const mine = new Set(person.units);
  const before = earlier.filter((row) => row.warningNumber < numberOf(warning)).sort((a, b) => a.warningNumber - b.warningNumber);
  const later = earlier.filter((row) => row.warningNumber > numberOf(warning) && (isTold(row) || isOpen(row)));
  const laterUnits = new Set(later.flatMap((row) => row.units));
  if (mine.size > 0 && [...mine].every((unit) => laterUnits.has(unit))) return no('later-warning');

  const told = toldPerUnit(before.filter(isTold), now);
  const findings = warning.entries.flatMap((entry) => {
    const units = entry.units.filter((unit) => mine.has(unit));
    return units.map((unit) => ({ entry, unit, ...findingOf(entry, told.units.get(unit), told.ever, person) }));
  });
  const speaking = findings.filter((one) => one.reason !== null);
  const replaceable = before.filter((row) => isOpen(row) && !row.underWay && covers(mine, row));
  const pending = replaceable.map((row) => row.deliveryId);
  if (speaking.length === 0) return no(findings[0]?.why ?? 'no-place-named', findings.every((one) => one.closing) ? pending : []);

  const reason = WEIGHT.find((one) => speaking.some((finding) => finding.reason === one)) ?? 'first-news';
  // A first message, or a louder one, names every place of the person that is warned; a closing one only those it closes.
  const named = CLOSED.includes(reason) ? speaking : findings.filter((one) => !one.closing);
  const entries = named.map((one) => one.entry);
  const strongest = entries.reduce((a, b) => ((b.level ?? 0) > (a.level ?? 0) ? b : a));
  const needs = entries.map((entry) => needOf({ hazard: warning.hazard, level: entry.level, onset: entry.onset, now, change: entry.change, urgency: warning.urgency }));
  const top = needs.reduce((a, b) => (b.need > a.need ? b : a));
  if (!person.supply && !CLOSED.includes(reason) && reason !== 'corrected' && top.need < person.leastNeed) return no('below-least-need', pending);
  return {
    tell: true,
    reason,
    need: top.need,
    lane: top.lane,
    level: strongest.level,
    onset: entries.map((entry) => entry.onset).reduce((a, b) => (a < b ? a : b)),
    units: [...new Set(named.map((one) => one.unit))],
    response: entries.map((entry) => entry.response).reduce((a, b) => (strengthOf(b) > strengthOf(a) ? b : a)),
    expiresAt: entries.map((entry) => entry.expiresAt).reduce((a, b) => (a > b ? a : b)),
    replaces: pending,
  };
}

const numberOf = (warning: Warning): number => warning.number;

/** What the person knows per unit; a closing message wipes its units. `ever`: something of the event was told and not closed since. */
function toldPerUnit(rows: readonly ToldRow[], now: Instant): { units: Map<Unit, Told>; ever: boolean } {
  const units = new Map<Unit, Told>();
  for (const row of rows)
    for (const unit of row.units) {
      if (CLOSED.includes(row.reason)) {
        units.delete(unit);
        continue;
      }
      if (row.expiresAt <= now) continue;
      const known = units.get(unit);
      units.set(unit, {
        level: Math.max(known?.level ?? 0, row.level ?? 0),
        onset: known !== undefined && known.onset < row.onset ? known.onset : row.onset,
        strength: Math.max(known?.strength ?? 0, strengthOf(row.response)),
      });
    }
  return { units, ever: units.size > 0 };
}

interface Finding {
  readonly reason: DeliveryReason | null;
  readonly why: string;
  readonly closing: boolean;
}

function findingOf(entry: WarningEntry, told: Told | undefined, knowsEvent: boolean, person: Person): Finding {
  const closing = CLOSED.includes(entry.change) || (entry.change === 'corrected' && entry.level === null && entry.source === null && entry.verdict === null);
  const say = (reason: DeliveryReason): Finding => ({ reason, why: reason, closing });
  const silent = (why: string): Finding => ({ reason: null, why, closing });
  if (closing) {
    if (told === undefined) return silent('never-told');
    return say(entry.change === 'narrowed' || entry.change === 'ended' || entry.change === 'cancelled' ? entry.change : 'corrected');
  }
  if (told === undefined) return say(knowsEvent ? 'widened' : 'first-news');
  const level = entry.level ?? 0;
  if (entry.change === 'corrected') return say('corrected');
  if (level > told.level) return say('escalated');
  if (isBroughtForward(entry.onset, told.onset) && level >= told.level) return say('brought-forward');
  if (strengthOf(entry.response) > told.strength) return say('action-changed');
  if (level < told.level && entry.change === 'eased') return TOLD_TABLE.eased[person.audience] === 'those-told' ? say('eased') : silent('audience-not-told-of-eased');
  return silent('already-told');
}
