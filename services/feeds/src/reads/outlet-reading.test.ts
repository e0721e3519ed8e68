import { type Database, issuingTable, migrate, openPglite, outletReadsTable, outletsTable } from '@loa/adapters/postgres';
import { outletProfile } from '@loa/domain/outlet';
import type { OutletReads } from '@loa/domain/ports';
import { decideIssue } from '@loa/domain/warning';
import { hashOfKey } from '@loa/runtime';
import { anAssessment } from '@loa/testing/contract/tables';
import { until } from '@loa/testing/servers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { feedsBed } from '../test-bed.ts';
import { createReadNotes } from './read-notes.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const WITHIN_MS = 5_000;
let db: Database;
const open: (() => Promise<void>)[] = [];
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  for (let n = 1; n <= 4; n += 1)
    await issuingTable(db).issue(anAssessment({ event: { id: `event-${n}` }, status: 'Actual' }), { now: NOW, decide: decideIssue });
  await issuingTable(db).issue(anAssessment({ event: { id: 'event-5' }, status: 'Exercise' }), { now: NOW, decide: decideIssue });
});
afterAll(() => db.close());
beforeEach(() => db.query('truncate outlets, rate_limits restart identity cascade'));
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function bedOf(options: Parameters<typeof feedsBed>[1] = {}) {
  const bed = feedsBed(db, { now: () => new Date(NOW), settings: { noteEveryMs: 1 }, ...options });
  open.push(async () => bed.http.close());
  return bed.http;
}
const outlet = async (token: string, more: object = {}) => {
  const profile = outletProfile.parse({ name: 'Đài', contact: 'desk', way: { kind: 'feed' }, statuses: ['Actual', 'Exercise'], ...more });
  const { id } = await outletsTable(db).register(profile, { tokenHash: hashOfKey(token), secret: 'whsec_x' }, NOW);
  await outletsTable(db).stand(id, 'approved', 'operator', null, NOW);
  await db.query('update outlet_cursors set number = 0');
  return id;
};
const stands = async (id: number) => {
  const found = await outletsTable(db).get(id, NOW);
  return { proved: found?.provedAt ?? null, at: found?.cursors.map((one) => one.number) };
};
const as = (token: string) => ({ authorization: `Bearer ${token}` });

test.each([
  ['/feeds/cap.atom', [4, 0]],
  ['/feeds/in-force.json?province=52', [4, 0]],
  ['/feeds/exercise/cap.rss', [0, 1]],
  ['/api/warnings?after=3&limit=1', [3, 0]],
  ['/api/warnings?after=999', [4, 0]],
  ['/api/warnings?after=1&status=Exercise', [0, 1]],
  ['/api/warnings', [0, 0]],
])('%s by an outlet’s token proves its path and moves its cursors to %j', async (url, at) => {
  const http = bedOf();
  const [id, other] = [await outlet('its-token'), await outlet('of-another')];
  const answer = await http.inject({ url, headers: as('its-token') });
  expect(answer.statusCode).toBe(200);
  await until('it is noted', WITHIN_MS, async () => (await stands(id)).proved === NOW);
  expect([(await stands(id)).at, await stands(other)]).toEqual([at, { proved: null, at: [0, 0] }]);
});

test('a read that has it already counts as well, and one that goes back to an earlier number moves nothing', async () => {
  const http = bedOf();
  const id = await outlet('its-token');
  const etag = String((await http.inject({ url: '/feeds/cap.atom' })).headers['etag']);
  const again = await http.inject({ url: '/feeds/cap.atom', headers: { ...as('its-token'), 'if-none-match': etag } });
  expect(again.statusCode).toBe(304);
  await until('it is noted', WITHIN_MS, async () => (await stands(id)).at?.[0] === 4);
  await outletReadsTable(db).noteRead(id, 'Actual', 2, NOW);
  expect((await stands(id)).at).toEqual([4, 0]);
});

test('what fails, asks for the head alone, or carries another token proves nothing; a webhook is not proved by reading', async () => {
  const written: number[] = [];
  const reads: OutletReads = { ...outletReadsTable(db), noteRead: async (id) => void written.push(id) };
  const http = bedOf({ ports: { outletReads: reads } });
  await outlet('its-token');
  const pushed = await outlet('of-a-webhook', { way: { kind: 'webhook', url: 'https://example.com/' } });
  const status = async (url: string, token: string, method: 'GET' | 'HEAD' = 'GET') =>
    (await http.inject({ method, url, headers: as(token) })).statusCode;
  expect(await status('/api/warnings?limit=x', 'its-token')).toBe(400);
  expect(await status('/feeds/cap.atom', 'its-token', 'HEAD')).toBe(200);
  expect(await status('/feeds/cap.atom', 'unknown')).toBe(200);
  expect((await http.inject('/feeds/cap.atom')).statusCode).toBe(200);
  expect(written).toEqual([]);
  await outletReadsTable(db).noteRead(pushed, 'Actual', 3, NOW);
  expect(await stands(pushed)).toEqual({ proved: null, at: [0, 0] });
});

test('a stream proves the path when it opens and with what it carries', async () => {
  const http = bedOf({ settings: { noteEveryMs: 1, pollMs: 5 } });
  const id = await outlet('its-token');
  const url = await http.listen({ host: '127.0.0.1', port: 0 });
  const ending = new AbortController();
  const response = await fetch(`${url}/api/stream?after=1`, { headers: as('its-token'), signal: ending.signal });
  await until('it is noted', WITHIN_MS, async () => (await stands(id)).at?.[0] === 4);
  expect(response.status).toBe(200);
  ending.abort();
});

test('a token reads no faster than its rate; who has none, or another one, is not held back by it', async () => {
  const http = bedOf({ settings: { readRate: { perSecond: 0.001, burst: 2 } } });
  await Promise.all([outlet('one'), outlet('two')]);
  const status = async (token: string | null) =>
    (await http.inject({ url: '/api/warnings', ...(token !== null && { headers: as(token) }) })).statusCode;
  const answers = [];
  for (const token of ['one', 'one', 'one', 'two', null, null, null, 'unknown', 'unknown', 'unknown']) answers.push(await status(token));
  expect(answers).toEqual([200, 200, 429, 200, 200, 200, 200, 200, 200, 200]);
  const refused = await http.inject({ url: '/feeds/cap.atom', headers: as('one') });
  expect([refused.statusCode, Number(refused.headers['retry-after']) > 500]).toEqual([429, true]);
});

test('no fault of the noting ends a read', async () => {
  const away = async (): Promise<never> => Promise.reject(new Error('away'));
  await outlet('its-token');
  const cases = [
    { outletReads: { outletOf: away, noteRead: away } },
    { outletReads: { ...outletReadsTable(db), noteRead: away } },
    { rateLimiter: { take: away } },
  ];
  for (const ports of cases)
    expect((await bedOf({ ports }).inject({ url: '/feeds/cap.atom', headers: as('its-token') })).statusCode).toBe(200);
});

test('the first read is written at once, and of those that follow the furthest when the time is over, per outlet and sequence', async () => {
  vi.useFakeTimers();
  try {
    const written: unknown[] = [];
    const note = createReadNotes({ write: async (...all) => void written.push(all), everyMs: 60_000, onError: () => undefined });
    for (const number of [1, 7, 5]) note(1, 'Actual', number);
    note(2, 'Actual', 3);
    expect(written.splice(0)).toEqual([
      [1, 'Actual', 1],
      [2, 'Actual', 3],
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(written.splice(0)).toEqual([[1, 'Actual', 7]]);
    await vi.advanceTimersByTimeAsync(120_000);
    note(1, 'Actual', 8);
    expect(written).toEqual([[1, 'Actual', 8]]);
  } finally {
    vi.useRealTimers();
  }
});
