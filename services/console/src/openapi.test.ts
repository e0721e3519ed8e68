import type { Database } from '@loa/adapters/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openapi } from './openapi.ts';
import { openBed, openDatabase } from './test-bed.ts';

let db: Database;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.close());

test('the document names every route of the console and no other, without a key', async () => {
  const bed = await openBed(db);
  const answer = await bed.http.inject('/api/console/openapi.json');
  expect(answer.json()).toEqual(JSON.parse(JSON.stringify(openapi)));
  const named = Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(named.sort()).toEqual(bed.routes.filter((route) => route !== 'GET /api/console/openapi.json').sort());
  await bed.close();
});
