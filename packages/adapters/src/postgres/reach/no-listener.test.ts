import { coastOf } from '@loa/domain/place';
import type { SubscriberInput } from '@loa/domain/ports';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embedded, NOW, openBed } from '../fanout/test-bed.ts';
import type { Database } from '../sql.ts';
import { reachTable } from './reach-table.ts';

const SEA = 'gia-lai-dak-lak';
const [COAST = '', ...REST] = coastOf(SEA);
const [LEFT = '', WATCHED = '', SUPPLIED = '', HERE = '', NOBODYS = ''] = REST;

let db: Database;
beforeAll(async () => void (db = await embedded()));
afterAll(() => db.close());

const at = (id: number, unit: string, more: Partial<SubscriberInput> = {}): SubscriberInput => ({
  ...{ id, audience: 'citizen', language: 'vi', email: `p${id}@example.com`, units: [unit] },
  ...more,
});
const without = (...units: string[]) => reachTable(db).noListener(units, NOW);

test('has no listener: a place of which nobody is told who asked for it', async () => {
  await openBed([at(1, LEFT), at(2, WATCHED, { watchdog: true }), at(3, SUPPLIED, { supply: true, audience: 'agency' }), at(4, HERE)], db);
  const left = 'update subscribers set email_opted_out_at = $1 where id = 1';
  expect(await without(LEFT, WATCHED, SUPPLIED, HERE, NOBODYS)).toEqual([WATCHED, NOBODYS]);
  await db.query(left, [NOW]);
  expect(await without(NOBODYS, HERE, LEFT)).toEqual([NOBODYS, LEFT]);
});

test('a sea area is listened to by those on it, and by agencies and media of its coast', async () => {
  await openBed([at(1, COAST)], db);
  expect(await without(SEA, COAST)).toEqual([SEA]);
  await openBed([at(1, COAST, { audience: 'media' })], db);
  expect(await without(SEA, COAST)).toEqual([]);
  await openBed([at(1, SEA)], db);
  expect(await without(SEA, COAST)).toEqual([COAST]);
});
