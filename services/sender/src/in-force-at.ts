import { type Audience, hearsByRule } from '@loa/domain/audience';
import type { Status } from '@loa/domain/bulletin';
import type { Unit } from '@loa/domain/place';
import type { HazardInForce } from '@loa/domain/risk';
import type { StillInForce } from '@loa/domain/wording';

/** The hazards in force at any of the units, as far as the audience hears of them; undefined: nothing is to be said of them. */
export type InForceAt = (units: readonly Unit[], audience: Audience) => readonly StillInForce[] | undefined;

/**
 * What a message of a status that takes a warning back may say of others in force. An exercise speaks of exercises alone, so where something
 * real is in force it says nothing of what is: "no other warning" would be read as the truth.
 */
export async function inForceBeside(status: Status, inForce: (status: Status) => Promise<HazardInForce[]>): Promise<InForceAt> {
  const own = inForceAt(await inForce(status));
  if (status !== 'Exercise') return own;
  const real = inForceAt(await inForce('Actual'));
  return (units, audience) => (real(units, audience).length > 0 ? undefined : own(units, audience));
}

/** `inForce` by unit, so that thousands of readers look up only their own places. */
export function inForceAt(inForce: readonly HazardInForce[]): (...of: Parameters<InForceAt>) => readonly StillInForce[] {
  const all = byUnit(inForce, ({ units }) => units);
  const toCitizens = byUnit(inForce, ({ units, citizens }) => citizens ?? units);
  return (units, audience) => {
    const heard = hearsByRule(audience) ? toCitizens : all;
    return [...new Set(units.flatMap((unit) => heard.get(unit) ?? []))];
  };
}

function byUnit(inForce: readonly HazardInForce[], unitsOf: (one: HazardInForce) => readonly Unit[]): Map<Unit, HazardInForce[]> {
  const found = new Map<Unit, HazardInForce[]>();
  for (const one of inForce)
    for (const unit of unitsOf(one)) {
      const here = found.get(unit);
      if (here === undefined) found.set(unit, [one]);
      else here.push(one);
    }
  return found;
}
