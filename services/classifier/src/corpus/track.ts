import { boundsOfSea, communeOf, isSeaArea, placesAt, type Unit } from '@loa/domain/place';
import { type Point, type Position } from './positions.ts';

/** A region as the way of a storm is held against it. */
export type Waters = {
  readonly units: readonly Unit[];
  /** Sides of the compass that narrow it ("phía Tây Bắc"); of seas they cut the area's box in half. */
  readonly sides: readonly string[];
};

/** Points looked at on the way between two positions. */
const SAMPLES = 96;

/**
 * Highest force of the wind in a region as the storm's centre passes it on its way over `positions`; undefined where the
 * centre stays off it, or where the text does not say. At sea the step's force counts where the centre is in the region at
 * the step, else the force on the way there. On land the force with which it comes in counts.
 */
export function windAsItPasses(region: Waters, positions: readonly Position[]): number | undefined {
  const test = holder(region);
  const forces = positions.flatMap((to, index) => {
    const from = positions[index - 1];
    if (from !== undefined) return [windOnLeg(test, region, from, to)];
    // Where the way goes on from a point to a point, the leg speaks for its beginning too.
    const goesOn = to.point !== undefined && positions[1]?.point !== undefined;
    return !goesOn && holdsPosition(test, region, to) ? [to.force] : [];
  });
  const known = forces.filter((force) => force !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

type Holds = (at: Point) => 'land' | 'sea' | null;

function windOnLeg(holds: Holds, region: Waters, from: Position, to: Position): number | undefined {
  if (to.point === undefined) return holdsPosition(holds, region, to) ? to.force : undefined;
  const ends = holds(to.point);
  if (from.point === undefined || from.force === undefined || to.force === undefined) return ends === null ? undefined : to.force;
  const forceAt = forceOnTheWay(from.force, to.force, (share) => between(from.point, to.point, share));
  let highest: number | undefined;
  for (let at = 0; at <= SAMPLES; at += 1) {
    const kind = holds(between(from.point, to.point, at / SAMPLES));
    if (kind === null || (kind === 'sea' && ends === 'sea')) continue;
    highest = Math.max(highest ?? 0, forceAt[at] ?? to.force);
  }
  return ends === 'sea' ? Math.max(highest ?? 0, to.force) : highest;
}

const between = (start: Point | undefined, end: Point | undefined, share: number): Point => ({
  lat: (start?.lat ?? 0) + share * ((end?.lat ?? 0) - (start?.lat ?? 0)),
  lon: (start?.lon ?? 0) + share * ((end?.lon ?? 0) - (start?.lon ?? 0)),
});

/**
 * Force at every sample of the way, a force between two whole ones as the higher. A storm that ends weaker weakens over land,
 * whosever land that is: the fall is spread over the part of the way that is no sea, and over all of it where all is sea.
 */
function forceOnTheWay(before: number, after: number, where: (share: number) => Point): number[] {
  const samples = Array.from({ length: SAMPLES + 1 }, (_, at) => at);
  const onLand = samples.map((at) => (placesAt(where(at / SAMPLES)).seas.length === 0 ? 1 : 0));
  const total = onLand.reduce<number>((sum, one) => sum + one, 0);
  const isEven = after >= before || total === 0;
  let passed = 0;
  return samples.map((at) => {
    const share = isEven ? at / SAMPLES : passed / total;
    passed += onLand[at] ?? 0;
    return Math.ceil(before + share * (after - before) - 1e-9);
  });
}

/** A place in words holds the centre in the region only if all of it lies there. */
function holdsPosition(holds: Holds, region: Waters, { point, units }: Position): boolean {
  if (point !== undefined) return holds(point) !== null;
  return units.size > 0 && region.sides.length === 0 && [...units].every((unit) => region.units.includes(unit));
}

function holder({ units, sides }: Waters): Holds {
  const seas = new Set(units.filter(isSeaArea));
  const land = new Set(units.flatMap((unit) => landOf(unit)));
  return (at) => {
    const { land: here, seas: around } = placesAt(at);
    if (here !== null) return land.has(here) ? 'land' : null;
    return around.some((sea) => seas.has(sea) && onSides(sea, sides, at)) ? 'sea' : null;
  };
}

const landOf = (unit: Unit): string[] => {
  const commune = communeOf(unit);
  return commune === undefined || commune.type === 'đặc khu' ? [] : [commune.formerProvince];
};

/** Whether a point lies in the half of a sea area that the sides name. */
function onSides(sea: Unit, sides: readonly string[], { lat, lon }: Point): boolean {
  const [west, south, east, north] = boundsOfSea(sea) ?? [0, 0, 0, 0];
  const [midLon, midLat] = [(west + east) / 2, (south + north) / 2];
  return sides.every(
    (side) =>
      (!side.includes('đông') || lon >= midLon) &&
      (!side.includes('tây') || lon <= midLon) &&
      (!side.includes('bắc') || lat >= midLat) &&
      (!side.includes('nam') || lat <= midLat),
  );
}
