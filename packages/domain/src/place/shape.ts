import { kmBetween } from './commune-points.ts';
import { boundsOf, type Point, type Ring } from './outlines.ts';
import type { PlaceRef } from './place-ref.ts';

/** A polygon or a circle. */
export type Shape = Extract<PlaceRef, { kind: 'polygon' | 'circle' }>;

/** Why a ring has no inside that can be told. */
export type RingFault = 'self-crossing' | 'no-area';

/**
 * Coordinates count in steps of 0.00001 degrees (1 m): as whole numbers the sign of an area is exact, so that a point on an edge is
 * on it whatever the direction in which the ring was drawn.
 */
const STEPS = 100_000;
const snapped = ([lon, lat]: Point): Point => [Math.round(lon * STEPS), Math.round(lat * STEPS)];

/** A degree of latitude is never shorter along the sphere. */
const KM_PER_DEGREE_LEAST = 111;

/** Whether a shape holds a point, WGS 84; edges belong to it. A circle is measured along the sphere. */
export function holds(shape: Shape): (at: Point) => boolean {
  if (shape.kind === 'circle') {
    const { lon, lat, radiusKm } = shape;
    const degrees = radiusKm / KM_PER_DEGREE_LEAST;
    return (at) => Math.abs(at[1] - lat) <= degrees && kmBetween([lon, lat], at) <= radiusKm;
  }
  const [west, south, east, north] = boundsOf(shape.ring);
  const ring = shape.ring.map(snapped);
  const may = ([lon, lat]: Point): boolean =>
    lon >= west - 1 / STEPS && lon <= east + 1 / STEPS && lat >= south - 1 / STEPS && lat <= north + 1 / STEPS;
  return (at) => may(at) && inRing(snapped(at), ring);
}

/** What is wrong with a ring, with the edges (from 1) that cross or touch; null: nothing is. */
export function faultOf(ring: Ring): { fault: RingFault; edges: readonly [number, number] | null } | null {
  const points = withoutRepeats(ring.map(snapped));
  if (points.length < 3) return { fault: 'no-area', edges: null };
  const edges = points.map((from, index): Edge => ({ from, to: points[(index + 1) % points.length] ?? from }));
  if (edges.every(({ from, to }) => turn(edges[0]?.from ?? from, edges[0]?.to ?? to, to) === 0)) return { fault: 'no-area', edges: null };
  for (const [first, one] of edges.entries())
    for (let second = first + 1; second < edges.length; second += 1) {
      const other = edges[second];
      if (other === undefined) continue;
      const follows = second === first + 1;
      const closes = first === 0 && second === edges.length - 1;
      const meet = follows ? foldsBack(one, other) : closes ? foldsBack(other, one) : cross(one, other);
      if (meet) return { fault: 'self-crossing', edges: [first + 1, second + 1] };
    }
  return null;
}

type Edge = { readonly from: Point; readonly to: Point };

/** Twice the area of a triangle: above 0 where the way turns left. */
const turn = (a: Point, b: Point, c: Point): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

const between = (a: Point, b: Point, at: Point): boolean =>
  Math.min(a[0], b[0]) <= at[0] && at[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= at[1] && at[1] <= Math.max(a[1], b[1]);

const isOn = ({ from, to }: Edge, at: Point): boolean => turn(from, to, at) === 0 && between(from, to, at);

/** An edge that goes back along the one before it. */
const foldsBack = (one: Edge, next: Edge): boolean => isOn(one, next.to) || isOn(next, one.from);

function cross(one: Edge, other: Edge): boolean {
  if (isOn(one, other.from) || isOn(one, other.to) || isOn(other, one.from) || isOn(other, one.to)) return true;
  const apart = (edge: Edge, a: Point, b: Point): boolean =>
    Math.sign(turn(edge.from, edge.to, a)) * Math.sign(turn(edge.from, edge.to, b)) < 0;
  return apart(one, other.from, other.to) && apart(other, one.from, one.to);
}

/** Even-odd rule, edges included. */
function inRing(at: Point, ring: Ring): boolean {
  let inside = false;
  let from = ring.at(-1);
  for (const to of ring) {
    if (from !== undefined) {
      if (isOn({ from, to }, at)) return true;
      const [low, high] = from[1] < to[1] ? [from, to] : [to, from];
      if (low[1] <= at[1] && at[1] < high[1] && turn(low, high, at) > 0) inside = !inside;
    }
    from = to;
  }
  return inside;
}

function withoutRepeats(points: readonly Point[]): Point[] {
  const kept = points.filter((point, index) => index === 0 || !same(point, points[index - 1]));
  while (kept.length > 1 && same(kept[0] ?? [0, 0], kept.at(-1))) kept.pop();
  return kept;
}

const same = (a: Point, b: Point | undefined): boolean => b !== undefined && a[0] === b[0] && a[1] === b[1];
