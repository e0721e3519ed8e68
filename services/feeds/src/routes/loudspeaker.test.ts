import { type Database, migrate, openPglite } from '@loa/adapters/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, issueStorm } from '../airing/test-bed.ts';
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
