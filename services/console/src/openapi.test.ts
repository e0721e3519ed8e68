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
  for (const [path, methods] of Object.entries(openapi.paths))
    for (const method of Object.keys(methods))
      expect(bed.http.hasRoute({ method: method.toUpperCase(), url: path.replaceAll(/\{(\w+)\}/g, ':$1') })).toBe(true);
  const routes = bed.http.printRoutes({ commonPrefix: false }).match(/(?<=[( ])(?:GET|POST|PUT|DELETE)\b/g)?.length ?? 0;
  const probesAndDocument = 4;
  expect(routes).toBe(Object.values(openapi.paths).flatMap((methods) => Object.keys(methods)).length + probesAndDocument);
  await bed.close();
});
