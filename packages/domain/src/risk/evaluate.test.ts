import { expect, test } from 'vitest';
import { z } from 'zod';
import { decisionTable, type Facts, type Row } from './decision-table.ts';
import { evaluate } from './evaluate.ts';

const row = (level: Row['level'], when: Row['when'], status: Row['status'] = 'confirmed'): Row => ({
  when,
  level,
  clause: `99.${String(level)}`,
  status,
  source: 'a table of this test',
});
const table = (rows: Row[]) =>
  decisionTable({
    hazards: ['fog'],
    article: 99,
    facts: ['depth', 'ground'],
    alternatives: ['hearsay'],
    closed: {
      ground: [
        { value: 'sand', vi: 'cát', en: 'sand' },
        { value: 'rock', vi: 'đá', en: 'rock' },
      ],
    },
    rows,
    parameters: z.unknown(),
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

test('a contested row gives no level and says that it is contested', () => {
  expect(evaluate(table([row(2, { depth: { min: 1 } }, 'contested')]), depth(1))).toEqual({ kind: 'none', reason: 'contested' });
});

test('a provisional row carries its status', () => {
  expect(evaluate(table([row(2, { depth: { min: 1 } }, 'provisional')]), depth(1))).toMatchObject({ status: 'provisional' });
});
