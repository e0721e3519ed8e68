import { expect, test } from 'vitest';
import { communes, formerProvinces } from './gazetteer.ts';
import { outlinesOfUnits } from './outlines.ts';
import { placeRef } from './place-ref.ts';
import { resolvePlace } from './resolve-place.ts';

const box = (west: number, south: number, east: number, north: number) =>
  resolvePlace(
    placeRef.parse({
      kind: 'polygon',
      ring: [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    }),
  );
const circle = (lon: number, lat: number, radiusKm: number) => resolvePlace({ kind: 'circle', lon, lat, radiusKm });

test('a polygon round the whole country holds every commune and every sea area it meets', () => {
  const found = box(100, 5, 118, 24);
  expect(found.ok && found.units.filter((unit) => /^\d{5}$/.test(unit)).length).toBe(communes().length);
});

test('the outline of each former province without islands of its own resolves to just its communes', () => {
  const { land, islands } = outlinesOfUnits();
  const withIslands = new Set(communes().flatMap((one) => (islands[one.code] === undefined ? [] : [one.formerProvince])));
  const single = formerProvinces().filter(({ name }) => land[name]?.length === 1 && !withIslands.has(name));
  expect(single.length).toBeGreaterThan(40);
  for (const { name } of single) {
    const ring = (land[name]?.[0]?.[0] ?? []).map(([lon, lat]): [number, number] => [lon, lat]);
    const own = communes().flatMap((one) => (one.formerProvince === name ? [one.code] : []));
    const found = resolvePlace({ kind: 'polygon', ring });
    expect([name, found.ok && found.units.filter((unit) => /^\d{5}$/.test(unit))]).toEqual([name, own]);
  }
});

test('a shape that covers a former province in part is refused and says which: the data hold no outlines of communes', () => {
  expect(circle(105.0, 19.3, 5)).toEqual({ ok: false, reason: 'partly-covered', field: 'radiusKm', given: '5 km', nearest: ['Nghệ An'] });
  expect(box(105, 18, 106, 19)).toMatchObject({
    reason: 'partly-covered',
    field: 'ring',
    nearest: expect.arrayContaining(['Hà Tĩnh']) as string[],
  });
});

test('a shape at sea holds the areas it meets and only the islands inside it', () => {
  expect(circle(109.117, 15.381, 8)).toEqual({ ok: true, units: ['21548', 'quang-tri-quang-ngai'] });
  expect(circle(109.117, 15.75, 8)).toEqual({ ok: true, units: ['quang-tri-quang-ngai'] });
  expect(circle(107.728, 20.133, 20)).toEqual({ ok: true, units: ['11948', 'bac-vinh-bac-bo'] });
});

test('a shape that meets nothing is an error, never an empty warning', () => {
  expect(circle(140, -20, 50)).toMatchObject({ ok: false, reason: 'meets-nothing', field: 'radiusKm' });
  expect(box(0, 0, 1, 1)).toMatchObject({ ok: false, reason: 'meets-nothing', field: 'ring' });
});

test('bad fields of a place are named with what is expected', () => {
  const issues = (place: unknown) =>
    placeRef.safeParse(place).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
  expect(issues({ kind: 'circle', lon: 109, lat: 95, radiusKm: 0 })).toEqual([
    'lat: expected a latitude to 90',
    'radiusKm: expected a radius above 0 km',
  ]);
  expect(issues({ kind: 'polygon', ring: [[109, 15]] })).toEqual(['ring: expected at least 3 points']);
  expect(issues({ kind: 'named-commune', name: 'Quy Nhơn' })).toEqual(['province: expected the name of its present or former province']);
  expect(issues({ kind: 'station', name: 'Tà Lài' })[0]).toMatch(/^kind: expected a place: \{kind: "commune"/);
});
