import type { Hazard } from '../bulletin/hazard.ts';
import { hoursUntil, type Instant } from '../time.ts';
import { isKeptHigher } from '../warning/change-of.ts';
import type { Change, WarningEntry } from '../warning/warning.ts';
import type { Lane, Need } from './subscriber.ts';

/** Hazards that kill within minutes of being seen: nothing waits in front of them. */
const SUDDEN: readonly Hazard[] = ['flash-flood-landslide', 'tsunami', 'dam-release', 'whirlwind-lightning-hail'];
const CLOSING: readonly Change[] = ['ended', 'narrowed', 'eased'];

/** A row holds when every condition it states holds; an absent condition is no condition. */
export interface NeedRow {
  readonly id: string;
  readonly hazards?: readonly Hazard[];
  readonly leastLevel?: number;
  readonly levelUnknown?: true;
  readonly urgency?: readonly ('Immediate' | 'Expected' | 'Future')[];
  /** Hours from now to onset, at most. */
  readonly onsetWithinHours?: number;
  readonly changes?: readonly Change[];
  readonly need: Need;
  readonly lane: Lane;
  /** Messages about one hazard of one event to a citizen within 24 h; null: no limit. See `isOverDailyLimit`. */
  readonly perDay: number | null;
}

/** Hazard × level × hours to onset × change → need, lane, daily limit. The first row that holds decides. */
export const NEED_TABLE: readonly NeedRow[] = [
  { id: 'closing', changes: CLOSING, need: 1, lane: 'routine', perDay: 6 },
  { id: 'sudden-now', hazards: SUDDEN, onsetWithinHours: 3, need: 5, lane: 'flash', perDay: null },
  { id: 'very-large-now', leastLevel: 4, onsetWithinHours: 3, need: 5, lane: 'flash', perDay: null },
  { id: 'very-large', leastLevel: 4, need: 4, lane: 'urgent', perDay: null },
  { id: 'large-soon', leastLevel: 3, onsetWithinHours: 24, need: 4, lane: 'urgent', perDay: null },
  { id: 'large', leastLevel: 3, need: 3, lane: 'urgent', perDay: null },
  { id: 'unknown-immediate', levelUnknown: true, urgency: ['Immediate'], need: 4, lane: 'urgent', perDay: null },
  { id: 'unknown-expected', levelUnknown: true, urgency: ['Expected'], need: 3, lane: 'urgent', perDay: null },
  { id: 'medium', leastLevel: 2, need: 2, lane: 'routine', perDay: 4 },
  { id: 'rest', need: 1, lane: 'routine', perDay: 3 },
];

export interface NeedQuestion {
  readonly hazard: Hazard;
  readonly level: number | null;
  readonly onset: Instant;
  readonly now: Instant;
  readonly change: Change;
  readonly urgency?: 'Immediate' | 'Expected' | 'Future' | undefined;
}

/** Need and lane by the table, with the row that says so. */
export function needOf(question: NeedQuestion): Pick<NeedRow, 'need' | 'lane' | 'perDay'> & { row: string } {
  const hours = hoursUntil(question.onset, question.now);
  const row = NEED_TABLE.find(
    (one) =>
      (one.hazards?.includes(question.hazard) ?? true) &&
      (one.leastLevel === undefined || (question.level ?? 0) >= one.leastLevel) &&
      (one.levelUnknown === undefined || question.level === null) &&
      (one.urgency === undefined || (question.urgency !== undefined && one.urgency.includes(question.urgency))) &&
      (one.onsetWithinHours === undefined || hours <= one.onsetWithinHours) &&
      (one.changes?.includes(question.change) ?? true),
  );
  if (row === undefined) throw new Error('the need table has no last row');
  return { need: row.need, lane: row.lane, perDay: row.perDay, row: row.id };
}

/**
 * The level by which an entry's need goes: the one in force where another series keeps the place higher, and the one that was
 * in force where the entry takes it back.
 */
export function levelOfNeed(entry: Pick<WarningEntry, 'change' | 'level' | 'previousLevel'>): number | null {
  const takenBack = entry.change === 'narrowed' || entry.change === 'ended' || entry.change === 'cancelled';
  return takenBack || isKeptHigher(entry) ? entry.previousLevel : entry.level;
}
