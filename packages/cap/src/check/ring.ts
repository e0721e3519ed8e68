import type { Point } from '../alert.ts';

/** Points up to which crossing edges are looked for: the search can cost the square of them. */
export const MOST_POINTS_TESTED = 2000;

/** Whole numbers on a decimal grid, so small that the product of two differences is exact (below 2^53). */
interface Spot {
  readonly x: number;
  readonly y: number;
}
const WIDEST = 9e7;
const FINEST_DECIMALS = 9;

interface Edge {
  readonly from: Spot;
  readonly to: Spot;
  /** Place in the ring. */
  readonly at: number;
  readonly west: number;
  readonly east: number;
}

/** Whether a ring ends where it begins. */
export function isClosed(ring: readonly Point[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return first !== undefined && first.lat === last?.lat && first.lon === last.lon;
}

/**
 * The first two edges found, by their places in the ring, that cross in their inner parts or run along each other; null where none
 * do. Edges that touch in a point do not cross. Degrees are taken as plane coordinates, to the sixth decimal or finer (the fifth for
 * rings wider than 90 degrees), without rounding errors beyond that.
 */
export function crossingEdges(ring: readonly Point[]): readonly [number, number] | null {
  const edges = edgesOf(spotsOf(ring)).sort((one, other) => one.west - other.west);
  let open: Edge[] = [];
  for (const edge of edges) {
    open = open.filter((one) => one.east >= edge.west);
    const met = open.find((one) => cross(one, edge));
    if (met !== undefined) return met.at < edge.at ? [met.at, edge.at] : [edge.at, met.at];
    open.push(edge);
  }
  return null;
}

/** Whether a ring encloses nothing: all its points lie on one line. */
export function isFlat(ring: readonly Point[]): boolean {
  const spots = spotsOf(ring);
  const [first] = spots;
  const second = spots.find((one) => one.x !== first?.x || one.y !== first.y);
  return first === undefined || second === undefined || spots.every((one) => side(first, second, one) === 0);
}

function spotsOf(ring: readonly Point[]): Spot[] {
  const [west, south] = [least(ring.map((one) => one.lon)), least(ring.map((one) => one.lat))];
  const extent = ring.reduce((widest, one) => Math.max(widest, one.lon - west, one.lat - south), Number.MIN_VALUE);
  const steps = 10 ** Math.min(FINEST_DECIMALS, Math.floor(Math.log10(WIDEST / extent)));
  return ring.map(({ lat, lon }) => ({ x: Math.round((lon - west) * steps), y: Math.round((lat - south) * steps) }));
}

const least = (values: readonly number[]): number => values.reduce((low, one) => Math.min(low, one), Number.POSITIVE_INFINITY);

/** Edges of some length; a ring that is not closed is closed here, since every reader draws it so. */
function edgesOf(spots: readonly Spot[]): Edge[] {
  return spots.flatMap((from, at) => {
    const to = spots[(at + 1) % spots.length] ?? from;
    if (from.x === to.x && from.y === to.y) return [];
    return [{ from, to, at, west: Math.min(from.x, to.x), east: Math.max(from.x, to.x) }];
  });
}

function cross(one: Edge, other: Edge): boolean {
  const [a, b] = [side(one.from, one.to, other.from), side(one.from, one.to, other.to)];
  if (a === 0 && b === 0) return overlap(one, other);
  return a * b < 0 && side(other.from, other.to, one.from) * side(other.from, other.to, one.to) < 0;
}

/** Whether edges on one line share more than a point. */
function overlap(one: Edge, other: Edge): boolean {
  const by = one.west === one.east ? 'y' : 'x';
  const low = Math.max(Math.min(one.from[by], one.to[by]), Math.min(other.from[by], other.to[by]));
  const high = Math.min(Math.max(one.from[by], one.to[by]), Math.max(other.from[by], other.to[by]));
  return low < high;
}

/** 1 where a spot lies left of a line, -1 right, 0 on it. */
function side(from: Spot, to: Spot, at: Spot): number {
  return Math.sign((to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x));
}
