import type { Level, Response } from '../bulletin/bulletin.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Verdict } from '../risk/assessment.ts';
import type { Instant } from '../time.ts';
import { isKeptHigher } from '../warning/change-of.ts';
import { strengthOf } from '../warning/unit-views.ts';
import { isTakenBack, type Warning, type WarningEntry } from '../warning/warning.ts';
import type { Reader } from './reader.ts';

/** Why people are told to leave at once: an authority ordered it, or a tsunami warning 3 (Decision 18/2021/QĐ-TTg, Article 32.1). */
export type Leave = { readonly by: 'order'; readonly order: NonNullable<Warning['order']> } | { readonly by: 'tsunami-warning-3' };

/** What the warning says at the reader's places, with what this reader may be shown. */
export interface Facts {
  /** The places that the level, times and action are about. */
  readonly units: readonly Unit[];
  /** Places warned of as well that an order to leave is not about. */
  readonly alsoWarned: readonly Unit[];
  /** Places that the same message says are no longer warned of. */
  readonly dropped: readonly Unit[];
  readonly level: Level | null;
  /** A level that nobody announced: agencies and media see it marked, others do not see it. */
  readonly proposed: boolean;
  readonly onset: Instant;
  readonly expiresAt: Instant;
  readonly response: Response;
  /** Null where nobody may be told to leave at once. */
  readonly leave: Leave | null;
  /** The row of the table that gives the level shown; null where it gives another, or none. */
  readonly row: Met | null;
  /** What is measured or expected at the worst of the places. */
  readonly figures: Met['met'] | null;
  /** Those of `units` that were warned of a higher level, by another bulletin that this one does not stand in for. */
  readonly keptHigher: readonly Unit[];
  readonly closing: boolean;
}
type Met = Extract<Verdict, { kind: 'level' }>;

/** Collects what the warning says at the reader's places. Throws when it names none of them: that is a fault of targeting, never a text. */
export function factsFor(warning: Warning, reader: Reader): Facts {
  const mine = new Set(reader.units);
  const named = warning.entries
    .map((entry) => ({ ...entry, units: entry.units.filter((unit) => mine.has(unit)) }))
    .filter((entry) => entry.units.length > 0);
  const closing = isTakenBack(reader.reason);
  const standing = named.filter((entry) => !isTakenBack(entry.change));
  const warned = closing || standing.length === 0 ? named : standing;
  const leave = closing || standing.length === 0 ? null : leaveOf(warning, warned);
  const leaving = leave === null ? warned : warned.filter((entry) => mustLeave(leave, entry));
  const [first, ...rest] = leaving;
  if (first === undefined) throw new Error(`warning ${warning.id} names none of the reader's places`);
  const top = rest.reduce<WarningEntry>((a, b) => ((b.level ?? 0) > (a.level ?? 0) ? b : a), first);
  const proposed = top.source === 'proposed';
  const shown = !proposed || reader.audience === 'agency' || reader.audience === 'media';
  const level = shown ? top.level : null;
  const met = top.verdict?.kind === 'level' ? top.verdict : null;
  return {
    units: leaving.flatMap((entry) => entry.units),
    alsoWarned: warned.filter((entry) => !leaving.includes(entry)).flatMap((entry) => entry.units),
    dropped: warned === standing ? named.filter((entry) => !standing.includes(entry)).flatMap((entry) => entry.units) : [],
    level,
    proposed,
    onset: leaving.map((entry) => entry.onset).reduce((a, b) => (a < b ? a : b)),
    expiresAt: leaving.map((entry) => entry.expiresAt).reduce((a, b) => (a > b ? a : b)),
    response: leaving.map((entry) => entry.response).reduce((a, b) => (strengthOf(b) > strengthOf(a) ? b : a)),
    leave,
    row: met?.level === level ? met : null,
    figures: met?.figures ?? met?.met ?? null,
    keptHigher: leaving.filter(isKeptHigher).flatMap((entry) => entry.units),
    closing,
  };
}

/** An order speaks only of the places whose response is Evacuate: it is never widened to the reader's others. */
function leaveOf(warning: Warning, entries: readonly WarningEntry[]): Leave | null {
  if (warning.hazard === 'tsunami' && warning.bulletinType === 'warning-3') return { by: 'tsunami-warning-3' };
  if (warning.order === undefined || !entries.some((entry) => entry.response === 'Evacuate')) return null;
  return { by: 'order', order: warning.order };
}

const mustLeave = (leave: Leave, entry: WarningEntry): boolean => leave.by === 'tsunami-warning-3' || entry.response === 'Evacuate';

/** The wind force near the storm's centre, as `14` or `13-14`; null when the bulletin gives none. */
export function windForce(warning: Warning): string | null {
  const force = warning.storm?.centre.windForce;
  return force === undefined ? null : typeof force === 'number' ? String(force) : `${String(force[0])}-${String(force[1])}`;
}
