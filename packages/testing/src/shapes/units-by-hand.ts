import points from '@loa/domain/data/commune-points.json' with { type: 'json' };
import outlines from '@loa/domain/data/outlines.json' with { type: 'json' };
import { type Spot, STEP } from './random-rings.ts';

/*
 * Which units a polygon or circle meets, told by other means than the domain's, and without any of its code: winding numbers, chords in space,
 * plain loops.
 */

const RAD = Math.PI / 180;
const EARTH_KM = 6371;
/** The rule of sea areas: so deep in the area, at points so far apart, degrees. */
const DEEP_KM = 3.5;
const LATTICE = 0.1;
const EDGE = 0.05;
/** Depths that two ways of measuring may tell apart, km. */
const BAND_KM = 0.02;

type Space = readonly [number, number, number];
function inSpace([lon, lat]: Spot): Space {
  return [Math.cos(lat * RAD) * Math.cos(lon * RAD), Math.cos(lat * RAD) * Math.sin(lon * RAD), Math.sin(lat * RAD)];
}
function chordKm([x1, y1, z1]: Space, [x2, y2, z2]: Space): number {
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.hypot(x1 - x2, y1 - y2, z1 - z2) / 2));
}

const step = (degrees: number): number => Math.round(degrees * STEP);
const flat = (ring: readonly (readonly number[])[]): Float64Array => Float64Array.from(ring.flat(), step);

/** Winding number, 99 on an edge. Corners as [x, y, x, y, …] in whole steps: products stay below 2^53. */
function winding(px: number, py: number, corners: Float64Array): number {
  let turns = 0;
  let [ax, ay] = [corners.at(-2) ?? 0, corners.at(-1) ?? 0];
  for (let i = 0; i < corners.length; i += 2) {
    const bx = corners[i] ?? 0;
    const by = corners[i + 1] ?? 0;
    const side = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
    if (side === 0 && (ax - px) * (bx - px) + (ay - py) * (by - py) <= 0) return 99;
    if (ay <= py && by > py && side > 0) turns += 1;
    if (ay > py && by <= py && side < 0) turns -= 1;
    ax = bx;
    ay = by;
  }
  return turns;
}

const communes = points.map(([code, lon, lat]) => {
  const at: Spot = [Number(lon), Number(lat)];
  return { code: String(code), x: step(at[0]), y: step(at[1]), space: inSpace(at) };
});

export function communesInRing(ring: readonly Spot[]): string[] {
  const corners = flat(ring);
  return communes.filter((one) => winding(one.x, one.y, corners) !== 0).map((one) => one.code);
}

export function communesInCircle(centre: Spot, radiusKm: number): string[] {
  const middle = inSpace(centre);
  return communes.filter((one) => chordKm(middle, one.space) <= radiusKm).map((one) => one.code);
}

const rings = Object.entries(outlines.sea).flatMap(([id, pieces]) => pieces.map((piece) => ({ id, all: piece.map(flat) })));
type Sea = (typeof rings)[number];

/** How deep in a sea area a place lies, km; below 0 where it does not. A place is in steps, and need not be whole. */
function depthKm(x: number, y: number, { all }: Sea): number {
  if (all.reduce((times, ring) => times + (winding(x, y, ring) === 0 ? 0 : 1), 0) % 2 === 0) return -1;
  const shrink = Math.cos((y / STEP) * RAD);
  let least = Infinity;
  for (const ring of all)
    for (let i = 0, from = ring.length - 2; i < ring.length; from = i, i += 2) {
      const [ax, ay] = [((ring[from] ?? 0) - x) * shrink, (ring[from + 1] ?? 0) - y];
      const [bx, by] = [((ring[i] ?? 0) - x) * shrink, (ring[i + 1] ?? 0) - y];
      const [dx, dy] = [bx - ax, by - ay];
      const squared = dx * dx + dy * dy;
      // Beyond either end the end is nearest; between them the foot of the perpendicular.
      const before = squared === 0 || ax * dx + ay * dy >= 0;
      const beyond = bx * dx + by * dy <= 0;
      const away = before ? Math.hypot(ax, ay) : beyond ? Math.hypot(bx, by) : Math.abs(ax * by - ay * bx) / Math.sqrt(squared);
      least = Math.min(least, away);
    }
  return (least / STEP) * RAD * EARTH_KM;
}

/** Places in the middles of a lattice's squares that lie deep in a sea area, or nearly so, with their depth. */
const lattices = rings.map((sea) => {
  const middles: { x: number; y: number; km: number }[] = [];
  for (let lon = 95; lon < 125; lon += 1)
    for (let lat = 0; lat < 25; lat += 1)
      for (let part = 0; part < 100; part += 1) {
        const [x, y] = [step(lon + ((part % 10) + 0.5) * LATTICE), step(lat + (Math.floor(part / 10) + 0.5) * LATTICE)];
        const km = depthKm(x, y, sea);
        if (km > DEEP_KM - BAND_KM) middles.push({ x, y, km });
      }
  return { sea, middles };
});

/** Sea areas that a polygon meets; and those of which two ways of measuring may say different things, for a place of it lies just so deep in them. */
export function seasInRing(ring: readonly Spot[]): { readonly met: string[]; readonly unsure: string[] } {
  const corners = flat(ring);
  const [xs, ys] = [corners.filter((_, i) => i % 2 === 0), corners.filter((_, i) => i % 2 === 1)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [met, unsure]: [string[], string[]] = [[], []];
  for (const { sea, middles } of lattices) {
    let deepest = -1;
    for (const { x, y, km } of middles)
      if (km > deepest && x >= west && x <= east && y >= south && y <= north && winding(x, y, corners) !== 0) deepest = km;
    for (let nth = 0; nth < ring.length && deepest <= DEEP_KM + BAND_KM; nth += 1) {
      const [[ax, ay], [bx, by]] = [ring[nth] ?? [0, 0], ring[(nth + 1) % ring.length] ?? [0, 0]];
      const parts = Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay)) / EDGE);
      for (let part = 0; part < parts; part += 1)
        deepest = Math.max(deepest, depthKm((ax + ((bx - ax) * part) / parts) * STEP, (ay + ((by - ay) * part) / parts) * STEP, sea));
    }
    if (deepest > DEEP_KM + BAND_KM) met.push(sea.id);
    else if (deepest > DEEP_KM - BAND_KM) unsure.push(sea.id);
  }
  return { met, unsure };
}
