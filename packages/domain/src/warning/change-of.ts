import { merge, strengthOf, type UnitView } from './unit-views.ts';
import type { Change, WarningEntry } from './warning.ts';

/**
 * An onset this many hours earlier than told is news of its own. Three hours is the issue interval of storm bulletins
 * near land: smaller moves are the track's ordinary wobble between two issues.
 */
const BROUGHT_FORWARD_HOURS = 3;

const HOUR_MS = 3_600_000;

/** Is `onset` earlier than `before` by at least {@link BROUGHT_FORWARD_HOURS}? */
export function isBroughtForward(onset: string, before: string): boolean {
  return Date.parse(before) - Date.parse(onset) >= BROUGHT_FORWARD_HOURS * HOUR_MS;
}

/**
 * What a new view of a unit changes against what is in force there. `said`: by this bulletin; `own`: by its series before;
 * `others`: by the other series, which a lower word of this one never eases. `eventKnown`: the event was warned of before.
 */
export function changeOf(
  said: UnitView,
  before: { readonly own: UnitView | undefined; readonly others: UnitView | undefined },
  context: { readonly eventKnown: boolean; readonly now: string },
): Change {
  const { own, others } = before;
  const inForce = own !== undefined && others !== undefined ? merge(own, others) : (own ?? others);
  if (inForce === undefined) return context.eventKnown ? 'widened' : 'new';
  const [level, then] = [said.level ?? 0, inForce.level ?? 0];
  if (level > then) return 'escalated';
  if (level === then && inForce.onset > context.now && isBroughtForward(said.onset, inForce.onset)) return 'brought-forward';
  if (strengthOf(said.response) > strengthOf(inForce.response)) return 'action-changed';
  const lowered = isWorkedOut(said) && level < (own?.level ?? 0) && level >= (others?.level ?? 0);
  return lowered ? 'eased' : 'unchanged';
}

/** Is there a level, or facts that lie below the table's thresholds? A missing value, or a place outside the table, lowers nothing. */
export function isWorkedOut({ level, verdict }: Pick<UnitView, 'level' | 'verdict'>): boolean {
  return level !== null || (verdict?.kind === 'none' && verdict.reason === 'below-thresholds');
}

/**
 * Do the entry's places keep a higher level than this warning speaks of: another series', or one of its own whose successor could not be
 * worked out? Then it must not stand in for that one.
 */
export function isKeptHigher(entry: Pick<WarningEntry, 'change' | 'level' | 'previousLevel'>): boolean {
  const compared = entry.change === 'unchanged' || entry.change === 'action-changed';
  return compared && (entry.previousLevel ?? 0) > (entry.level ?? 0);
}
