import { testAddresses } from '@loa/testing/addresses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPglite } from '../open-pglite.ts';
import type { Database } from '../sql.ts';
import { fillRegistry } from './fill-registry.ts';
import { registryTable } from './registry-table.ts';

let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());

test('invented people go into a registry that has nobody but Loa’s own listeners, behind them, and into no other', async () => {
  const registry = registryTable(db, testAddresses);
  await registry.insertMany([
    { id: 1, audience: 'media', language: 'vi', email: 'watchdog@example.com', units: ['21583'], watchdog: true },
    { id: 2, audience: 'media', language: 'vi', phone: '+84905000111', units: ['21583'], watchdog: true },
  ]);
  expect(await fillRegistry(db, testAddresses, { count: 30 })).toBe(30);
  const rows = await db.query<{ id: number; watchdog: boolean }>('select id, watchdog from subscribers order by id');
  expect(rows.map(({ id, watchdog }) => [id, watchdog])).toEqual(Array.from({ length: 32 }, (_, nth) => [nth + 1, nth < 2]));
  expect(await fillRegistry(db, testAddresses, { count: 30 })).toBe(0);
});
