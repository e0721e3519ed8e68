import { hazardGroup } from '../bulletin/hazard.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Warning } from '../warning/warning.ts';

/** A later warning of the same series that was not recalled, as far as an earlier one asks about it. */
export type Later = Pick<Warning, 'standing'>;

/**
 * Where a warning's word still stands after the later ones of its series: at the units that each of them leaves as they were. Elsewhere the
 * later one speaks, so that citizens get the latest and never both.
 */
export function stillStanding(units: readonly Unit[], hazard: Warning['hazard'], later: readonly Later[]): Unit[] {
  const group = hazardGroup(hazard);
  const left = later.map(
    ({ standing = [] }) => new Set(standing.filter((row) => hazardGroup(row.hazard) === group).flatMap((row) => row.units)),
  );
  return units.filter((unit) => left.every((standing) => standing.has(unit)));
}

/** How somebody answered: a second person, or after five minutes the issuer alone; `trusted` asks nobody. */
export type Outcome = 'approved' | 'refused' | 'alone' | 'trusted';

/** A hold, as fan-out asks about it. */
export interface Hold {
  readonly hazard: Warning['hazard'];
  readonly units: readonly Unit[];
  readonly outcome: Outcome | null;
  readonly later: readonly Later[];
}

/** Units of whose danger citizens are not to be told by this warning: they wait, somebody refused, or a later warning speaks there. */
export function silentAt({ hazard, units, outcome, later }: Hold): ReadonlySet<Unit> {
  if (outcome === 'trusted') return new Set();
  if (outcome === null || outcome === 'refused') return new Set(units);
  const still = new Set(stillStanding(units, hazard, later));
  return new Set(units.filter((unit) => !still.has(unit)));
}
