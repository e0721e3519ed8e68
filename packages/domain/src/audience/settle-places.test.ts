import { expect, test } from 'vitest';
import { placeAsked, settlePlaces } from './settle-places.ts';

const settle = (...places: unknown[]) => settlePlaces(places.map((one) => placeAsked.parse(one)));
const END = '2026-03-01T00:00:00.000Z';

test('a commune, a province and a sea area come to their units', () => {
  const found = settle({ at: { kind: 'commune', code: '21583' } }, { at: { kind: 'sea-area', id: 'gia-lai-dak-lak' } });
  expect(found).toEqual({ ok: true, units: ['21583', 'gia-lai-dak-lak'], ends: {}, points: [] });
  const province = settle({ at: { kind: 'named-province', name: 'Gia Lai' } });
  expect(province.ok && province.units.length).toBe(135);
});

test('a former commune comes to every present one that holds land of it', () => {
  const found = settle({ at: { kind: 'former-commune', name: 'Nhơn Hội', province: 'Bình Định' } });
  expect(found).toMatchObject({ ok: true, points: [] });
  expect(found.ok && found.units.length).toBeGreaterThan(0);
});

test('a unit of several places ends with the last of them, and never where one of them does not end', () => {
  const commune = { kind: 'commune', code: '21583' };
  expect(settle({ at: commune, until: END }, { at: commune, until: '2026-02-01T00:00:00Z' })).toMatchObject({ ends: { '21583': END } });
  expect(settle({ at: commune, until: END }, { at: commune })).toMatchObject({ ends: {} });
});

test('a point becomes the commune nearest to it, or the one that the person put in its place', () => {
  const at = { kind: 'point', lon: 109.22, lat: 13.77, radiusM: 100 };
  const found = settle({ at, until: END });
  const [unit = ''] = found.ok ? found.units : [];
  expect(unit).toMatch(/^\d{5}$/);
  const point = { lon: 109.22, lat: 13.77, radiusM: 100, until: END };
  expect(found).toMatchObject({ ok: true, ends: { [unit]: END }, points: [{ ...point, unit }] });
  expect(settle({ at: { ...at, unit: '21589' }, until: END })).toMatchObject({ ok: true, points: [{ ...point, unit: '21589' }] });
  expect(settle({ at: { ...at, unit: '99999' } })).toMatchObject({ ok: false, faults: [{ reason: 'unknown-place', field: 'unit' }] });
  expect(settle({ at: { ...at, lon: 2.35, lat: 48.85 } })).toMatchObject({ ok: false, faults: [{ reason: 'nothing-there' }] });
});

test('the commune put in the nearest one’s place leaves out none within the radius', () => {
  const at = { kind: 'point', lon: 109.22, lat: 13.77, radiusM: 10_000 };
  const [near, chosen, nearChosen] = [
    settle({ at }),
    settle({ at: { ...at, unit: '21808' } }),
    settle({ at: { ...at, radiusM: 100, unit: '21808' } }),
  ];
  expect(chosen).toMatchObject({ ok: true, units: expect.arrayContaining(['21808', ...(near.ok ? near.units : ['none'])]) as unknown });
  expect(nearChosen).toMatchObject({ ok: true, units: ['21808'] });
});

test('of a point its village is kept, not its house', () => {
  const found = settle({ at: { kind: 'point', lon: 109.21734, lat: 13.76891, radiusM: 100 } });
  expect(found).toMatchObject({ ok: true, points: [{ lon: 109.22, lat: 13.77 }] });
});

test('every place that is not found is named, and none of the others is taken for it', () => {
  const found = settle(
    { at: { kind: 'commune', code: '99999' } },
    { at: { kind: 'commune', code: '21583' } },
    { at: { kind: 'named-province', name: 'Gia Lay' } },
  );
  expect(found.ok ? [] : found.faults.map(({ index, reason, field }) => [index, reason, field])).toEqual([
    [0, 'unknown-place', 'code'],
    [2, 'unknown-place', 'name'],
  ]);
});
