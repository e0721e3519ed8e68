import type { Unit } from '../place/place-ref.ts';
import type { Change, Warning } from '../warning/warning.ts';
import type { Reader } from './reader.ts';
import type { Occasion } from './table/phrase-table.ts';

/** What a screen or a voice says to everybody in some places. */
export interface Broadcast {
  /** BCP 47. */
  readonly language: string;
  /** The places that it is for; absent: all of the warning. */
  readonly units?: readonly Unit[];
  readonly stillInForce?: Reader['stillInForce'];
}

/** Changes from the one to tell first. */
const ORDER: readonly Change[] = [
  'corrected',
  'escalated',
  'new',
  'widened',
  'brought-forward',
  'action-changed',
  'unchanged',
  'eased',
  'cancelled',
  'ended',
  'narrowed',
];

/** The public as reader: it is shown no level that nobody announced, and hears the strongest change of the places. */
export function publicReader(warning: Warning, { language, units, stillInForce }: Broadcast): Reader {
  const all = warning.entries.flatMap((entry) => entry.units);
  const mine = new Set(units ?? all);
  const changes = warning.entries.filter((entry) => entry.units.some((unit) => mine.has(unit))).map((entry) => entry.change);
  const change = ORDER.find((one) => changes.includes(one)) ?? 'unchanged';
  const corrects = warning.action === 'correct' && !['cancelled', 'ended', 'narrowed'].includes(change);
  return {
    language,
    audience: 'citizen',
    units: units ?? all,
    reason: corrects ? 'corrected' : occasionOf(change),
    ...(stillInForce === undefined ? {} : { stillInForce }),
  };
}

const occasionOf = (change: Change): Occasion => (change === 'new' ? 'first-news' : change);
