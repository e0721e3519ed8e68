import type { Audience, Language } from '../audience/subscriber.ts';
import type { Level, Response } from '../bulletin/bulletin.ts';
import type { DeliveryReason } from '../delivery/delivery.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
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
  readonly level: Level | null;
  /** A level that nobody announced: agencies and media see it marked, citizens do not see it. */
  readonly proposed: boolean;
  readonly onset: Instant;
  readonly expiresAt: Instant;
  readonly response: Response;
  readonly clause: string | null;
  readonly closing: boolean;
}

/** Collects what the warning says at the reader's places. Throws when it names none of them: that is a fault of targeting, never a text. */
export function factsFor(warning: Warning, reader: Reader): Facts {
  const mine = new Set(reader.units);
  const entries = warning.entries.filter((entry) => entry.units.some((unit) => mine.has(unit)));
  const [first, ...rest] = entries;
  if (first === undefined) throw new Error(`warning ${warning.id} names none of the reader's places`);
  const top = rest.reduce<WarningEntry>((a, b) => ((b.level ?? 0) > (a.level ?? 0) ? b : a), first);
  const proposed = top.source === 'proposed';
  const shown = !proposed || reader.audience === 'agency' || reader.audience === 'media';
  return {
    level: shown ? top.level : null,
    proposed,
    onset: entries.map((entry) => entry.onset).reduce((a, b) => (a < b ? a : b)),
    expiresAt: entries.map((entry) => entry.expiresAt).reduce((a, b) => (a > b ? a : b)),
    response: entries.map((entry) => entry.response).reduce((a, b) => (strengthOf(b) > strengthOf(a) ? b : a)),
    clause: top.verdict?.kind === 'level' ? top.verdict.clause : null,
    closing: reader.reason === 'narrowed' || reader.reason === 'cancelled' || reader.reason === 'ended',
  };
}

/** The highest wind force of the storm's centre or steps, as `14` or `13-14`; null when the bulletin gives none. */
export function windForce(warning: Warning): string | null {
  const force = warning.storm?.centre.windForce;
  return force === undefined ? null : typeof force === 'number' ? String(force) : `${force[0]}-${force[1]}`;
}
