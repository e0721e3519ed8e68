import { expect, test } from 'vitest';
import { bulletin } from '../bulletin/bulletin.ts';
import { assess } from './assess.ts';
import { assessment } from './assessment.ts';

const window = { from: '2025-11-06T07:00:00+07:00', to: '2025-11-06T19:00:00+07:00' };
const base = {
  issuer: 'nchmf',
  family: 'tropical-cyclone',
  event: { id: 'storm-a' },
  type: 'emergency',
  sequence: 3,
  finishedAt: '2025-11-06T08:00:00+07:00',
  status: 'Test',
  scope: 'full',
  hazard: 'storm',
};
const binhDinh = { kind: 'former-province', name: 'Bình Định' };
const stormArea = (more: object) => ({ places: [binhDinh], window, parameters: { windForce: 12 }, ...more });
const assessed = (input: object) => assess(bulletin.parse({ ...base, ...input }));
const areasOf = (input: object) => {
  const result = assessed(input);
  if (!result.ok) throw new Error(result.reason);
  return assessment.parse(result.assessment).areas;
};

test('the assessment carries the bulletin, its derived id and the rulebook', () => {
  const result = assessed({ areas: [stormArea({})] });
  expect(result).toMatchObject({ ok: true, assessment: { bulletinId: 'nchmf.tropical-cyclone.storm-a.3', rulebook: 'vn-18-2021' } });
});

test("a level worked out is proposed; the issuer's own is announced and outranks it, and the verdict stays beside it", () => {
  expect(areasOf({ areas: [stormArea({})] })[0]).toMatchObject({ level: 4, source: 'proposed', verdict: { level: 4, clause: '42.2.b' } });
  expect(areasOf({ areas: [stormArea({ announcedLevel: 3 })] })[0]).toMatchObject({ level: 3, source: 'announced', verdict: { level: 4 } });
});

test('a difference between the issuer and the table is shown, and none where the table lies within the range', () => {
  const differenceOf = (announcedLevel: unknown) => areasOf({ areas: [stormArea({ announcedLevel })] })[0]?.difference;
  expect([3, 4, 5, [3, 4], [4, 5], [2, 3], [5, 5], undefined].map(differenceOf)).toEqual([
    'announced-lower',
    undefined,
    'announced-higher',
    undefined,
    undefined,
    'announced-lower',
    'announced-higher',
    undefined,
  ]);
});

test('the certainty is the issuer’s; what was measured is observed once it has begun', () => {
  const certaintyOf = (more: object) => areasOf({ areas: [stormArea(more)] })[0]?.certainty;
  expect(certaintyOf({ certainty: 'Possible', basis: 'observed' })).toBe('Possible');
  expect(certaintyOf({ basis: 'observed' })).toBe('Observed');
  expect(certaintyOf({ basis: 'observed', onset: '2025-11-06T09:00:00+07:00' })).toBeUndefined();
  expect([certaintyOf({ basis: 'forecast' }), certaintyOf({})]).toEqual([undefined, undefined]);
});

test('raises are proposed against what else the event has in force, and change no level', () => {
  const given = bulletin.parse({ ...base, areas: [stormArea({})] });
  const inForce = [
    { hazard: 'surge', level: 3, window: { from: '2025-11-06T00:00:00.000Z', to: '2025-11-07T00:00:00.000Z' }, units: ['21583'] },
  ] as const;
  const result = assess(given, { inForce });
  expect(result).toMatchObject({
    ok: true,
    assessment: { areas: [{ level: 4 }], raises: [{ units: ['21583'], level: 4, allowed: [5], with: ['surge'] }] },
  });
  expect(assess(given)).not.toHaveProperty('assessment.raises');
});

test('an announced range is acted on at its upper end and kept', () => {
  expect(areasOf({ areas: [stormArea({ announcedLevel: [2, 3] })] })[0]).toMatchObject({
    level: 3,
    source: 'announced',
    announcedRange: [2, 3],
  });
});

test('with neither there is no level, and the reason is named', () => {
  expect(areasOf({ areas: [stormArea({ parameters: {} })] })[0]).toMatchObject({
    level: null,
    source: null,
    verdict: { kind: 'none', reason: 'parameter-missing: windForce' },
    response: 'Monitor',
  });
});

test('units of one area with different verdicts stand apart, and every unit stands once', () => {
  const rows = areasOf({
    areas: [
      stormArea({ places: [{ kind: 'province', code: '51' }, { kind: 'province', code: '52' }, binhDinh], parameters: { windForce: 14 } }),
    ],
  });
  const levels = rows.map((row) => [row.verdict.kind === 'level' ? row.verdict.clause : null, row.level]);
  expect(levels.toSorted()).toEqual([
    ['42.2.c', 4],
    ['42.3.b', 5],
    ['42.3.b', 5],
  ]);
  const units = rows.flatMap((row) => row.units);
  expect(units.length).toBe(96 + 135);
  expect(new Set(units).size).toBe(units.length);
});

test.each([
  [5, 'Shelter'],
  [4, 'Avoid'],
  [3, 'Prepare'],
  [2, 'Prepare'],
  [1, 'Monitor'],
])('level %i asks people to %s unless the issuer says otherwise', (announcedLevel, response) => {
  expect(areasOf({ areas: [stormArea({ announcedLevel })] })[0]?.response).toBe(response);
  expect(areasOf({ areas: [stormArea({ announcedLevel, response: 'Evacuate' })] })[0]?.response).toBe('Evacuate');
});

test('onset is that of the area, or the beginning of its window', () => {
  expect(areasOf({ areas: [stormArea({})] })[0]?.onset).toBe('2025-11-06T00:00:00.000Z');
  expect(areasOf({ areas: [stormArea({ onset: '2025-11-06T16:00:00+07:00' })] })[0]?.onset).toBe('2025-11-06T09:00:00.000Z');
});

test('an unknown place refuses the bulletin, names the nearest and points at it', () => {
  const places = [binhDinh, { kind: 'former-province', name: 'Bình Đinhh' }];
  expect(assessed({ areas: [stormArea({}), stormArea({ places })] })).toEqual({
    ok: false,
    reason: 'unknown-place: "Bình Đinhh"; nearest: Bình Định, Ninh Bình, Bình Dương',
    path: ['areas', 1, 'places', 1],
  });
});

test('a hazard without a table keeps its announced level and says that there is no table', () => {
  const areas = [{ places: [binhDinh], window, parameters: { dischargeM3s: 1200 }, announcedLevel: 2 }];
  expect(areasOf({ hazard: 'dam-release', family: 'dam', type: 'warning', areas })[0]).toMatchObject({
    level: 2,
    source: 'announced',
    verdict: { kind: 'none', reason: 'no-table' },
  });
});

test('an end without areas has none', () => {
  expect(areasOf({ type: 'final', areas: [] })).toEqual([]);
});

test('heavy rain goes by its own table', () => {
  const areas = [{ places: [binhDinh], window, parameters: { rainMm24h: [200, 300], durationDays: 3 } }];
  expect(areasOf({ hazard: 'heavy-rain', family: 'heavy-rain', type: 'warning', areas })[0]).toMatchObject({
    level: 3,
    source: 'proposed',
    verdict: { clause: '44.3', status: 'provisional' },
  });
});
