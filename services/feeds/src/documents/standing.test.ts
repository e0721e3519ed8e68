import { type Database, issuingTable, lapsingTable, migrate, openPglite, warningsTable } from '@loa/adapters/postgres';
import { decideIssue, lapses } from '@loa/domain/warning';
import { aStormArea } from '@loa/testing/builders';
import { anAssessment } from '@loa/testing/contract/tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStanding, type Standing } from './standing.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const END = '2025-11-06T12:00:00.000Z';
let db: Database;
let standing: Standing;
let now = NOW;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  standing = createStanding(warningsTable(db), () => new Date(now));
});
afterAll(() => db.close());

const issue = (id: string) =>
  issuingTable(db).issue(anAssessment({ event: { id }, status: 'Actual', areas: [aStormArea({ window: { from: NOW, to: END } })] }), {
    now,
    decide: decideIssue,
  });
const ids = async (): Promise<string[]> => (await standing('Actual')).issued.map(({ warning }) => warning.id);

test('the snapshot stays the same object until something is issued or recalled', async () => {
  await issue('first');
  const first = await standing('Actual');
  expect(await standing('Actual')).toBe(first);
  await issue('second');
  expect(await ids()).toEqual(['actual-1', 'actual-2']);
  await db.query("update warnings set recalled_at = $1 where id = 'actual-1'", [NOW]);
  expect(await ids()).toEqual(['actual-2']);
});

test('it is made anew when a warning runs out, when its lapse is told, after 3 h and after 48 h', async () => {
  const seen = [await standing('Actual')];
  for (const at of ['2025-11-06T12:00:00.000Z', '2025-11-06T15:00:00.000Z', '2025-11-08T12:00:00.000Z']) {
    now = at;
    seen.push(await standing('Actual'));
    if (at !== END) continue;
    for (const event of await lapsingTable(db).due(now)) await lapsingTable(db).record(event, { now, decide: lapses });
    seen.push(await standing('Actual'));
  }
  expect(new Set(seen).size).toBe(5);
  expect(seen.map(({ issued }) => issued.length)).toEqual([1, 1, 1, 1, 0]);
});
