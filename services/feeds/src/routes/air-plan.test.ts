import { airingsTable, type Database, lapsingTable, migrate, openPglite, outletsTable } from '@loa/adapters/postgres';
import { lapses } from '@loa/domain/warning';
import { manualClock } from '@loa/testing/clock';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { at, issueKalmaegi, issueStorm } from '../airing/test-bed.ts';
import { feedsBed, PUBLIC_URL } from '../test-bed.ts';

const row = z.object({
  ...{ id: z.string(), warningId: z.string(), medium: z.string(), kind: z.string(), dueAt: z.string(), when: z.string() },
  basis: z.object({ id: z.string(), status: z.string(), cited: z.string().nullable() }),
  report: z.object({ state: z.string(), outlets: z.int(), late: z.int() }),
  note: z.object({ read: z.string(), said: z.string() }).optional(),
  texts: z.object({ headline: z.string(), crawl: z.string(), radio: z.string(), loudspeaker: z.string() }).optional(),
  urls: z.record(z.string(), z.string()).optional(),
});
const plan = z.object({ airings: z.array(row) });
const own = plan.extend({ state: z.string(), stopped: z.string().nullable() });

const clock = manualClock(at('02:10'));
let db: Database;
let http: FastifyInstance;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());
afterEach(() => http.close());
beforeEach(async () => {
  await db.query('truncate warnings, events, lapses, airings, bulletins, outlets restart identity cascade');
  await db.query('update counter set last = 0');
  clock.set(at('02:10'));
  http = feedsBed(db, { now: clock.now }).http;
});

const get = (url: string, headers: Record<string, string> = {}) => http.inject({ url, headers });
const planned = async (query = '') => plan.parse((await get(`/api/air-plan${query}`)).json()).airings;
const short = (rows: readonly z.output<typeof row>[]) =>
  rows.map(({ id, when, dueAt }) => `${id} ${when} ${new Date(Date.parse(dueAt) + 7 * 3_600_000).toISOString().slice(11, 16)}`);
const onEastSea = { type: 'on-east-sea' } as const;

test('what is due comes in order of time with its text, its rule, how sure that is, and where everything else stands', async () => {
  await issueStorm(db, 'first', at('02:04'), { ...onEastSea, finishedAt: at('02:00') });
  const rows = await planned('?hours=4&medium=radio');
  expect(short(rows)).toEqual(['actual-1.radio-1 coming 03:00', 'actual-1.radio-2 coming 05:00']);
  const [first] = rows;
  expect(first?.note?.read).toBe('Tin phát lúc 02:04 ngày 6/11; tin tiếp theo 05:00');
  expect(first?.basis).toMatchObject({ id: 'radio-2021', status: 'provisional', cited: expect.stringContaining('18/2021/QĐ-TTg') });
  expect(first?.texts?.radio).toMatch(
    /Tin phát lúc hai giờ bốn.* ngày sáu tháng mười một; tin tiếp theo lúc năm giờ ngày sáu tháng mười một\.$/,
  );
  expect(first?.urls?.['map']).toBe(`${PUBLIC_URL}/warnings/actual-1/map.png`);
  expect(short(await planned('?hours=4'))).toContain('actual-1.television-1 now 02:04');
  expect((await planned('?hours=0&language=en'))[0]?.note?.read).toBe('Issued at 02:04 on 6 Nov; next bulletin 05:00');
});

test('the airings of several warnings stand in one plan, and filters leave out the others', async () => {
  await issueStorm(db, 'first', at('02:00'));
  await issueStorm(db, 'second', at('02:05'), onEastSea);
  const [radio, television] = ['radio', 'television'].map((one) => `medium=${one}&hours=2`);
  expect(short(await planned(`?${radio}`))).toEqual([
    'actual-1.radio-1 now 02:00',
    'actual-2.radio-1 coming 03:00',
    'actual-1.radio-2 coming 04:00',
  ]);
  expect(short(await planned(`?${television}`))).toHaveLength(3);
  expect([await planned('?province=01'), await planned('?hazard=tsunami')]).toEqual([[], []]);
  expect((await planned('?province=52')).length).toBeGreaterThan(0);
});

test('exercises stand in the plan of exercises alone', async () => {
  await issueKalmaegi(db, 1, 'Exercise', at('06:01'));
  clock.set(at('06:02'));
  expect(await planned()).toEqual([]);
  const [first] = await planned('?status=Exercise');
  expect([first?.id, first?.when]).toEqual(['exercise-1.radio-1', 'now']);
  for (const text of Object.values(first?.texts ?? {}).filter((one) => typeof one === 'string')) expect(text).toMatch(/^DIỄN TẬP\. /i);
});

test('nothing is due of a warning that something newer replaced, and one that was recalled is not shown', async () => {
  const before = await issueStorm(db, 'series', at('02:00'));
  const next = await issueStorm(db, 'series', at('02:09'), { sequence: 2, type: 'correction' });
  expect(new Set((await planned()).map((one) => one.warningId))).toEqual(new Set([next]));
  expect(own.parse((await get(`/api/warnings/${before}/air-plan`)).json())).toEqual({
    ...{ state: 'superseded', stopped: 'superseded', airings: [] },
  });
  await db.query('update warnings set recalled_at = now() where id = $1', [next]);
  expect(new Set((await planned()).map((one) => one.warningId))).toEqual(new Set([before]));
  expect((await get(`/api/warnings/${next}/air-plan`)).statusCode).toBe(410);
  expect((await get('/api/warnings/actual-99/air-plan')).statusCode).toBe(404);
});

test('that a warning ran out is due once, for three hours, and never called safe', async () => {
  await issueStorm(db, 'series', at('02:00'));
  clock.set(at('23:10'));
  await lapsingTable(db).record('series', { now: at('23:10'), decide: lapses });
  const rows = await planned('?medium=radio');
  expect(short(rows)).toEqual(['actual-1.radio-lapsed now 23:00']);
  expect(rows[0]?.texts?.headline).toMatch(/^Hết hạn lúc 23:00 ngày 6\/11, chưa có bản tin tiếp theo\./);
  expect(JSON.stringify(rows)).not.toMatch(/an toàn/i);
  clock.set(at('02:01', 7));
  expect(await planned()).toEqual([]);
});

test('the plan says which airings were reported, in time or late, and which were not', async () => {
  const id = await issueStorm(db, 'series', at('02:00'));
  const outlet = await outletsTable(db).register(
    { name: 'Đài của phép thử', contact: 'desk', way: { kind: 'feed' }, filters: {}, statuses: ['Actual'], language: 'vi' },
    { tokenHash: 'token', secret: 'secret' },
    at('02:00'),
  );
  const report = (medium: 'radio' | 'television', airedAt: string) =>
    airingsTable(db).keep({ outletId: outlet.id, warningId: id, medium, dueAt: at('02:00'), airedAt, note: null, reportedAt: airedAt });
  await report('radio', at('02:05'));
  await report('television', at('02:06'));
  clock.set(at('04:06'));
  const mine = own.parse((await get(`/api/warnings/${id}/air-plan?hours=1`)).json());
  expect([mine.state, mine.stopped]).toEqual(['in-force', null]);
  expect(mine.airings.map((one) => [one.id, one.when, one.report.state, one.texts === undefined])).toEqual([
    ['actual-1.radio-1', 'passed', 'aired', true],
    ['actual-1.television-1', 'passed', 'late', true],
    ['actual-1.radio-2', 'now', 'not-reported', false],
    ['actual-1.television-2', 'now', 'not-reported', false],
  ]);
  clock.set(at('04:05'));
  expect((await planned('?medium=radio&hours=0'))[0]?.report).toEqual({ state: 'awaited', outlets: 0, late: 0 });
});

test('who has the plan is told so by 304, as long as nothing of it changes', async () => {
  await issueStorm(db, 'series', at('02:00'));
  const { headers } = await get('/api/air-plan');
  const again = () => get('/api/air-plan', { 'if-none-match': String(headers.etag) });
  expect([(await again()).statusCode, headers['access-control-allow-origin']]).toEqual([304, '*']);
  clock.set(at('04:00'));
  expect((await again()).statusCode).toBe(200);
});

test.each(['hours=x', 'hours=73', 'medium=fax', 'status=Rumour', 'province=99', 'language=fr'])(
  '%s is refused with the parameter named',
  async (query) => {
    const answer = await get(`/api/air-plan?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: { path: string }[] }>().errors[0]?.path).toContain(query.split('=')[0]);
  },
);
