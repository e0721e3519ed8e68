import type { Unit } from '../place/place-ref.ts';
import { isTakenBack, type Warning, type WarningEntry } from '../warning/warning.ts';
import type { Audience } from './subscriber.ts';

/** Citizens, and the relays who wake them: a loudspeaker reaches citizens as a message does. */
const LIMITED: readonly Audience[] = ['relay', 'citizen'];

/** Does an audience hear of alerts from abroad only where their rule lets it? */
export const hearsByRule = (audience: Audience): boolean => LIMITED.includes(audience);

const sets = new WeakMap<readonly Unit[], ReadonlySet<Unit>>();

/**
 * May an audience hear of a place from this warning? An alert from abroad is news for citizens only where the rule of its source lets it
 * pass. Who was told of it hears everywhere that it no longer holds.
 */
export function mayHear(warning: Pick<Warning, 'citizens'>, audience: Audience, unit: Unit, entry: Pick<WarningEntry, 'change'>): boolean {
  const { citizens } = warning;
  if (citizens === undefined || !hearsByRule(audience) || isTakenBack(entry.change)) return true;
  const set = sets.get(citizens) ?? new Set(citizens);
  sets.set(citizens, set);
  return set.has(unit);
}
