import { z } from 'zod';
import rows from './data/outlines.json' with { type: 'json' };

/** [longitude, latitude] in WGS 84 degrees. */
export type Point = readonly [number, number];
/** Closed line of points. */
export type Ring = readonly Point[];
/** One connected piece: its outer ring, then its holes. */
export type Piece = readonly Ring[];

const point = z.tuple([z.number(), z.number()]);
const pieces = z.record(z.string(), z.array(z.array(z.array(point))));
const outlines = z.strictObject({ land: pieces, sea: pieces, islands: z.record(z.string(), point) });
/** Outlines of former provinces (by name) and of sea areas (by id), and a point on each special zone's main island (by commune code). */
export type Outlines = {
  readonly land: Readonly<Record<string, readonly Piece[]>>;
  readonly sea: Readonly<Record<string, readonly Piece[]>>;
  readonly islands: Readonly<Record<string, Point>>;
};

let read: Outlines | undefined;

/** The outlines, read at first use: most bulletins name their places and need none. */
export function outlinesOfUnits(): Outlines {
  read ??= outlines.parse(rows);
  return read;
}

const KM_PER_DEGREE = 111.2;

/** Whether a point lies inside a ring (even-odd rule). */
export function insideRing([x, y]: Point, ring: Ring): boolean {
  let inside = false;
  eachEdge(ring, ([x1, y1], [x2, y2]) => {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

/** Whether a point lies inside a piece and farther than `km` from its border. */
export function deepInside(where: Point, piece: Piece, km: number): boolean {
  let inside = false;
  for (const ring of piece) if (insideRing(where, ring)) inside = !inside;
  return inside && piece.every((ring) => distanceKm(where, ring) > km);
}

/** Kilometres from a point to the nearest edge of a ring, on the local plane. */
export function distanceKm([x, y]: Point, ring: Ring): number {
  const shrink = Math.cos((y * Math.PI) / 180);
  let nearest = Infinity;
  eachEdge(ring, ([x1, y1], [x2, y2]) => {
    const [ax, ay, dx, dy] = [(x1 - x) * shrink, y1 - y, (x2 - x1) * shrink, y2 - y1];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy));
  });
  return nearest * KM_PER_DEGREE;
}

function eachEdge(ring: Ring, visit: (from: Point, to: Point) => void): void {
  let from = ring.at(-1);
  for (const to of ring) {
    if (from !== undefined) visit(from, to);
    from = to;
  }
}

/** Points of a grid of `steps` × `steps` over a ring's bounding box that satisfy a condition. */
export function gridPoints(ring: Ring, stepsX: number, stepsY: number, keep: (at: Point) => boolean): Point[] {
  const [west, south, east, north] = boundsOf(ring);
  const points: Point[] = [];
  for (let i = 0; i < stepsX; i += 1)
    for (let j = 0; j < stepsY; j += 1) {
      const at: Point = [west + ((i + 0.5) / stepsX) * (east - west), south + ((j + 0.5) / stepsY) * (north - south)];
      if (keep(at)) points.push(at);
    }
  return points;
}

/** West, south, east and north end of a ring. */
export function boundsOf(ring: Ring): [number, number, number, number] {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
