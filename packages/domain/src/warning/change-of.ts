import type { Change } from './warning.ts';
import { strengthOf, type UnitView } from './unit-views.ts';

/**
 * An onset this many hours earlier than told is news of its own. Three hours is the issue interval of storm bulletins
 * near land: smaller moves are the track's ordinary wobble between two issues.
 */
export const BROUGHT_FORWARD_HOURS = 3;

const HOUR_MS = 3_600_000;

/** Is `onset` earlier than `before` by at least {@link BROUGHT_FORWARD_HOURS}? */
export function isBroughtForward(onset: string, before: string): boolean {
  return Date.parse(before) - Date.parse(onset) >= BROUGHT_FORWARD_HOURS * HOUR_MS;
}

/** What a new view of a unit changes against what is in force there; `eventKnown`: something of the event is or was in force anywhere. */
export function changeOf(view: UnitView, before: UnitView | undefined, eventKnown: boolean): Change {
  if (before === undefined) return eventKnown ? 'widened' : 'new';
  const [now, then] = [view.level ?? 0, before.level ?? 0];
  if (now > then) return 'escalated';
  if (now < then) return 'eased';
  if (isBroughtForward(view.onset, before.onset)) return 'brought-forward';
  if (strengthOf(view.response) > strengthOf(before.response)) return 'action-changed';
  return 'unchanged';
}
