import { communePoints, kmBetween, type Unit } from '@loa/domain/place';
import type { Circle } from '../alert.ts';
import { circleText } from './to-xml.ts';

/** Kilometres beyond which no circle reaches: a commune that stands alone is not known to be larger. */
const MOST_KM = 10;
const LEAST_KM = 0.1;
/** Degrees of latitude beyond which no point can be nearer than twice {@link MOST_KM}. */
const NEAR_DEGREES = 0.2;

const known = new Map<Unit, Circle | null>();

/**
 * Where a commune is, for receivers that know no codes: a circle about its point that reaches half of the way to the nearest point
 * of another commune, so that it holds no other's. The data hold no outlines of communes: it is a part of the commune, as a
 * rule, and may reach over its border. Null where nothing can be drawn.
 */
export function circleOf(commune: Unit): Circle | null {
  const found = known.get(commune);
  if (found !== undefined) return found;
  const made = drawn(commune);
  known.set(commune, made);
  return made;
}

function drawn(commune: Unit): Circle | null {
  const at = communePoints().get(commune);
  if (at === undefined) return null;
  let nearest = 2 * MOST_KM;
  for (const [code, point] of communePoints())
    if (code !== commune && Math.abs(point[1] - at[1]) < NEAR_DEGREES) nearest = Math.min(nearest, kmBetween(at, point));
  // Rounded down, so that two circles never meet.
  const radiusKm = Math.floor(nearest * 5) / 10;
  return radiusKm < LEAST_KM ? null : { centre: { lat: at[1], lon: at[0] }, radiusKm };
}

const TAGS = '<circle></circle>'.length;

/** Bytes that circles take in a message. */
export function bytesOfCircles(circles: readonly Circle[]): number {
  return circles.reduce((sum, one) => sum + TAGS + circleText(one).length, 0);
}
