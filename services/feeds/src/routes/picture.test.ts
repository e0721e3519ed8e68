import { type Database, migrate, openPglite } from '@loa/adapters/postgres';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, issueStorm } from '../airing/test-bed.ts';
import { feedsBed } from '../test-bed.ts';

let db: Database;
let http: FastifyInstance;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  http = feedsBed(db, { now: () => new Date(at('08:30')) }).http;
});
afterAll(async () => {
  await http.close();
  await db.close();
});

test('a picture is a PNG with an ETag, for HEAD without a body, for who has it 304, until something becomes of the warning', async () => {
  const id = await issueStorm(db, 'drawn', at('08:00'));
  const url = `/warnings/${id}/map.png`;
  const first = await http.inject({ url, headers: { 'accept-encoding': 'br' } });
  expect([first.statusCode, first.headers['content-type'], first.headers['content-encoding']]).toEqual([200, 'image/png', undefined]);
  expect(first.rawPayload.subarray(1, 4).toString()).toBe('PNG');
  expect([first.headers['access-control-allow-origin'], first.headers['cache-control']]).toEqual(['*', 'public, max-age=10']);
  const head = await http.inject({ method: 'HEAD', url });
  expect([head.statusCode, head.rawPayload.length, head.headers.etag]).toEqual([200, 0, first.headers.etag]);
  const headers = { 'if-none-match': String(first.headers.etag) };
  expect((await http.inject({ url, headers })).statusCode).toBe(304);
  expect((await http.inject({ url: `${url}?language=en`, headers })).statusCode).toBe(200);
  await issueStorm(db, 'drawn', at('08:20'), { sequence: 2, type: 'correction' });
  expect((await http.inject({ url, headers })).statusCode).toBe(200);
  expect((await http.inject(`/warnings/${id}/map.svg`)).body).toContain('ĐÃ ĐƯỢC ĐÍNH CHÍNH');
});

test('there is none of a recalled warning, of an unknown one, or in an unknown language', async () => {
  const id = await issueStorm(db, 'stopped', at('08:00'));
  await http.inject(`/warnings/${id}/map.png`);
  expect((await http.inject(`/warnings/${id}/map.png?language=fr`)).statusCode).toBe(400);
  await db.query('update warnings set recalled_at = $1 where id = $2', [at('08:10'), id]);
  expect((await http.inject(`/warnings/${id}/map.png`)).statusCode).toBe(410);
  expect((await http.inject('/warnings/actual-999/map.png')).statusCode).toBe(404);
});
