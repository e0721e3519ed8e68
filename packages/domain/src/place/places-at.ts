import { boundsOf, insideRing, outlinesOfUnits, type Piece, type Point } from './outlines.ts';
import type { Unit } from './place-ref.ts';

/** What lies at a point: a former province, or the sea areas there; both empty beyond the data. */
export type PlacesAt = { readonly land: string | null; readonly seas: readonly Unit[] };

type Body = { readonly name: string; readonly piece: Piece; readonly bounds: readonly [number, number, number, number] };
let bodies: { readonly land: readonly Body[]; readonly sea: readonly Body[] } | undefined;

/** Former province or sea areas at a point, WGS 84 degrees. Outlines are approximate: for comparing levels, never for choosing whom to warn. */
export function placesAt({ lon, lat }: { readonly lon: number; readonly lat: number }): PlacesAt {
  bodies ??= { land: bodiesOf(outlinesOfUnits().land), sea: bodiesOf(outlinesOfUnits().sea) };
  const at: Point = [lon, lat];
  const land = bodies.land.find((body) => holds(body, at))?.name ?? null;
  return { land, seas: land === null ? bodies.sea.filter((body) => holds(body, at)).map((body) => body.name) : [] };
}

/** A point on the main island of a special zone (đặc khu), by its commune code; undefined for other communes. */
export function pointOnIsland(unit: Unit): { readonly lon: number; readonly lat: number } | undefined {
  const found = outlinesOfUnits().islands[unit];
  return found && { lon: found[0], lat: found[1] };
}

/** West, south, east and north end of a sea area, degrees; undefined for other units. */
export function boundsOfSea(unit: Unit): readonly [number, number, number, number] | undefined {
  const outer = (outlinesOfUnits().sea[unit] ?? []).flatMap((piece) => piece[0] ?? []);
  return outer.length === 0 ? undefined : boundsOf(outer);
}

function bodiesOf(pieces: Readonly<Record<string, readonly Piece[]>>): Body[] {
  return Object.entries(pieces).flatMap(([name, all]) => all.map((piece) => ({ name, piece, bounds: boundsOf(piece[0] ?? []) })));
}

function holds({ piece, bounds: [west, south, east, north] }: Body, at: Point): boolean {
  if (at[0] < west || at[0] > east || at[1] < south || at[1] > north) return false;
  let inside = false;
  for (const ring of piece) if (insideRing(at, ring)) inside = !inside;
  return inside;
}
