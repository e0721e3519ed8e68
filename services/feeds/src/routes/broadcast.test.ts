import { type Database, lapsingTable, migrate, openPglite } from '@loa/adapters/postgres';
import { lapses } from '@loa/domain/warning';
import { aStormArea } from '@loa/testing/builders';
import { manualClock } from '@loa/testing/clock';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { at, issueKalmaegi, issueStorm } from '../airing/test-bed.ts';
import { feedsBed, PUBLIC_URL } from '../test-bed.ts';

const broadcast = z.object({
  ...{ state: z.string(), mark: z.object({ kind: z.string(), read: z.string(), said: z.string() }).nullable() },
  ...{ headline: z.string(), crawl: z.string(), radio: z.string(), loudspeaker: z.string(), stormTable: z.string().nullable() },
  ...{ note: z.object({ read: z.string() }), urls: z.record(z.string(), z.string()), supersededBy: z.string().nullable() },
});

const clock = manualClock(at('08:30'));
let db: Database;
let http: FastifyInstance;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  http = feedsBed(db, { now: clock.now }).http;
});
afterAll(async () => {
  await http.close();
  await db.close();
});

const get = (id: string, query = '', headers: Record<string, string> = {}) =>
  http.inject({ url: `/api/warnings/${id}/broadcast${query}`, headers });
const packageOf = async (id: string, query = '') => broadcast.parse((await get(id, query)).json());
const textsOf = ({ headline, crawl, radio, loudspeaker }: z.output<typeof broadcast>) => [headline, crawl, radio, loudspeaker];

test('a real storm bulletin is ready to air in both languages, with its table and the addresses of everything else', async () => {
  const id = await issueKalmaegi(db, 2, 'Actual', at('08:01'));
  const vi = await packageOf(id);
  expect([vi.state, vi.mark]).toEqual(['in-force', null]);
  expect(vi.headline).toMatch(/^Bão số 13, \d+ tỉnh và biển\. Rủi ro thiên tai cấp 4\/5 \(đỏ\)$/);
  for (const text of [vi.crawl, vi.radio, vi.loudspeaker]) expect(text).toMatch(/bão số (13|mười ba).*Kalmaegi/i);
  expect(vi.stormTable).toContain('Tâm: 08:00 06/11  13,2°N 112,3°E');
  expect(vi.stormTable).toContain('19:00 06/11  14,0°N 109,4°E  13-14      17          vùng ven biển Quảng Ngãi - Đắk Lắk');
  expect(vi.note.read).toBe('Tin phát lúc 08:01 ngày 6/11; tin tiếp theo 11:00');
  const base = `${PUBLIC_URL}/warnings/${id}`;
  expect(vi.urls).toMatchObject({ cap: `${base}.xml`, html: base, map: `${base}/map.png` });
  const en = await packageOf(id, '?language=en');
  expect(en.headline).toMatch(/^Storm, \d+ provinces and sea\. Disaster risk level 4/);
  for (const text of [en.crawl, en.radio, en.loudspeaker]) expect(text).toMatch(/storm no\. (13|thirteen).*Kalmaegi/i);
  expect(en.stormTable).toContain('Movement: west-north-west, 30 km/h');
});

test('for a province the texts name its places alone, and one that is not named has none', async () => {
  const id = 'actual-1';
  const all = await packageOf(id);
  const here = await packageOf(id, '?province=52');
  expect([all, here].map(({ radio }) => /và \p{L}+(?: \p{L}+)* nơi khác/u.test(radio))).toEqual([true, false]);
  expect(here.radio).toContain('Gia Lai');
  expect((await get(id, '?province=04')).json()).toMatchObject({ status: 404, type: 'urn:loa:problem:places-not-named' });
  for (const query of ['province=99', 'language=fr']) expect((await get(id, `?${query}`)).statusCode).toBe(400);
});

test('who has it is told so by 304, until something becomes of it; pages of other origins may read it', async () => {
  const id = await issueStorm(db, 'tagged', at('08:00'));
  const first = await get(id);
  const etag = String(first.headers.etag);
  expect([first.headers['access-control-allow-origin'], (await get(id, '', { 'if-none-match': etag })).statusCode]).toEqual(['*', 304]);
  await issueStorm(db, 'tagged', at('08:20'), { sequence: 2, type: 'correction' });
  expect((await get(id, '', { 'if-none-match': etag })).statusCode).toBe(200);
});

test.each<[string, NonNullable<Parameters<typeof issueStorm>[3]>, RegExp]>([
  [
    'superseded',
    { areas: [aStormArea({ announcedLevel: 5, window: { from: at('08:20'), to: at('23:00') } })] },
    /^(ĐÃ CÓ TIN MỚI THAY THẾ|Tin này đã được thay bằng tin mới)/,
  ],
  ['corrected', { type: 'correction' }, /đính chính/i],
  ['closed', { type: 'final', areas: [] }, /tin cuối cùng/i],
  ['cancelled', { type: 'cancellation', areas: [] }, /hủy/i],
])('a warning that was %s says so at the beginning of every text and above the table', async (kind, next, said) => {
  const storm = { centre: { at: at('08:00'), lat: 13.2, lon: 112.3, windForce: 14 }, steps: [] };
  const before = await issueStorm(db, `then-${kind}`, at('08:00'), { storm });
  await issueStorm(db, `then-${kind}`, at('08:20'), { sequence: 2, ...next });
  const found = await packageOf(before);
  expect([found.mark?.kind, found.supersededBy]).toEqual([kind, expect.stringMatching(/^actual-\d+$/)]);
  for (const text of [...textsOf(found), found.stormTable]) expect(text?.slice(0, 80)).toMatch(said);
});

test('what ran out is marked with the time, before it is recorded and after, and never called safe', async () => {
  const id = await issueStorm(db, 'runs-out', at('08:00'));
  clock.set(at('23:30'));
  const before = await packageOf(id);
  await lapsingTable(db).record('runs-out', { now: at('23:30'), decide: lapses });
  for (const found of [before, await packageOf(id)]) {
    expect([found.state, found.mark?.read]).toEqual(['lapsed', 'Hết hạn lúc 23:00 ngày 6/11, chưa có bản tin tiếp theo']);
    for (const text of textsOf(found)) expect(text).not.toMatch(/an toàn/i);
  }
  clock.set(at('08:30'));
});

test('of a recalled warning nothing is given, and what does not exist is unknown', async () => {
  const id = await issueStorm(db, 'recalled', at('08:00'));
  await db.query('update warnings set recalled_at = $1 where id = $2', [at('08:10'), id]);
  const answer = await get(id);
  expect([answer.statusCode, answer.body.includes('Bình Định')]).toEqual([410, false]);
  expect((await get('actual-999')).statusCode).toBe(404);
});
