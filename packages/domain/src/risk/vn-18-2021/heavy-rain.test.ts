import { expect, test } from 'vitest';
import type { ParametersOf } from '../../bulletin/parameters/index.ts';
import { evaluate } from '../evaluate.ts';
import { heavyRainTable } from './heavy-rain.ts';

const START = Date.parse('2025-11-22T10:00:00.000Z');
const windowOf = (hours: number) => ({ from: new Date(START).toISOString(), to: new Date(START + hours * 3_600_000).toISOString() });
const verdictOf = (parameters: ParametersOf<'heavy-rain'>, hours = 24) =>
  evaluate(heavyRainTable, heavyRainTable.read(parameters, windowOf(hours))('21583') ?? {});
const levelOf = (parameters: ParametersOf<'heavy-rain'>, hours = 24) => {
  const verdict = verdictOf(parameters, hours);
  return verdict.kind === 'level' ? verdict.level : verdict.reason;
};

// The matrix of Article 44, typed from the reference and not from the rows: both ends of every band.
const AMOUNTS = { A: [100, 150, 200], B: [200.1, 201, 400], C: [400.1, 401, 2000] } as const;
const DURATIONS = { d1: [1, 2], d2: [2.1, 3, 4], d3: [4.1, 5, 60] } as const;
const MATRIX = [
  ['A', 'mountain', { d1: 1, d2: 2, d3: 3 }],
  ['A', 'plain', { d1: 1, d2: 2, d3: 2 }],
  ['B', 'mountain', { d1: 2, d2: 3, d3: 4 }],
  ['B', 'plain', { d1: 2, d2: 3, d3: 3 }],
  ['C', 'mountain', { d1: 3, d2: 4, d3: 4 }],
  ['C', 'plain', { d1: 3, d2: 3, d3: 4 }],
] as const;
const cells = MATRIX.flatMap(([band, terrain, levels]) =>
  (['d1', 'd2', 'd3'] as const).flatMap((days) =>
    AMOUNTS[band].flatMap((rainMm24h) =>
      DURATIONS[days].map((durationDays) => ({ rainMm24h, durationDays, terrain, level: levels[days] })),
    ),
  ),
);

test.each(cells)('$rainMm24h mm in 24 h over $durationDays days on $terrain: level $level', ({ level, ...parameters }) => {
  expect(levelOf(parameters)).toBe(level);
});

test.each([
  [50, 1, 'plain', 1],
  [100, 2, 'mountain', 1],
  [80, 3, 'plain', 2],
  [80, 5, 'mountain', 3],
  [80, 5, 'plain', 2],
] as const)('band A by %i mm in 12 h over %i days on %s: level %i', (rainMm12h, durationDays, terrain, level) => {
  expect(levelOf({ rainMm12h, durationDays, terrain })).toBe(level);
});

test('below 100 mm in 24 h there is no level', () => {
  expect(verdictOf({ rainMm24h: 99.9, durationDays: 2, terrain: 'plain' })).toEqual({ kind: 'none', reason: 'below-thresholds' });
});

test('12 h amounts below band A leave the 24 h amount missing; above it they are at least the 24 h amount', () => {
  expect(levelOf({ rainMm12h: 49.9, terrain: 'plain' })).toBe('parameter-missing: rainMm24h');
  expect(levelOf({ rainMm12h: 100.1, terrain: 'plain' })).toBe(1);
  expect(levelOf({ rainMm12h: 200.1, terrain: 'plain' })).toBe(2);
  expect(levelOf({ rainMm12h: 200.1, rainMm24h: 150, terrain: 'plain' })).toBe(2);
});

test('the higher of the two amounts decides', () => {
  expect(levelOf({ rainMm12h: 80, rainMm24h: 250, durationDays: 1, terrain: 'plain' })).toBe(2);
  expect(levelOf({ rainMm12h: 80, rainMm24h: 90, durationDays: 1, terrain: 'plain' })).toBe(1);
});

test('cell A, 1-2 days is confirmed; every other is provisional', () => {
  for (const { level, ...parameters } of cells) {
    const confirmed = parameters.rainMm24h <= 200 && parameters.durationDays <= 2;
    expect(verdictOf(parameters)).toMatchObject({
      level,
      status: confirmed ? 'confirmed' : 'provisional',
      article: 44,
      clause: `44.${String(level)}`,
    });
  }
});

test('without terrain the level stands where both terrains give it', () => {
  expect(verdictOf({ rainMm24h: [100, 150], durationDays: 2 })).toMatchObject({
    level: 1,
    met: { vi: 'mưa 150 mm trong 24 giờ, kéo dài 2 ngày', en: '150 mm in 24 h, over 2 days' },
  });
  expect(levelOf({ rainMm24h: 300, durationDays: 3 })).toBe(3);
  expect(levelOf({ rainMm24h: 500, durationDays: 5 })).toBe(4);
});

test('without terrain it is named as missing where it decides', () => {
  expect(levelOf({ rainMm24h: 150, durationDays: 5 })).toBe('parameter-missing: terrain');
  expect(levelOf({ rainMm24h: 300, durationDays: 5 })).toBe('parameter-missing: terrain');
  expect(levelOf({ rainMm24h: 500, durationDays: 3 })).toBe('parameter-missing: terrain');
});

test('the duration is that of the window where none is given, and the upper end of a range', () => {
  expect(levelOf({ rainMm24h: 300, terrain: 'plain' }, 48)).toBe(2);
  expect(levelOf({ rainMm24h: 300, terrain: 'plain' }, 49)).toBe(3);
  expect(levelOf({ rainMm24h: 300, terrain: 'mountain' }, 97)).toBe(4);
  expect(levelOf({ rainMm24h: 300, terrain: 'mountain', durationDays: [1, 5] }, 24)).toBe(4);
});

test('a spell of hours counts as one day', () => {
  expect(levelOf({ rainMm24h: 150, terrain: 'plain' }, 6)).toBe(1);
});

test('a total over a window of at most 24 h is an amount in 24 h; over longer it is not', () => {
  expect(levelOf({ rainMmTotal: [150, 250], terrain: 'plain' }, 24)).toBe(2);
  expect(levelOf({ rainMmTotal: [150, 250], terrain: 'plain' }, 25)).toBe('parameter-missing: rainMm24h');
  expect(levelOf({ terrain: 'plain' })).toBe('parameter-missing: rainMm24h');
});

test('totals and local maxima never raise a given 24 h amount', () => {
  expect(levelOf({ rainMm24h: 50, rainMmTotal: 900, localMaxMm: 700, terrain: 'plain' })).toBe('below-thresholds');
});
