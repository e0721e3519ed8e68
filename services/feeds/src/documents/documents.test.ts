import { type Database, issuingTable, lapsingTable, migrate, openPglite } from '@loa/adapters/postgres';
import { check, readCap, readFeed } from '@loa/cap';
import { decideIssue, lapses } from '@loa/domain/warning';
import { aStormArea } from '@loa/testing/builders';
import { anAssessment } from '@loa/testing/contract/tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { feedsBed, type FeedsBed, PUBLIC_URL } from '../test-bed.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const END = '2025-11-06T12:00:00.000Z';

let db: Database;
let bed: FeedsBed;
let now = NOW;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  bed = feedsBed(db, { now: () => new Date(now) });
});
afterAll(async () => {
  await bed.http.close();
  await db.close();
});

const issue = (id: string, overrides: Parameters<typeof anAssessment>[0] = {}) =>
  issuingTable(db).issue(anAssessment({ event: { id }, status: 'Actual', ...overrides }), { now, decide: decideIssue });
const get = (url: string, headers: Record<string, string> = {}) => bed.http.inject({ url, headers });
const linked = async (path: string): Promise<string[]> => {
  const feed = readFeed((await get(path)).rawPayload);
  if (feed.kind === 'refused') throw new Error(feed.says);
  return feed.entries.map((entry) => entry.links.find((one) => one.href.endsWith('.xml'))?.href ?? entry.id ?? '').toSorted();
};
const cap = (...ids: string[]) => ids.map((id) => `${PUBLIC_URL}/warnings/${id}.xml`);

test('an issued warning stands in every document and under its addresses, and its CAP file has no finding', async () => {
  await issue('first', { areas: [aStormArea({ announcedLevel: 4 })] });
  expect([await linked('/feeds/cap.atom'), await linked('/feeds/cap.rss')]).toEqual([cap('actual-1'), cap('actual-1')]);
  const answer = await get('/warnings/actual-1.xml');
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/cap+xml; charset=utf-8']);
  const read = readCap(answer.rawPayload);
  if (read.kind === 'refused') throw new Error(read.says);
  expect([read.findings, check(read.alert, { strict: true })]).toEqual([[], []]);
  for (const [path, items] of [
    ['warnings.json', 'items'],
    ['warnings.geojson', 'features'],
    ['in-force.json', 'warnings'],
  ] as const)
    expect((await get(`/feeds/${path}`)).json<Record<string, unknown[]>>()[items]).not.toEqual([]);
  expect((await get('/warnings/actual-1.json')).json()).toMatchObject({ id: 'actual-1', supersededBy: null });
  const page = await get('/warnings/actual-1?language=en');
  expect([page.headers['content-type'], page.body]).toEqual(['text/html; charset=utf-8', expect.stringContaining('Disaster risk level 4')]);
});

test('the public folder holds Actual alone; exercises and tests stand under their own addresses', async () => {
  await issue('an-exercise', { status: 'Exercise' });
  await issue('a-test', { status: 'Test' });
  expect(await linked('/feeds/cap.atom')).toEqual(cap('actual-1'));
  expect([await linked('/feeds/exercise/cap.atom'), await linked('/feeds/test/cap.rss')]).toEqual([cap('exercise-1'), cap('test-1')]);
});

test('who has the content is told so by 304, in whatever coding it came; HEAD has no body', async () => {
  const plain = await get('/feeds/cap.atom');
  const zipped = await get('/feeds/cap.atom', { 'accept-encoding': 'gzip' });
  const brotli = await get('/feeds/cap.atom', { 'accept-encoding': 'gzip, br' });
  expect([gunzipSync(zipped.rawPayload).toString(), brotliDecompressSync(brotli.rawPayload).toString()]).toEqual([plain.body, plain.body]);
  for (const { headers } of [plain, zipped, brotli]) {
    const again = await get('/feeds/cap.atom', { 'if-none-match': `W/"other", ${String(headers.etag)}` });
    expect([again.statusCode, again.body, headers['access-control-allow-origin']]).toEqual([304, '', '*']);
  }
  expect((await get('/feeds/cap.atom', { 'if-none-match': '"other"' })).statusCode).toBe(200);
  const head = await bed.http.inject({ method: 'HEAD', url: '/feeds/cap.atom' });
  expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', plain.headers.etag]);
});

test('what the hub pushes names hub and topic in its headers, also to who has it', async () => {
  const link = (path: string) => `<${PUBLIC_URL}/websub>; rel="hub", <${PUBLIC_URL}${path}>; rel="self"`;
  for (const path of ['/feeds/cap.atom?province=52%2C48', '/feeds/cap.rss', '/feeds/exercise/warnings.json']) {
    const { headers } = await get(path);
    expect(headers.link).toBe(link(path));
    expect((await get(path, { 'if-none-match': String(headers.etag) })).headers.link).toBe(link(path));
  }
  for (const path of ['/feeds/warnings.geojson', '/feeds/in-force.json']) expect((await get(path)).headers).not.toHaveProperty('link');
});

test('a filter asks for provinces, hazards and levels; what it names wrongly is refused with its name', async () => {
  expect(await linked('/feeds/cap.atom?province=52&hazard=storm&level=3')).toEqual(cap('actual-1'));
  expect((await get('/feeds/warnings.json?province=01')).json()).toMatchObject({ items: [] });
  for (const query of ['province=99', 'hazard=meteor', 'level=0', 'language=fr']) {
    const answer = await get(`/feeds/cap.rss?${query}`);
    expect([answer.statusCode, answer.json<{ errors: { path: string }[] }>().errors[0]?.path.split('.')[0]]).toEqual([
      400,
      query.split('=')[0],
    ]);
  }
});

test('what runs out stays for three hours as lapsed, never as clear, and leaves the feeds after two days', async () => {
  const lapsed = async () => (await get('/feeds/in-force.json')).json<{ warnings: { id: string; mark: string | null }[] }>().warnings;
  now = END;
  await lapsingTable(db).record('first', { now, decide: lapses });
  expect(await lapsed()).toMatchObject([{ id: 'actual-1', mark: 'hết hạn lúc 19:00, chưa có bản tin tiếp theo' }]);
  now = '2025-11-06T15:00:01.000Z';
  expect(await lapsed()).toEqual([]);
  expect(await linked('/feeds/cap.atom')).toEqual(cap('actual-1'));
  now = '2025-11-08T12:00:01.000Z';
  expect((await get('/feeds/warnings.json')).json()).toMatchObject({ items: [] });
  expect((await get('/warnings/actual-1.xml')).statusCode).toBe(200);
  now = NOW;
});

test('a CAP address gives the same bytes for ever, and an update refers to what it stands in for', async () => {
  const first = (await get('/warnings/actual-1.xml')).body;
  await issue('first', { sequence: 2, areas: [aStormArea({ announcedLevel: 5 })] });
  const other = feedsBed(db, { env: { LOA_CAP_SENDER_NAME: 'Another name' } });
  expect((await other.http.inject({ url: '/warnings/actual-1.xml' })).body).toBe(first);
  const update = readCap((await get('/warnings/actual-3.xml')).rawPayload);
  const before = readCap(first);
  if (update.kind === 'refused' || before.kind === 'refused') throw new Error('unread');
  expect([update.alert.msgType, update.alert.references.map((one) => one.identifier)]).toEqual(['Update', [before.alert.identifier]]);
  expect((await get('/warnings/actual-1')).body).toContain('href="/warnings/actual-3"');
});

test('nothing of a recalled warning is shown', async () => {
  await issue('stopped');
  const id = 'actual-4';
  expect(await linked('/feeds/cap.atom')).toContain(cap(id)[0]);
  await db.query('update warnings set recalled_at = now() where id = $1', [id]);
  expect(await linked('/feeds/cap.atom')).not.toContain(cap(id)[0]);
  for (const ending of ['', '.xml', '.json']) expect((await get(`/warnings/${id}${ending}`)).statusCode).toBe(410);
  expect((await get('/warnings/actual-99.xml')).statusCode).toBe(404);
});

test('two issuers for one place are both shown, each with what the other says and which level governs', async () => {
  now = NOW;
  const area = (announcedLevel: number) => aStormArea({ announcedLevel, places: [{ kind: 'former-province', name: 'Cà Mau' }] });
  await issue('by-the-centre', { areas: [area(4)] });
  await issue('by-the-province', { issuer: 'ca-mau', areas: [area(3)] });
  const { warnings } = (await get('/feeds/in-force.json?province=96')).json<{ warnings: { id: string; differs: object[] }[] }>();
  const [provincial, national] = warnings;
  const governs = national?.id;
  expect(provincial?.differs).toMatchObject([{ warning: governs, issuer: 'nchmf', level: 4, ownLevel: 3, governs }]);
  expect(national?.differs).toMatchObject([{ warning: provincial?.id, issuer: 'ca-mau', level: 3, ownLevel: 4, governs }]);
  expect((await get(`/warnings/${String(provincial?.id)}.json`)).json()).toMatchObject({ differs: provincial?.differs });
  const page = await get(`/warnings/${String(provincial?.id)}`);
  expect(page.body).toContain('nchmf cảnh báo cấp 4 tại khu vực Cà Mau (tỉnh Cà Mau); áp dụng cấp 4');
});
