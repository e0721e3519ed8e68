import { expect, test } from 'vitest';
import { communesNear } from './commune-points.ts';
import { communes, formerProvinces } from './gazetteer.ts';
import { outlinesOfUnits } from './outlines.ts';
import { placeRef } from './place-ref.ts';
import { resolvePlace } from './resolve-place.ts';
import { unitsOfPoint } from './shape-units.ts';

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

test('the outline of a former province resolves to its own communes, but for those whose points lie beyond the approximate border', () => {
  const { land, islands } = outlinesOfUnits();
  const single = formerProvinces().filter(({ name }) => land[name]?.length === 1);
  expect(single.length).toBeGreaterThan(40);
  let strangers = 0;
  let missing = 0;
  for (const { name } of single) {
    const ring = (land[name]?.[0]?.[0] ?? []).map(([lon, lat]): [number, number] => [lon, lat]);
    const own = communes().flatMap((one) => (one.formerProvince === name && islands[one.code] === undefined ? [one.code] : []));
    const found = resolvePlace({ kind: 'polygon', ring });
    const units = found.ok ? found.units.filter((unit) => /^\d{5}$/.test(unit)) : [];
    strangers += units.filter((unit) => !own.includes(unit)).length;
    missing += own.filter((unit) => !units.includes(unit)).length;
  }
  expect(strangers).toBeLessThan(25);
  expect(missing).toBeLessThan(25);
});

test('a shape on land holds the communes whose points lie in it, and one that holds none names the nearest', () => {
  expect(circle(109.22, 13.77, 3)).toMatchObject({ ok: true, units: expect.arrayContaining(['21583']) as string[] });
  expect(circle(104.5, 19.41, 2)).toMatchObject({ ok: false, reason: 'meets-nothing', field: 'radiusKm', given: '2 km' });
  const nowhere = circle(104.5, 19.41, 2);
  expect(nowhere.ok ? [] : nowhere.nearest).toHaveLength(3);
});

test('a ring whose edges cross, touch or fold back, or that has no inside, is refused with the edges named', () => {
  const ring = (...points: [number, number][]) => resolvePlace({ kind: 'polygon', ring: points });
  const bowTie = ring([105, 18], [106, 19], [106, 18], [105, 19]);
  expect(bowTie).toEqual({ ok: false, reason: 'self-crossing', field: 'ring', given: '4 points', nearest: ['edge 1', 'edge 3'] });
  expect(ring([105, 18], [106, 18], [106, 19], [105.5, 18], [105, 19])).toMatchObject({ reason: 'self-crossing' });
  expect(ring([105, 18], [106, 18], [105.5, 18], [105.5, 19])).toMatchObject({ reason: 'self-crossing' });
  expect(ring([105, 18], [106, 19], [107, 20])).toMatchObject({ reason: 'no-area', nearest: [] });
  expect(ring([105, 18], [105, 18], [105.000001, 18])).toMatchObject({ reason: 'no-area' });
  expect(ring([105, 18], [106, 18], [106, 18], [106, 19], [105, 18])).toMatchObject({ ok: true });
});

test('a point of a person stands for the nearest commune and those within the radius; far out at sea for the sea area alone', () => {
  const near = unitsOfPoint({ lon: 109.22, lat: 13.77, radiusKm: 0.1 });
  expect(near).toEqual([communesNear({ lon: 109.22, lat: 13.77 }, 1)[0]?.code]);
  expect(unitsOfPoint({ lon: 109.22, lat: 13.77, radiusKm: 10 })).toEqual(expect.arrayContaining(['21583', ...near]));
  expect(unitsOfPoint({ lon: 112, lat: 14, radiusKm: 1 })).toEqual(['giua-bien-dong']);
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
