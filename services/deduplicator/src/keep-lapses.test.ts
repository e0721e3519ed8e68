import { type Database, issuingTable, lapsingTable, migrate, openPglite, warningsTable } from '@loa/adapters/postgres';
import { decideIssue, lapses } from '@loa/domain/warning';
import { aStormArea } from '@loa/testing/builders';
import { anAssessment } from '@loa/testing/contract/tables';
import { testLogger } from '@loa/testing/logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepLapses } from './keep-lapses.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const END = '2025-11-06T12:00:00.000Z';
const log = testLogger('deduplicator');

let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());

const issue = (id: string, overrides: Parameters<typeof anAssessment>[0] = {}, now = NOW) =>
  issuingTable(db).issue(anAssessment({ event: { id }, status: 'Actual', ...overrides }), { now, decide: decideIssue });
const sequence = async () => (await warningsTable(db).after('Actual', 0, 100)).map((one) => [one.number, one.kind, one.issued.warning.id]);

test('what ran out takes the next number once, and a later bulletin of its series the one after it', async () => {
  await issue('first');
  await issue('second');
  await issue('second', { sequence: 2, type: 'final', areas: [] });
  const stop = keepLapses({ lapsing: lapsingTable(db), clock: { now: () => new Date(END) }, log }, 5);
  await expect.poll(sequence, { timeout: 20_000 }).toEqual([
    [1, 'issued', 'actual-1'],
    [2, 'issued', 'actual-2'],
    [3, 'issued', 'actual-3'],
    [4, 'lapsed', 'actual-1'],
  ]);
  await stop();
  expect(await lapsingTable(db).due(END)).toEqual([]);
  expect(await lapsingTable(db).record('first', { now: END, decide: lapses })).toBe(0);
  expect(await warningsTable(db).get('actual-1')).toMatchObject({ lapsedAt: END, supersededBy: null });
  expect(await warningsTable(db).get('actual-2')).toMatchObject({ lapsedAt: null, supersededBy: 'actual-3' });
  const areas = [aStormArea({ window: { from: END, to: '2025-11-07T00:00:00.000Z' } })];
  await issue('first', { sequence: 2, finishedAt: END, areas }, END);
  expect((await sequence()).at(-1)).toEqual([5, 'issued', 'actual-5']);
});

test('a recalled warning does not lapse, nor one that is not over', async () => {
  await issue('recalled');
  await issue('going-on');
  await db.query("update warnings set recalled_at = now() where event_id = 'recalled'");
  const before = await sequence();
  expect(await lapsingTable(db).due('2025-11-06T11:59:59.000Z')).toEqual([]);
  expect(await lapsingTable(db).record('recalled', { now: END, decide: lapses })).toBe(0);
  expect(await lapsingTable(db).record('unknown', { now: END, decide: lapses })).toBe(0);
  expect(await sequence()).toEqual(before);
});
