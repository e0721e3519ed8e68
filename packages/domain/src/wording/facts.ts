import type { Audience, Language } from '../audience/subscriber.ts';
import type { Level, Response } from '../bulletin/bulletin.ts';
import type { DeliveryReason } from '../delivery/delivery.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Verdict } from '../risk/assessment.ts';
import type { Instant } from '../time.ts';
import { isKeptHigher } from '../warning/change-of.ts';
import { strengthOf } from '../warning/unit-views.ts';
import type { Warning, WarningEntry } from '../warning/warning.ts';

/** For whom a text is written. `units`: the person's places that the message is about. */
export interface Reader {
  readonly language: Language;
  readonly audience: Audience;
  readonly units: readonly Unit[];
  readonly reason: DeliveryReason;
}

/** What the warning says at the reader's places, with what this reader may be shown. */
export interface Facts {
  /** The places that the level, times and action are about. */
  readonly units: readonly Unit[];
  /** Places that the same message says are no longer warned of. */
  readonly dropped: readonly Unit[];
  readonly level: Level | null;
  /** A level that nobody announced: agencies and media see it marked, others do not see it. */
  readonly proposed: boolean;
  readonly onset: Instant;
  readonly expiresAt: Instant;
  readonly response: Response;
  /** The row of the table that gives the level shown; null where it gives another, or none. */
  readonly row: Extract<Verdict, { kind: 'level' }> | null;
  /** Another bulletin in force keeps one of the places higher. */
  readonly keptHigher: boolean;
  readonly closing: boolean;
}

const TAKEN_BACK: readonly string[] = ['narrowed', 'ended', 'cancelled'];

/** Collects what the warning says at the reader's places. Throws when it names none of them: that is a fault of targeting, never a text. */
export function factsFor(warning: Warning, reader: Reader): Facts {
  const mine = new Set(reader.units);
  const named = warning.entries
    .map((entry) => ({ ...entry, units: entry.units.filter((unit) => mine.has(unit)) }))
    .filter((entry) => entry.units.length > 0);
  const closing = TAKEN_BACK.includes(reader.reason);
  const standing = named.filter((entry) => !TAKEN_BACK.includes(entry.change));
  const entries = closing || standing.length === 0 ? named : standing;
  const [first, ...rest] = entries;
  if (first === undefined) throw new Error(`warning ${warning.id} names none of the reader's places`);
  const top = rest.reduce<WarningEntry>((a, b) => ((b.level ?? 0) > (a.level ?? 0) ? b : a), first);
  const proposed = top.source === 'proposed';
  const shown = !proposed || reader.audience === 'agency' || reader.audience === 'media';
  const level = shown ? top.level : null;
  return {
    units: entries.flatMap((entry) => entry.units),
    dropped: entries === standing ? named.filter((entry) => !standing.includes(entry)).flatMap((entry) => entry.units) : [],
    level,
    proposed,
    onset: entries.map((entry) => entry.onset).reduce((a, b) => (a < b ? a : b)),
    expiresAt: entries.map((entry) => entry.expiresAt).reduce((a, b) => (a > b ? a : b)),
    response: entries.map((entry) => entry.response).reduce((a, b) => (strengthOf(b) > strengthOf(a) ? b : a)),
    row: top.verdict?.kind === 'level' && top.verdict.level === level ? top.verdict : null,
    keptHigher: entries.some(isKeptHigher),
    closing,
  };
}

/** The wind force near the storm's centre, as `14` or `13-14`; null when the bulletin gives none. */
export function windForce(warning: Warning): string | null {
  const force = warning.storm?.centre.windForce;
  return force === undefined ? null : typeof force === 'number' ? String(force) : `${String(force[0])}-${String(force[1])}`;
}
