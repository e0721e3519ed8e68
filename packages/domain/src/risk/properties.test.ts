import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bulletin, bulletin, bulletinTypes, type Hazard } from '../bulletin/index.ts';
import { communes, formerProvinces, type PlaceRef, seaAreas, type Unit } from '../place/index.ts';
import { assess } from './assess.ts';
import type { Verdict } from './assessment.ts';

const WINDOW = { from: '2025-11-06T00:00:00.000Z', to: '2025-11-07T00:00:00.000Z' };
const RUNS = { numRuns: 400, seed: 18_2021 };

function bulletinOf(hazard: Hazard, parameters: object, places: readonly PlaceRef[]): Bulletin {
  const type = bulletinTypes(hazard)[0]?.id;
  const fixed = { issuer: 'nchmf', family: 'f', event: { id: 'e' }, sequence: 1, finishedAt: WINDOW.from, status: 'Test', scope: 'full' };
  return bulletin.parse({ ...fixed, hazard, type, areas: [{ places, window: WINDOW, parameters }] });
}

function verdictsOf(hazard: Hazard, parameters: object, places: readonly PlaceRef[]): Map<Unit, Verdict> {
  const result = assess(bulletinOf(hazard, parameters, places));
  if (!result.ok) throw new Error(result.reason);
  return new Map(result.assessment.areas.flatMap((area) => area.units.map((unit) => [unit, area.verdict])));
}

/** A level, or the span that the readings of a contested one leave open; no level is 0. */
function bounds(verdict: Verdict | undefined): [low: number, high: number] {
  if (verdict?.kind === 'level') return [verdict.level, verdict.level];
  const levels = (verdict?.readings ?? []).map((one) => one.level ?? 0);
  return levels.length === 0 ? [0, 0] : [Math.min(...levels), Math.max(...levels)];
}

const formerProvince = fc.constantFrom(...formerProvinces().map((one): PlaceRef => ({ kind: 'former-province', name: one.name })));
const commune = fc.constantFrom(...communes().map((one): PlaceRef => ({ kind: 'commune', code: one.code })));
const seaArea = fc.constantFrom(...seaAreas().map((one): PlaceRef => ({ kind: 'sea-area', id: one.id })));
const place = fc.oneof(formerProvince, commune, seaArea);

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Values at and beside the ends of bands come up as often as others. */
const near = (min: number, max: number, ...ends: number[]) =>
  fc.oneof(
    real(min, max),
    fc.constantFrom(...ends.flatMap((end) => [end - 0.01, end, end + 0.01]).filter((one) => one >= min && one <= max)),
  );
const terrain = fc.constantFrom('mountain', 'plain');

/** Per hazard: what is more of the danger, least first, and the facts that stay. `worse: 'less'`: cold and fog. */
const MORE: readonly {
  what: string;
  hazard: Hazard;
  name: string;
  values: fc.Arbitrary<number>;
  rest: fc.Arbitrary<object>;
  worse?: 'less';
}[] = [
  { what: 'wind', hazard: 'storm', name: 'windForce', values: near(0, 17, 6, 10, 12, 14, 16), rest: fc.constant({}) },
  { what: 'wind at sea', hazard: 'strong-wind-at-sea', name: 'windForce', values: near(0, 17, 6, 7, 9), rest: fc.constant({}) },
  { what: 'surge', hazard: 'surge', name: 'surgeM', values: near(0, 15, 1, 2, 3, 4, 5, 6), rest: fc.constant({}) },
  {
    what: 'rain in 24 h',
    hazard: 'heavy-rain',
    name: 'rainMm24h',
    values: near(0, 2000, 100, 200, 400),
    rest: fc.record({ terrain, durationDays: near(0, 60, 2, 4), rainMm12h: near(0, 500, 50, 100) }),
  },
  {
    what: 'rain in 12 h',
    hazard: 'heavy-rain',
    name: 'rainMm12h',
    values: near(0, 2000, 50, 100, 200, 400),
    rest: fc.record({ terrain, durationDays: near(0, 60, 2, 4), rainMm24h: near(0, 500, 100, 200) }),
  },
  {
    what: 'days of rain',
    hazard: 'heavy-rain',
    name: 'durationDays',
    values: near(0, 60, 1, 2, 4),
    rest: fc.record({ terrain, rainMm24h: near(0, 2000, 100, 200, 400) }),
  },
  {
    what: 'rain on slopes',
    hazard: 'flash-flood-landslide',
    name: 'rainMm24h',
    values: near(0, 2000, 100, 200, 400),
    rest: fc.record({ rainDaysBefore: near(0, 60, 1, 2), susceptibility: fc.constantFrom('low', 'medium', 'high', 'very-high') }),
  },
  {
    what: 'days of rain on slopes',
    hazard: 'flash-flood-landslide',
    name: 'rainDaysBefore',
    values: near(0, 60, 1, 2),
    rest: fc.record({ rainMm24h: near(0, 2000, 100, 200, 400), susceptibility: fc.constantFrom('low', 'medium', 'high', 'very-high') }),
  },
  {
    what: 'water by level',
    hazard: 'river-flood',
    name: 'levelM',
    values: near(0, 30, 10, 12, 14, 14.3, 15, 16),
    rest: fc.record({
      stationArea: fc.integer({ min: 1, max: 4 }),
      stage1M: fc.constant(10),
      stage2M: fc.constant(12),
      stage3M: fc.constant(14),
      historicM: fc.constant(16),
      severalBasins: fc.boolean(),
      aboveDesign: fc.boolean(),
    }),
  },
  {
    what: 'water by offset',
    hazard: 'river-flood',
    name: 'aboveStageM',
    values: near(-3, 9, 0, 0.3, 1),
    rest: fc.record({ stationArea: fc.integer({ min: 1, max: 4 }), stage: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    what: 'heat',
    hazard: 'heat',
    name: 'tempMaxC',
    values: near(20, 60, 35, 37, 39, 41),
    rest: fc.record({ durationDays: near(0, 60, 3, 5, 10, 25) }),
  },
  {
    what: 'days of heat',
    hazard: 'heat',
    name: 'durationDays',
    values: near(0, 60, 3, 5, 10, 25),
    rest: fc.record({ tempMaxC: near(20, 60, 35, 37, 39, 41) }),
  },
  {
    what: 'drought',
    hazard: 'drought',
    name: 'waterShortagePct',
    values: near(0, 100, 20, 50, 70),
    rest: fc.record({ durationMonths: near(0, 20, 2, 3, 5) }),
  },
  {
    what: 'salt',
    hazard: 'salt-intrusion',
    name: 'isoline4Km',
    values: near(0, 300, 15, 25, 50, 90),
    rest: fc.record({ isoline1Km: near(0, 300, 15, 25, 50, 90) }),
  },
  {
    what: 'cold',
    hazard: 'severe-cold',
    name: 'tempMeanC',
    values: near(-10, 20, 0, 4, 8, 13),
    rest: fc.record({ durationDays: near(0, 60, 3, 5, 10), terrain }),
    worse: 'less',
  },
  {
    what: 'fog',
    hazard: 'fog',
    name: 'visibilityM',
    values: near(0, 2000, 50, 1000),
    rest: fc.record({ setting: fc.constantFrom('motorway-airport', 'sea-river-pass') }),
    worse: 'less',
  },
  {
    what: 'shaking',
    hazard: 'earthquake',
    name: 'intensityMsk',
    values: fc.integer({ min: 2, max: 24 }).map((halves) => halves / 2),
    rest: fc.record({ setting: fc.constantFrom('countryside', 'town', 'reservoir') }),
  },
  {
    what: 'wave',
    hazard: 'tsunami',
    name: 'waveM',
    values: near(0, 40, 2, 4, 8, 16),
    rest: fc.record({ intensity: fc.integer({ min: 1, max: 12 }) }),
  },
];

describe('more of the danger never lowers a level', () => {
  test.each(MORE)('$what', ({ hazard, name, values, rest, worse }) => {
    fc.assert(
      fc.property(values, values, rest, fc.oneof(formerProvince, seaArea), (one, other, facts, where) => {
        const [mild, severe] = one < other === (worse !== 'less') ? [one, other] : [other, one];
        const before = verdictsOf(hazard, { ...facts, [name]: mild }, [where]);
        const after = verdictsOf(hazard, { ...facts, [name]: severe }, [where]);
        for (const [unit, verdict] of before) {
          const [[low, high], [lowAfter, highAfter]] = [bounds(verdict), bounds(after.get(unit))];
          expect(lowAfter).toBeGreaterThanOrEqual(low);
          expect(highAfter).toBeGreaterThanOrEqual(high);
        }
      }),
      RUNS,
    );
  });
});

const anyForecast = fc
  .constantFrom(...MORE)
  .chain(({ hazard, name, values, rest }) =>
    fc.tuple(values, rest).map(([value, facts]) => ({ hazard, parameters: { ...facts, [name]: value } })),
  );

test('a wider list of places never lowers the level of a place, and leaves none of them out', () => {
  fc.assert(
    fc.property(
      anyForecast,
      fc.array(place, { minLength: 1, maxLength: 4 }),
      fc.array(place, { maxLength: 4 }),
      ({ hazard, parameters }, few, more) => {
        const before = verdictsOf(hazard, parameters, few);
        const after = verdictsOf(hazard, parameters, [...few, ...more]);
        for (const [unit, verdict] of before) {
          expect(after.has(unit)).toBe(true);
          expect(bounds(after.get(unit))[1]).toBeGreaterThanOrEqual(bounds(verdict)[1]);
        }
      },
    ),
    RUNS,
  );
});

test('the order of places changes no level, and every unit stands once', () => {
  fc.assert(
    fc.property(anyForecast, fc.array(place, { minLength: 1, maxLength: 5 }), ({ hazard, parameters }, places) => {
      const result = assess(bulletinOf(hazard, parameters, places));
      const units = result.ok ? result.assessment.areas.flatMap((area) => area.units) : [];
      expect(new Set(units).size).toBe(units.length);
      const turned = verdictsOf(hazard, parameters, places.toReversed());
      for (const [unit, verdict] of verdictsOf(hazard, parameters, places)) expect(bounds(turned.get(unit))).toEqual(bounds(verdict));
    }),
    RUNS,
  );
});

test('classification is pure and repeatable: the bulletin is left as it was, and says the same again', () => {
  fc.assert(
    fc.property(anyForecast, fc.array(place, { minLength: 1, maxLength: 5 }), ({ hazard, parameters }, places) => {
      const given = bulletinOf(hazard, parameters, places);
      const kept = structuredClone(given);
      const first = structuredClone(assess(given));
      expect(given).toEqual(kept);
      expect(assess(given)).toEqual(first);
      expect(assess(structuredClone(given))).toEqual(first);
    }),
    RUNS,
  );
});
