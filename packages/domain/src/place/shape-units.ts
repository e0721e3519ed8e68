import { communes } from './gazetteer.ts';
import { boundsOf, deepInside, gridPoints, insideRing, outlinesOfUnits, type Piece, type Point, type Ring } from './outlines.ts';
import type { Unit } from './place-ref.ts';

/**
 * Units inside a shape, or why it cannot be told: it covers a former province in part, and the data hold outlines of
 * former provinces, not of communes; or it meets no unit.
 */
export type ShapeUnits = { ok: true; units: Unit[] } | { ok: false; reason: 'partly-covered' | 'meets-nothing'; partly: string[] };

/** Inner borders are off by 3.4 km at the 90th percentile; what lies nearer to a border than this is not counted as met. */
const BORDER_KM = 3.5;
const LAND_STEP = 0.03;
const SEA_STEP = 0.2;
const SAMPLES = 40;

type Body = { readonly key: string; readonly piece: Piece; readonly deep: readonly Point[]; readonly bounds: readonly number[] };
type Bodies = { readonly land: readonly Body[]; readonly zones: readonly Body[]; readonly sea: readonly Body[] };
let bodies: Bodies | undefined;

/** The units that a ring covers, never more: land only where a former province lies in it whole, islands and sea areas where it meets them. */
export function unitsInRing(ring: Ring): ShapeUnits {
  bodies ??= readBodies();
  const samples = [...ring, ...gridPoints(ring, SAMPLES, SAMPLES, (at) => insideRing(at, ring))];
  const bounds = boundsOf(ring);
  const meets = (body: Body, km: number) =>
    overlap(bounds, body.bounds) && (body.deep.some((at) => insideRing(at, ring)) || samples.some((at) => deepInside(at, body.piece, km)));
  const met = bodies.land.filter((body) => meets(body, BORDER_KM));
  const partly = met.filter((body) => !body.deep.every((at) => insideRing(at, ring))).map((body) => body.key);
  if (partly.length > 0) return { ok: false, reason: 'partly-covered', partly: [...new Set(partly)] };
  const whole = new Set(met.map((body) => body.key));
  const zones = new Set(bodies.zones.filter((body) => meets(body, 0)).map((body) => body.key));
  const { islands } = outlinesOfUnits();
  const land = communes().filter((one) => zones.has(one.code) || (whole.has(one.formerProvince) && islands[one.code] === undefined));
  const seas = new Set(bodies.sea.filter((body) => meets(body, BORDER_KM)).map((body) => body.key));
  const units = [...land.map((one) => one.code), ...seas];
  return units.length > 0 ? { ok: true, units } : { ok: false, reason: 'meets-nothing', partly: [] };
}

function readBodies(): Bodies {
  const { land, sea, islands } = outlinesOfUnits();
  const zoneOn = (piece: Piece) => Object.entries(islands).find(([, at]) => deepInside(at, piece, 0))?.[0];
  const all = entriesOf(land).map(([name, piece]) => ({ name, piece, zone: zoneOn(piece) }));
  return {
    land: all.filter((one) => one.zone === undefined).map((one) => bodyOf(one.name, one.piece, LAND_STEP, BORDER_KM)),
    zones: all.flatMap((one) => (one.zone === undefined ? [] : [bodyOf(one.zone, one.piece, LAND_STEP, 0)])),
    sea: entriesOf(sea).map(([id, piece]) => bodyOf(id, piece, SEA_STEP, BORDER_KM)),
  };
}

function bodyOf(key: string, piece: Piece, step: number, km: number): Body {
  const outer = piece[0] ?? [];
  const bounds = boundsOf(outer);
  const steps = (from: number, to: number) => Math.max(3, Math.ceil((to - from) / step));
  const deep = gridPoints(outer, steps(bounds[0], bounds[2]), steps(bounds[1], bounds[3]), (at) => deepInside(at, piece, km));
  return { key, piece, deep, bounds };
}

function entriesOf(pieces: Readonly<Record<string, readonly Piece[]>>): [string, Piece][] {
  return Object.entries(pieces).flatMap(([key, all]) => all.map((piece): [string, Piece] => [key, piece]));
}

function overlap(one: readonly number[], other: readonly number[]): boolean {
  const [west = 0, south = 0, east = 0, north = 0] = one;
  const [otherWest = 0, otherSouth = 0, otherEast = 0, otherNorth = 0] = other;
  return west <= otherEast && otherWest <= east && south <= otherNorth && otherSouth <= north;
}
