import { type Database, migrate, openPglite } from '@loa/adapters/postgres';
import type { IssuedWarning, Warnings } from '@loa/domain/ports';
import { communes } from '@loa/domain/place';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brotliDecompressSync } from 'node:zlib';
import type { BuiltFiles } from '@loa/runtime';
import { feedsBed } from '../test-bed.ts';

const AT = '2025-11-06T10:00:00.000Z';
let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());

const issued = (overrides: Parameters<typeof aWarning>[0], more: Partial<IssuedWarning> = {}): IssuedWarning => ({
  warning: aWarning({ status: 'Actual', issuerName: 'Trung tâm', ...overrides }),
  ...{ cancelledBy: null, supersededBy: null, lapsedAt: null, recalledAt: null },
  ...more,
});
function frontOf(
  all: readonly IssuedWarning[],
  at = AT,
  { exercises = [], screens }: { exercises?: IssuedWarning[]; screens?: BuiltFiles } = {},
) {
  const none = async () => [];
  const warnings: Warnings = {
    ...{ head: async () => 0, mark: async () => 'm', after: none, get: async () => null, several: none },
    notOverBy: async (status) => (status === 'Actual' ? [...all] : status === 'Exercise' ? exercises : []),
  };
  const { http } = feedsBed(db, { now: () => new Date(at), ports: { warnings, ...(screens && { screens }) } });
  return async (url = '/', headers = {}) => http.inject({ url, headers });
}
const textOf = (html: string): string =>
  (/<main[^]*<\/main>/.exec(html)?.[0] ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

const QUY_NHON = issued({ number: 1 });
const LY_SON = issued({ number: 2, entries: [aWarningEntry({ units: ['21548'], level: 3 })] });

test('what is in force stands under its level, in words beside the colour, and leads to its page', async () => {
  const front = frontOf([LY_SON, QUY_NHON]);
  const { body, headers, statusCode } = await front();
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect([...body.matchAll(/<h2[^>]*class="level l-(\d)">([^<]*)</g)].map(([, level, words]) => [level, words])).toEqual([
    ['4', 'Cấp độ rủi ro 4 (đỏ)'],
    ['3', 'Cấp độ rủi ro 3 (da cam)'],
  ]);
  expect(body).toContain('href="/warnings/actual-1"');
  expect(textOf(body)).toContain('2 cảnh báo đang có hiệu lực.');
  expect(body).toMatch(/<link rel="alternate" type="application\/atom\+xml"[^>]* href="\/feeds\/cap\.atom"/);
  expect((await front('/?language=en')).body).toMatch(
    /<html lang="en">[^]*Disaster warnings in force[^]*href="\/warnings\/actual-1\?language=en"/,
  );
});

test('where the places of a warning have different levels, each stands beside its own', async () => {
  const entries = [aWarningEntry({ level: 4 }), aWarningEntry({ units: ['21548'], level: 3 })];
  const { body } = await frontOf([issued({ entries })])();
  expect(body.match(/<p>Nơi[^<]*/g)).toEqual(['<p>Nơi (cấp 4): phường Quy Nhơn (Gia Lai)', '<p>Nơi (cấp 3): đặc khu Lý Sơn (Quảng Ngãi)']);
});

test('a commune, a province and an old name leave what concerns them alone; a name borne by several offers each', async () => {
  const front = frontOf([LY_SON, QUY_NHON]);
  const ids = async (query: string): Promise<string[]> =>
    [...(await front(query)).body.matchAll(/href="\/warnings\/(actual-\d)"/g)].map(([, id = '']) => id);
  expect(await ids('/?q=ph%C6%B0%E1%BB%9Dng+Quy+Nh%C6%A1n')).toEqual(['actual-1']);
  expect(await ids('/?q=binh+dinh')).toEqual(['actual-1']);
  expect(await ids('/?province=52')).toEqual(['actual-1']);
  expect(await ids('/?province=51')).toEqual(['actual-2']);
  const several = (await front('/?q=quy+nhon')).body;
  expect(textOf(several)).toContain('Có nhiều nơi tên “quy nhon”');
  expect(several).toContain('href="/?q=21583"');
});

test('an unknown name is said beside its field, hides nothing, and is never markup', async () => {
  const { body } = await frontOf([QUY_NHON])(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(body).not.toContain('<script');
  expect(body).toMatch(/aria-invalid="true"[^]*role="alert">[^<]*Không tìm thấy/);
  expect(body).toContain('/warnings/actual-1"');
});

test('nothing in force is never called safe, and what ran out without a successor is shown as that', async () => {
  const empty = textOf((await frontOf([])()).body);
  expect(empty).toContain('Loa hiện không có cảnh báo nào đang có hiệu lực.');
  expect(empty).toContain('không có nghĩa là an toàn');
  const lapsed = textOf((await frontOf([issued({}, { lapsedAt: '2025-11-06T21:00:00.000Z' })], '2025-11-06T22:00:00.000Z')()).body);
  expect(lapsed).toContain('hết hạn lúc 04:00, chưa có bản tin tiếp theo');
  expect(lapsed).toContain('Chưa ai nói rằng nguy hiểm đã qua.');
});

test('what Loa alone worked out as a level, and what was taken back are not on it', async () => {
  const proposed = issued({ entries: [aWarningEntry({ source: 'proposed', level: 5 })] });
  const ended = issued({ number: 2, action: 'end', entries: [aWarningEntry({ change: 'ended', level: null })] });
  const { body } = await frontOf([proposed, ended])();
  expect(textOf(body)).toContain('Chưa công bố cấp độ rủi ro');
  expect(body).not.toMatch(/class="level l-5|actual-2/);
});

test('an exercise stands in a frame of its own that says so, below what is real, and has the map only where nothing real is in force', async () => {
  const screens: BuiltFiles = { page: '', files: new Map(), entry: () => '/app/assets/public.js' };
  const drill = issued({ status: 'Exercise', number: 7, entries: [aWarningEntry({ units: ['21550'], level: 5 })] });
  const pageOf = async (real: IssuedWarning[], url = '/') => (await frontOf(real, AT, { exercises: [drill], screens })(url)).body;
  const alone = await pageOf([]);
  expect(textOf(alone)).toMatch(/hiện không có cảnh báo nào[^]*DIỄN TẬP: không phải cảnh báo thật[^]*cấp 5/i);
  expect(alone).toMatch(
    /<section class="exercise"[^]*data-levels="\/warnings\/levels\.json\?status=Exercise"[^]*href="\/warnings\/exercise-7"[^]*<\/section>/,
  );
  expect(alone.match(/id="loa-map"/g)).toHaveLength(1);
  const beside = await pageOf([QUY_NHON]);
  expect(beside).toContain('data-levels="/warnings/levels.json"');
  expect(beside.match(/id="loa-map"/g)).toHaveLength(1);
  expect(beside.indexOf('actual-1')).toBeLessThan(beside.indexOf('class="exercise"'));
  expect(textOf(beside)).toContain('1 cảnh báo đang có hiệu lực.');
  expect(await pageOf([QUY_NHON], '/?province=52')).not.toContain('exercise-7');
  const levels = frontOf([QUY_NHON], AT, { exercises: [drill] });
  expect((await levels('/warnings/levels.json?status=Exercise')).json()).toEqual({ 5: ['21550'] });
  expect((await levels('/warnings/levels.json')).json()).toEqual({ 4: ['21583'] });
  expect((await levels('/warnings/levels.json?status=Test')).statusCode).toBe(400);
});

test('its map colours every place once, by the highest level that was announced there', async () => {
  const above = issued({ number: 3, entries: [aWarningEntry({ units: ['21548', '21583'], level: 2 })] });
  const unsaid = issued({ number: 4, entries: [aWarningEntry({ units: ['21550'], source: 'proposed', level: 5 })] });
  const { body, headers } = await frontOf([LY_SON, above, unsaid])('/warnings/levels.json');
  expect(JSON.parse(body)).toEqual({ 2: ['21583'], 3: ['21548'], none: ['21550'] });
  expect(headers['cache-control']).toBe('public, max-age=10');
});

test('200 warnings of the whole country stay under 150 kB compressed, with an ETag, in the policy of pages, without scripts', async () => {
  const units = communes().map(({ code }) => code);
  const all = Array.from({ length: 200 }, (_, at) =>
    issued({
      number: at + 1,
      entries: [1, 2, 3, 4, 5].map((level) =>
        aWarningEntry({ level, units: units.slice(((at * 5 + level) * 37) % 3_000, (((at * 5 + level) * 37) % 3_000) + 40) }),
      ),
    }),
  );
  const front = frontOf(all);
  const first = await front('/', { 'accept-encoding': 'br' });
  expect([first.headers['content-encoding'], first.headers['cache-control']]).toEqual(['br', 'public, max-age=10']);
  expect(first.rawPayload.length).toBeLessThan(150_000);
  const html = brotliDecompressSync(first.rawPayload).toString();
  expect(html.match(/<li><h3>/g)).toHaveLength(200);
  expect(html).not.toMatch(/<script|style="|https?:\/\//);
  expect(first.headers['content-security-policy']).toMatch(/^default-src 'none'; img-src 'self'; style-src 'sha256-/);
  expect((await front('/', { 'accept-encoding': 'br', 'if-none-match': String(first.headers.etag) })).statusCode).toBe(304);
});

test.each(['/?province=99', '/?language=fr', `/?q=${'x'.repeat(101)}`])('%.20s is refused', async (url) => {
  expect((await frontOf([])(url)).statusCode).toBe(400);
});
