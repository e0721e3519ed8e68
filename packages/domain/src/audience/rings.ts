import { kmToNearest } from '../place/closeness.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Warning, WarningEntry } from '../warning/warning.ts';

/** Upper ends of the bands of distance from a storm's track, kilometres; the last band is everything farther, or of no known distance. */
export const CLOSENESS_KM: readonly number[] = [50, 100, 200, 400];

/** Rings of one need at most: each is a job of its own. What comes later goes with the last. */
const MOST_RINGS = 12;

/**
 * The places of entries from the most endangered on: by onset, then by how near the storm passes. Each ring is told before the next one
 * begins.
 */
export function ringsOf(
  { storm }: Pick<Warning, 'storm'>,
  entries: readonly Pick<WarningEntry, 'units' | 'onset'>[],
): readonly (readonly Unit[])[] {
  const track = [storm?.centre, ...(storm?.steps ?? [])].flatMap((at) =>
    at?.lat === undefined || at.lon === undefined ? [] : [{ lat: at.lat, lon: at.lon }],
  );
  const bands = new Map<Unit, number>();
  const bandOf = (unit: Unit): number => {
    const known = bands.get(unit) ?? band(kmToNearest(unit, track));
    bands.set(unit, known);
    return known;
  };
  const rings = new Map<string, { onset: Instant; band: number; units: Unit[] }>();
  for (const { units, onset } of entries)
    for (const unit of units) {
      const here = bandOf(unit);
      const ring = rings.get(`${onset} ${here}`) ?? { onset, band: here, units: [] };
      ring.units.push(unit);
      rings.set(`${onset} ${here}`, ring);
    }
  const inOrder = [...rings.values()].sort((a, b) => (a.onset === b.onset ? a.band - b.band : a.onset < b.onset ? -1 : 1));
  const [first, last] = [inOrder.slice(0, MOST_RINGS - 1), inOrder.slice(MOST_RINGS - 1)];
  return [...first.map(({ units }) => units), last.flatMap(({ units }) => units)].filter((units) => units.length > 0);
}

function band(km: number | null): number {
  const at = CLOSENESS_KM.findIndex((most) => km !== null && km <= most);
  return at < 0 ? CLOSENESS_KM.length : at;
}
