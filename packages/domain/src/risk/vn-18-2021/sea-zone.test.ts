import { expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { stormTable } from './storm.ts';
import { strongWindTable } from './strong-wind-at-sea.ts';

const window = { from: '2025-09-28T00:00:00.000Z', to: '2025-09-28T12:00:00.000Z' };
const levelOf = (table: typeof stormTable, windForce: number, unit: string, seaZone?: 'coastal' | 'open') => {
  const facts = table.read({ windForce, ...(seaZone && { seaZone }) }, window)(unit);
  const verdict = facts === null ? null : evaluate(table, facts);
  return verdict?.kind === 'level' ? verdict.level : (verdict?.reason ?? 'no-table');
};

test('the sea that a bulletin speaks of outranks the kind of its area; unsaid, the area decides', () => {
  const [coastal, gulf] = ['quang-tri-quang-ngai', 'bac-vinh-bac-bo'];
  expect([undefined, 'coastal', 'open'].map((zone) => levelOf(stormTable, 13, coastal, zone as 'open'))).toEqual([4, 4, 3]);
  expect([undefined, 'coastal', 'open'].map((zone) => levelOf(stormTable, 13, gulf, zone as 'open'))).toEqual([3, 4, 3]);
  expect([undefined, 'coastal', 'open'].map((zone) => levelOf(strongWindTable, 7, coastal, zone as 'open'))).toEqual([3, 3, 2]);
});

test('it changes nothing on land', () => {
  for (const zone of [undefined, 'coastal', 'open'] as const) expect(levelOf(stormTable, 13, '21583', zone)).toBe(4);
});
