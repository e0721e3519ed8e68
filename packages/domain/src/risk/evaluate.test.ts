import { describe, expect, test } from 'vitest';
import { decisionTable, type Fact, type Facts, type Reading, type Row } from './decision-table.ts';
import { evaluate } from './evaluate.ts';

const row = (level: Row['level'], when: Row['when'], status: Row['status'] = 'confirmed'): Row => ({
  when,
  level,
  clause: `99.${String(level)}`,
  status,
  source: 'a table of this test',
});
const SAND: Fact = { value: 'sand', vi: 'cát', en: 'sand' };
const ROCK: Fact = { value: 'rock', vi: 'đá', en: 'rock' };
const table = (rows: Row[]) =>
  decisionTable({
    hazards: ['fog'],
    article: 99,
    title: { vi: 'bảng thử', en: 'table of this test' },
    facts: [
      { name: 'depth', words: { vi: 'sâu', en: 'depth' }, unit: { vi: 'm', en: 'm' } },
      { name: 'hearsay', words: { vi: 'nghe nói', en: 'hearsay' }, alternative: true },
      { name: 'ground', words: { vi: 'đất', en: 'ground' }, values: [SAND, ROCK] },
    ],
    rows,
    read: () => () => ({}),
  });
const depth = (value: number): Facts => ({ depth: { value, vi: `sâu ${String(value)}`, en: `depth ${String(value)}` } });

test.each([
  [{ min: 2 }, 2, true],
  [{ min: 2 }, 1.9, false],
  [{ over: 2 }, 2, false],
  [{ over: 2 }, 2.1, true],
  [{ max: 4 }, 4, true],
  [{ max: 4 }, 4.1, false],
  [{ under: 4 }, 4, false],
  [{ under: 4 }, 3.9, true],
])('interval %o and value %d: inside is %s', (interval, value, inside) => {
  expect(evaluate(table([row(1, { depth: interval })]), depth(value)).kind).toBe(inside ? 'level' : 'none');
});

test('the highest of the rows that are met decides, whatever their order', () => {
  const rows = [row(2, { depth: { min: 1 } }), row(4, { depth: { min: 3 } }), row(3, { depth: { min: 2 } })];
  expect(evaluate(table(rows), depth(5))).toMatchObject({ level: 4, clause: '99.4', met: { vi: 'sâu 5', en: 'depth 5' } });
});

test('no row met is no level', () => {
  expect(evaluate(table([row(1, { depth: { min: 10 } })]), depth(5))).toEqual({ kind: 'none', reason: 'below-thresholds' });
});

test('a missing fact is named only where it could still decide', () => {
  const rows = [row(1, { depth: { min: 10 }, ground: ['sand'] }), row(2, { depth: { min: 20 }, ground: ['rock'] })];
  expect(evaluate(table(rows), depth(5))).toEqual({ kind: 'none', reason: 'below-thresholds' });
  expect(evaluate(table(rows), depth(15))).toEqual({ kind: 'none', reason: 'parameter-missing: ground' });
  expect(evaluate(table(rows), {})).toEqual({ kind: 'none', reason: 'parameter-missing: depth' });
});

test('a missing fact of a closed list does not matter where all its values give one level', () => {
  const rows = [row(2, { depth: { min: 1 }, ground: ['sand'] }), row(2, { depth: { min: 1 }, ground: ['rock'] })];
  expect(evaluate(table(rows), depth(1))).toMatchObject({ level: 2, met: { vi: 'sâu 1', en: 'depth 1' } });
});

test('an alternative that is not known counts as not met', () => {
  expect(evaluate(table([row(1, { hearsay: { min: 1 } })]), {})).toEqual({ kind: 'none', reason: 'below-thresholds' });
});

const read = (levels: Reading['level'][]) =>
  levels.map((level, index) => ({ level, by: { vi: `bản ${String(index)}`, en: `copy ${String(index)}` } }));
const contested = (levels: [3 | 2, ...Reading['level'][]]): Row => ({
  ...row(levels[0], { depth: { min: 1 } }, 'contested'),
  readings: read(levels),
});

test('a contested row gives no level, names its readings and says that it is contested', () => {
  expect(evaluate(table([contested([2, null])]), depth(1))).toEqual({ kind: 'none', reason: 'contested', readings: read([2, null]) });
});

test('a provisional row carries its status', () => {
  expect(evaluate(table([row(2, { depth: { min: 1 } }, 'provisional')]), depth(1))).toMatchObject({ status: 'provisional' });
});

test('beside a contested row a lower sure one is the least that any reading can come to', () => {
  const rows = [contested([3, 1]), row(2, { depth: { min: 1 } })];
  expect(evaluate(table(rows), depth(1))).toEqual({ kind: 'none', reason: 'contested', readings: read([3, 2]) });
});

test('a sure row as high as the highest reading settles a contested one', () => {
  const rows = [contested([3, 2]), row(3, { depth: { min: 5 } })];
  expect(evaluate(table(rows), depth(5))).toMatchObject({ level: 3, status: 'confirmed' });
});

describe('a fact whose print is disputed', () => {
  const rows = [
    row(1, { depth: { min: 1 }, ground: ['sand'] }),
    row(2, { depth: { min: 1 }, ground: ['rock'] }),
    row(3, { depth: { min: 9 } }),
  ];
  const at = (value: number): Facts => ({ ...depth(value), ground: { ...SAND, either: [SAND, ROCK] } });

  test('gives a level where all its readings come to the same', () => {
    expect(evaluate(table(rows), at(9))).toMatchObject({ level: 3 });
    expect(evaluate(table(rows), at(0))).toEqual({ kind: 'none', reason: 'below-thresholds' });
  });

  test('is contested, with what each reading would give, where they differ', () => {
    expect(evaluate(table(rows), at(1))).toEqual({
      kind: 'none',
      reason: 'contested',
      readings: [
        { level: 1, by: { vi: 'cát', en: 'sand' } },
        { level: 2, by: { vi: 'đá', en: 'rock' } },
      ],
    });
  });

  test('leaves what else is missing to be named first', () => {
    expect(evaluate(table(rows), { ground: at(1).ground })).toEqual({ kind: 'none', reason: 'parameter-missing: depth' });
  });
});

test('a place that lies in two columns at once takes the higher', () => {
  const rows = [row(1, { ground: ['sand'] }), row(2, { ground: ['rock'] })];
  expect(evaluate(table(rows), { ground: { ...SAND, value: ['sand', 'rock'] } })).toMatchObject({ level: 2 });
});

test('of two rows of one level the surer is cited', () => {
  const rows = [row(2, { depth: { min: 1 } }, 'provisional'), row(2, { depth: { min: 2 } })];
  expect(evaluate(table(rows), depth(2))).toMatchObject({ status: 'confirmed', row: { vi: 'sâu 2 m trở lên', en: 'depth 2 m and more' } });
});

test('provisional rows switched off give no level, and say so where nothing else does', () => {
  const rows = [row(3, { depth: { min: 5 } }, 'provisional'), row(1, { depth: { min: 1, under: 6 } })];
  expect(evaluate(table(rows), depth(5), 'off')).toMatchObject({ level: 1 });
  expect(evaluate(table(rows), depth(7), 'off')).toEqual({ kind: 'none', reason: 'provisional-off' });
  expect(evaluate(table(rows), depth(0), 'off')).toEqual({ kind: 'none', reason: 'below-thresholds' });
});
