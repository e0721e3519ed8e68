import { communes, formerProvinces, insideRing, isSeaArea, placesAt, seaAreas } from '@loa/domain/place';
import { describe, expect, test } from 'vitest';
import type { Point } from '../alert.ts';
import { landOutlines, type Outline, seaOutlines } from './outlines.ts';
import { DETAILS, detailFor, ringAt } from './simplified.ts';
import { polygonText } from './to-xml.ts';

const everything = new Set(communes().map((one) => one.code));
const land = formerProvinces().flatMap(({ name }) => landOutlines(name, everything).map((outline) => ({ name, outline })));
const sea = seaAreas().flatMap(({ id }) => (isSeaArea(id) ? seaOutlines(id) : []));
const all: readonly Outline[] = [...land.map(({ outline }) => outline), ...sea];

test('there is an outline for each piece of the 63 former provinces and each of 14 sea areas', () => {
  expect([land.length, sea.length]).toEqual([118, 14]);
});

describe.each(DETAILS)('within %f degrees', (detail) => {
  const rounding = (detail < 0.02 ? 0.001 : 0.01) * Math.SQRT1_2;
  const rings = all.map((outline) => ({ outline, ring: ringAt(outline, detail) }));

  test('every ring is closed, has at least four points and no crossing edges, and writes latitude first', () => {
    for (const { outline, ring } of rings) {
      expect(ring.at(-1)).toEqual(ring[0]);
      expect(ring.length).toBeGreaterThanOrEqual(4);
      expect(crossings(ring), outline.key).toBe(0);
      for (const pair of polygonText(ring).split(' ')) {
        const [lat, lon] = pair.split(',').map(Number);
        expect(lat).toBeGreaterThan(4);
        expect(lat).toBeLessThan(24);
        expect(lon).toBeGreaterThan(99);
        expect(lon).toBeLessThan(122);
      }
    }
  });

  test('no ring leaves its outline by more than that, rounding aside', () => {
    for (const { outline, ring } of rings)
      for (const [lon, lat] of outline.ring) expect(distance({ lon, lat }, ring)).toBeLessThanOrEqual(detail + rounding);
  });
});

test('at the finest detail a ring holds no place of another former province, farther than a kilometre from its own', () => {
  for (const { name, outline } of land) {
    const ring = ringAt(outline, DETAILS[0]).map(({ lon, lat }): [number, number] => [lon, lat]);
    const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
    const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    for (let i = 0.5; i < 30; i += 1)
      for (let j = 0.5; j < 30; j += 1) {
        const [lon, lat] = [west + (i / 30) * (east - west), south + (j / 30) * (north - south)];
        if (insideRing([lon, lat], ring) && distance({ lon, lat }, ringAt(outline, DETAILS[0])) > 0.01)
          expect(placesAt({ lon, lat }).land).toBe(name);
      }
  }
});

test('detail follows the room there is', () => {
  const [few, many] = [all.slice(0, 3), all];
  expect(detailFor(few, 60_000)).toBe(DETAILS[0]);
  expect(detailFor(many, 60_000)).toBeGreaterThan(DETAILS[0]);
  expect(detailFor(many, 2000)).toBeNull();
  const bytes = many.reduce((sum, one) => sum + `<polygon>${polygonText(ringAt(one, 0.02))}</polygon>`.length, 0);
  expect([detailFor(many, bytes), detailFor(many, bytes - 1)]).toEqual([0.02, 0.04]);
});

/** How many pairs of edges that are no neighbours meet. */
function crossings(ring: readonly Point[]): number {
  let found = 0;
  const edges = ring.slice(1).map((to, at) => [ring[at]!, to] as const);
  for (let i = 0; i < edges.length; i += 1)
    for (let j = i + 2; j < edges.length; j += 1) if (!(i === 0 && j === edges.length - 1) && meet(...edges[i]!, ...edges[j]!)) found += 1;
  return found;
}

function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number => Math.sign((q.lon - p.lon) * (r.lat - p.lat) - (q.lat - p.lat) * (r.lon - p.lon));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

/** Degrees from a point to the nearest edge. */
function distance({ lon, lat }: Point, ring: readonly Point[]): number {
  let nearest = Infinity;
  ring.slice(1).forEach((to, at) => {
    const from = ring[at]!;
    const [dx, dy] = [to.lon - from.lon, to.lat - from.lat];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((lon - from.lon) * dx + (lat - from.lat) * dy) / length));
    nearest = Math.min(nearest, Math.hypot(from.lon + along * dx - lon, from.lat + along * dy - lat));
  });
  return nearest;
}
