import type { Unit } from '@loa/domain/place';
import type { HazardInForce } from '@loa/domain/risk';
import type { StillInForce } from '@loa/domain/wording';

/** The hazards in force at any of the units. */
export type InForceAt = (units: readonly Unit[]) => readonly StillInForce[];

/** `inForce` by unit, so that thousands of readers look up only their own places. */
export function inForceAt(inForce: readonly HazardInForce[]): InForceAt {
  const byUnit = new Map<Unit, HazardInForce[]>();
  for (const one of inForce)
    for (const unit of one.units) {
      const here = byUnit.get(unit);
      if (here === undefined) byUnit.set(unit, [one]);
      else here.push(one);
    }
  return (units) => [...new Set(units.flatMap((unit) => byUnit.get(unit) ?? []))];
}
