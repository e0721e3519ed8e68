import { communePoints, communesNear } from './commune-points.ts';
import { boundsOf, deepInside, outlinesOfUnits, type Piece, type Point, type Ring } from './outlines.ts';
import type { Unit } from './place-ref.ts';
import { holds, type Shape } from './shape.ts';

/** Limits of sea areas were drawn by hand from their names: what lies nearer to one than this is not counted as in the area, km. */
const SEA_BORDER_KM = 3.5;
/** Degrees between the points that stand for a sea area. */
const SEA_STEP = 0.1;
/** Degrees between the points of a shape's edge that are looked at where it holds none of those. */
const EDGE_STEP = 0.05;
/** The largest communes reach this far from their point; beyond it a point is in none, km. */
const FARTHEST_KM = 30;

let landPoints: readonly { readonly code: Unit; readonly at: Point }[] | undefined;

/**
 * The units in a shape, and no others: communes whose point it holds, sea areas of which it holds a point or in which some point of its
 * edge lies. Empty where it meets none.
 */
export function unitsIn(shape: Shape): Unit[] {
  const inside = holds(shape);
  landPoints ??= [...communePoints()].map(([code, at]) => ({ code, at }));
  const land = landPoints.filter(({ at }) => inside(at)).map(({ code }) => code);
  const [west, south, east, north] = boundsOf(cornersOf(shape));
  const overlapping = seaPieces().filter(
    ({ bounds: [left, low, right, high] }) => west <= right && left <= east && south <= high && low <= north,
  );
  const edge = overlapping.length === 0 ? [] : edgeOf(shape);
  const meets = ({ piece, points }: SeaPiece): boolean => points.some(inside) || edge.some((at) => deepInside(at, piece, SEA_BORDER_KM));
  const seas = overlapping.filter(meets);
  return [...new Set([...land, ...seas.map(({ id }) => id)])];
}

/**
 * The units that a person's own point stands for, once, when it is given: the commune whose point is nearest, those whose points lie
 * within the radius, and the sea areas that it meets. To be shown to the person, since the data hold no outlines of communes.
 */
export function unitsOfPoint(where: { readonly lon: number; readonly lat: number; readonly radiusKm: number }): Unit[] {
  const within = unitsIn({ kind: 'circle', ...where });
  const nearest = communesNear(where, 1).filter(({ km }) => km <= FARTHEST_KM);
  return [...new Set([...nearest.map(({ code }) => code), ...within])];
}

/** Points along the edge of a shape: its corners and points between them; the middle of a circle and 64 points round it. */
function edgeOf(shape: Shape): Point[] {
  const ring = cornersOf(shape);
  const along = ring.flatMap((from, index) => between(from, ring[(index + 1) % ring.length] ?? from));
  return shape.kind === 'polygon' ? along : [[shape.lon, shape.lat], ...along];
}

const cornersOf = (shape: Shape): Ring => (shape.kind === 'polygon' ? shape.ring : around(shape));

function between(from: Point, to: Point): Point[] {
  const parts = Math.max(1, Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])) / EDGE_STEP));
  return Array.from({ length: parts }, (_, part) => [
    from[0] + ((to[0] - from[0]) * part) / parts,
    from[1] + ((to[1] - from[1]) * part) / parts,
  ]);
}

const KM_PER_DEGREE = 111.2;

function around({ lon, lat, radiusKm }: Extract<Shape, { kind: 'circle' }>): Ring {
  const dy = radiusKm / KM_PER_DEGREE;
  const dx = dy / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: 64 }, (_, index): Point => {
    const turn = (index / 64) * 2 * Math.PI;
    return [lon + dx * Math.cos(turn), lat + dy * Math.sin(turn)];
  });
}

interface SeaPiece {
  readonly id: Unit;
  readonly piece: Piece;
  readonly points: readonly Point[];
  readonly bounds: readonly [number, number, number, number];
}
let pieces: readonly SeaPiece[] | undefined;

function seaPieces(): readonly SeaPiece[] {
  pieces ??= Object.entries(outlinesOfUnits().sea).flatMap(([id, all]) =>
    all.map((piece) => ({ id, piece, points: latticeIn(piece), bounds: boundsOf(piece[0] ?? []) })),
  );
  return pieces;
}

function latticeIn(piece: Piece): Point[] {
  const [west, south, east, north] = boundsOf(piece[0] ?? []);
  const points: Point[] = [];
  for (let i = Math.floor(west / SEA_STEP); i * SEA_STEP <= east; i += 1)
    for (let j = Math.floor(south / SEA_STEP); j * SEA_STEP <= north; j += 1) {
      const at: Point = [(i + 0.5) * SEA_STEP, (j + 0.5) * SEA_STEP];
      if (deepInside(at, piece, SEA_BORDER_KM)) points.push(at);
    }
  return points;
}
