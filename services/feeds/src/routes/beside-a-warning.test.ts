import { type Database, documentsTable, issuersTable, migrate, openPglite } from '@loa/adapters/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, issueKalmaegi, issueStorm } from '../airing/test-bed.ts';
import { feedsBed } from '../test-bed.ts';

let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());

test('the loudspeaker text stands in large print, each saying on a sheet of its own, word for word', async () => {
  const { http } = feedsBed(db, { now: () => new Date(at('08:30')) });
  const id = await issueStorm(db, 'spoken', at('08:00'));
  const { loudspeaker } = (await http.inject({ url: `/api/warnings/${id}/broadcast` })).json<{ loudspeaker: string }>();
  const { body, headers } = await http.inject({ url: `/warnings/${id}/loudspeaker` });
  const sayings = [...body.matchAll(/<section class="say">(.*?)<\/section>/g)].map(([, html = '']) =>
    html.replace(/<\/p><p>/g, ' ').replace(/<[^>]*>/g, ''),
  );
  expect([sayings.length, sayings.join(' ')]).toEqual([2, loudspeaker]);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect((await http.inject({ url: `/warnings/${id}/loudspeaker?language=en` })).body).toContain('I repeat.');
  expect((await http.inject({ url: '/warnings/actual-99/loudspeaker' })).statusCode).toBe(404);
  await db.query('update warnings set recalled_at = $1 where id = $2', [at('08:20'), id]);
  expect((await http.inject({ url: `/warnings/${id}/loudspeaker` })).statusCode).toBe(410);
});

test('where a warning names several provinces, the loudspeaker page leads to the text of each', async () => {
  const { http } = feedsBed(db, { now: () => new Date(at('08:30')) });
  const id = await issueKalmaegi(db, 2, 'Actual', at('08:00'));
  const page = async (query: string): Promise<string> => (await http.inject({ url: `/warnings/${id}/loudspeaker${query}` })).body;
  const [whole, ofOne] = [await page(''), await page('?province=52')];
  expect(whole).toContain(`<a href="/warnings/${id}/loudspeaker?province=52">Gia Lai</a>`);
  expect(whole).toContain('<strong>cả bản tin</strong>');
  expect(ofOne).toMatch(/<section class="say"><p>Khu vực Bình Định, tỉnh Gia Lai/);
  expect(ofOne).toContain(`<strong>Gia Lai</strong>`);
  expect(ofOne).toContain(`href="/warnings/${id}/loudspeaker?province=52&#38;language=en"`);
  expect(await page('?province=52&language=en')).toContain(`href="/warnings/${id}/loudspeaker?province=51&#38;language=en">Quang Ngai</a>`);
});

test('the official document is handed out as it came, to be saved, until its warning is recalled', async () => {
  const { http } = feedsBed(db, { now: () => new Date(at('08:30')) });
  const id = await issueStorm(db, 'documented', at('08:00'));
  const url = `/warnings/${id}/document`;
  expect((await http.inject({ url })).statusCode).toBe(404);
  const bytes = Buffer.from('%PDF-1.7 \0\xff');
  const document = { name: "Tin bão 'số 13'.pdf", mediaType: 'application/pdf' as const, size: bytes.length, sha256: 'a'.repeat(64) };
  const [row] = await db.query<{ issuer: string }>('select issuer from warnings where id = $1', [id]);
  const issuer = row!.issuer;
  await issuersTable(db).put({ id: issuer, name: issuer, authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } });
  await documentsTable(db).put(issuer, document, { bytes, by: 'desk', at: at('07:00') });
  await db.query(`update warnings set content = content || jsonb_build_object('document', $1::jsonb) where id = $2`, [document, id]);
  const { rawPayload, headers } = await http.inject({ url });
  expect([rawPayload.equals(bytes), headers['content-type'], headers['x-content-type-options']]).toEqual([
    true,
    'application/pdf',
    'nosniff',
  ]);
  expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''Tin%20b%C3%A3o%20%27s%E1%BB%91%2013%27.pdf");
  await db.query('update warnings set recalled_at = $1 where id = $2', [at('08:20'), id]);
  expect((await http.inject({ url })).statusCode).toBe(410);
});
