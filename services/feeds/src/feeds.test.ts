import { type Database, issuingTable, migrate, openPglite } from '@loa/adapters/postgres';
import { decideIssue } from '@loa/domain/warning';
import { anAssessment } from '@loa/testing/contract/tables';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { feedsBed } from './test-bed.ts';

let db: Database;
let http: FastifyInstance;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  http = feedsBed(db).http;
  for (let n = 1; n <= 5; n += 1) {
    const assessment = anAssessment({ event: { id: `event-${n}` }, status: n === 5 ? 'Test' : 'Actual' });
    await issuingTable(db).issue(assessment, { now: '2025-11-06T00:00:00.000Z', decide: decideIssue });
  }
});
afterAll(async () => {
  await http.close();
  await db.close();
});

const page = async (query: string) =>
  (await http.inject({ url: `/api/warnings${query}` })).json<{ items: { id: string; number: number }[]; next: number }>();

test('warnings come in order of number, from the cursor on, and give the next cursor', async () => {
  const first = await page('?after=0&limit=3');
  expect([first.items.map((item) => item.number), first.next]).toEqual([[1, 2, 3], 3]);
  const second = await page(`?after=${first.next}&limit=3`);
  expect([second.items.map((item) => item.id), second.next]).toEqual([['actual-4'], 4]);
  expect(await page('?after=4')).toEqual({ items: [], next: 4 });
});

test('each status has its own numbers; Actual unless asked otherwise', async () => {
  expect((await page('')).items.map((item) => item.id)).toEqual(['actual-1', 'actual-2', 'actual-3', 'actual-4']);
  expect((await page('?status=Test')).items).toMatchObject([
    { id: 'test-1', cancelledBy: null, recalledAt: null, entries: [{ level: 4 }] },
  ]);
});

test('a warning by its id says whether it was recalled', async () => {
  await db.query("update warnings set recalled_at = '2025-11-06T01:00:00Z' where id = 'actual-2'");
  expect((await http.inject({ url: '/api/warnings/actual-2' })).json()).toMatchObject({
    id: 'actual-2',
    recalledAt: '2025-11-06T01:00:00.000Z',
  });
  expect((await http.inject({ url: '/api/warnings/actual-99' })).statusCode).toBe(404);
});

test.each(['?after=-1', '?after=x', '?limit=0', '?limit=1001', '?status=Rumour'])(
  '%s is refused with the parameter named',
  async (query) => {
    const answer = await http.inject({ url: `/api/warnings${query}` });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: { path: string }[] }>().errors[0]?.path).toBe(/\w+/.exec(query)?.[0]);
  },
);
