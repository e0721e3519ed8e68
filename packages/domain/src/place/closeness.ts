import { formerProvinceOf } from './gazetteer.ts';
import { deepInside, distanceKm, outlinesOfUnits, type Piece, type Point } from './outlines.ts';
import type { Unit } from './place-ref.ts';

/**
 * Kilometres from a place to the nearest of some points (WGS 84); 0 inside it, null where its outline is not known. The data have no
 * outlines of communes: a commune is as near as its former province.
 */
export function kmToNearest(unit: Unit, points: readonly { readonly lat: number; readonly lon: number }[]): number | null {
  const shape = shapeOf(unit);
  if (shape === null || points.length === 0) return null;
  return Math.min(...points.map(({ lat, lon }) => kmTo(shape, [lon, lat])));
}

function shapeOf(unit: Unit): readonly Piece[] | null {
  const { land, sea, islands } = outlinesOfUnits();
  const island = islands[unit];
  if (island !== undefined) return [[[island]]];
  return sea[unit] ?? land[formerProvinceOf(unit) ?? ''] ?? null;
}

function kmTo(pieces: readonly Piece[], where: Point): number {
  if (pieces.some((piece) => deepInside(where, piece, 0))) return 0;
  return Math.min(...pieces.flatMap((piece) => piece.map((ring) => distanceKm(where, ring))));
}
