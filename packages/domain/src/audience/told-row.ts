import type { Level, Response } from '../bulletin/bulletin.ts';
import { type DeliveryReason, type DeliveryState, RANK } from '../delivery/delivery.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import { strengthOf } from '../warning/unit-views.ts';
import { isTakenBack } from '../warning/warning.ts';

/** An earlier delivery of the event to the same person on the same channel. */
export interface ToldRow {
  readonly deliveryId: number;
  readonly warningId: string;
  readonly warningNumber: number;
  readonly seriesId: string;
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
  readonly queuedAt: Instant;
}

/** What a person knows of one place. */
export interface Known {
  readonly level: number;
  readonly onset: Instant;
  readonly strength: number;
  /** False where the rows speak of several places at once, so that level and onset may be another place's. */
  readonly exact: boolean;
}

/** Queued or due: not sent yet. */
export const isOpen = (row: ToldRow): boolean => row.state === 'queued' || row.state === 'due';

/** Accepted, or under way with unknown outcome. */
export const isTold = (row: ToldRow): boolean =>
  RANK[row.state] >= RANK.accepted || row.state === 'unknown' || (isOpen(row) && row.underWay);

/**
 * What the rows, in order of their warnings, leave the person knowing of a place; undefined when nothing that has not run
 * out. A message that takes back wipes the place; one that eases or corrects replaces what was known.
 */
export function knownOf(unit: Unit, rows: readonly ToldRow[], now: Instant): Known | undefined {
  let known: Known | undefined;
  for (const row of rows) {
    if (!row.units.includes(unit)) continue;
    if (isTakenBack(row.reason)) known = undefined;
    else if (row.expiresAt > now) known = row.reason === 'eased' || row.reason === 'corrected' ? told(row) : louder(known, told(row));
  }
  return known;
}

/** Was the person told of this place, run out or not, without being told since that it was taken back? */
export function wasTold(unit: Unit, rows: readonly ToldRow[]): boolean {
  const last = rows.findLast((row) => row.units.includes(unit));
  return last !== undefined && !isTakenBack(last.reason);
}

const told = (row: ToldRow): Known => ({
  level: row.level ?? 0,
  onset: row.onset,
  strength: strengthOf(row.response),
  exact: row.units.length === 1,
});

function louder(before: Known | undefined, now: Known): Known {
  if (before === undefined) return now;
  return {
    level: Math.max(before.level, now.level),
    onset: now.onset,
    strength: Math.max(before.strength, now.strength),
    exact: before.exact && now.exact,
  };
}
