import { afterAll, beforeAll, expect, it } from 'vitest';
import { counted, scan } from '../counts/test-bed.ts';
import { embedded, NOW, openBed, people, PROVINCES, settled, stormWarning } from '../fanout/test-bed.ts';
import { receiptsTable } from '../receipts/index.ts';
import type { Database } from '../sql.ts';
import { supplyBodiesTable, supplyDeskTable, supplyRecordsTable } from '../supply/index.ts';
import { openingsOf, supplyBody } from '@loa/domain/supply';
import { testAddresses } from '@loa/testing/addresses';

let db: Database;
beforeAll(async () => void (db = await embedded()));
afterAll(() => db.close());

const LONG_AFTER = '2026-11-06T01:00:00.000Z';

it('drops the settled deliveries and batches of events that are long over, in slices, and keeps what was counted', async () => {
  const bed = await openBed(people(60), db);
  const retire = (before: string) => bed.sweeper.retire({ now: LONG_AFTER, before, limit: 10 });
  await bed.issue(stormWarning(1, [{ units: [...PROVINCES.A] }]));
  await bed.slices();
  await bed.send();
  const before = await counted(db, NOW);
  expect(before).toEqual(await scan(db, NOW));
  expect(await retire('2025-11-06T23:00:00.000Z')).toBe(0);
  let rounds = 0;
  while ((await retire('2025-11-07T00:00:00.000Z')) > 0) rounds += 1;
  expect(rounds).toBeGreaterThan(2);
  expect([await bed.rows(), await db.query('select id from batches')]).toEqual([[], []]);
  expect(await counted(db, NOW)).toEqual(before);
});

it('leaves alone what an event in force may still ask for, and what has not settled', async () => {
  const bed = await openBed(people(60), db);
  await bed.issue(stormWarning(1, [{ units: [...PROVINCES.A] }]));
  await bed.issue(
    stormWarning(2, [{ units: [...PROVINCES.A], expiresAt: '2026-12-01T00:00:00.000Z' }], { expiresAt: '2026-12-01T00:00:00.000Z' }),
  );
  await bed.slices();
  await bed.send();
  const rows = await bed.rows();
  expect(await bed.sweeper.retire({ now: LONG_AFTER, before: '2026-11-01T00:00:00.000Z', limit: 1_000 })).toBe(0);
  expect(await bed.rows()).toEqual(rows);
  await bed.issue(stormWarning(3, [{ units: [...PROVINCES.B] }], { eventId: 'another', seriesId: 'another' }));
  await bed.slices();
  const open = (await bed.rows()).filter((row) => row.warning_id === 'actual-3').length;
  expect(open).toBeGreaterThan(0);
  await bed.sweeper.retire({ now: LONG_AFTER, before: '2026-11-01T00:00:00.000Z', limit: 1_000 });
  expect((await bed.rows()).filter((row) => row.warning_id === 'actual-3').length).toBe(open);
});

it('leaves the supply clock when the body was handed the warning', async () => {
  const bed = await openBed(people(1), db);
  const contacts = [{ id: 'duty', role: 'Trực ban', phone: '+999000000101', email: 'duty@example.com' }];
  const duties = { hazards: 'all', provinces: ['52'], seaAreas: [] };
  const basis = { kind: 'own', text: 'quy chế' };
  const body = supplyBody.parse({ id: 'b', name: 'B', basis, duties, dutyChannel: 'sms', standInChannel: 'email', contacts });
  await supplyBodiesTable(db, testAddresses).put(body, 'night shift', NOW);
  const desk = supplyDeskTable(db);
  const warning = await bed.issue(stormWarning(1, [{ units: [...PROVINCES.A], level: 4 }]));
  await desk.open(warning, openingsOf(warning, await desk.roster(), NOW), { followUp: false, now: NOW });
  await bed.slices();
  await bed.send();
  const calls = async () => (await supplyRecordsTable(db).of({ warning: 'actual-1' }))?.[0]?.calls ?? [];
  const before = await calls();
  expect(before.map(({ state, handedOverAt }) => [state, handedOverAt])).toEqual(Array(2).fill(['accepted', NOW]));
  while ((await bed.sweeper.retire({ now: LONG_AFTER, before: '2026-11-01T00:00:00.000Z', limit: 1 })) > 0);
  expect(await bed.rows()).toEqual([]);
  expect(await calls()).toEqual(before.map((call) => ({ ...call, deliveryId: null })));
});

it('leaves the first of two bounces', async () => {
  const bed = await openBed([{ id: 1, audience: 'citizen', language: 'vi', email: 'p@example.com', units: ['21583'] }], db);
  const receipts = receiptsTable(db);
  const code = 'dsn-5.1.1';
  const bounced = async (event: string, number: number) => {
    await bed.issue(stormWarning(number, [{}], { eventId: event, seriesId: event }));
    await bed.slices();
    const [row] = (await bed.rows()).filter(({ state }) => state === 'queued');
    await bed.ledger.settle([settled(row!.id, 'accepted')]);
    const of = [{ deliveryId: row!.id, attempt: 1, state: 'undelivered' as const, at: new Date().toISOString(), providerId: null, code }];
    await receipts.settle(of);
    await db.query('update batches set done_at = now()');
    return receipts.endings(of);
  };
  expect(await bounced('one', 1)).toEqual([]);
  while ((await bed.sweeper.retire({ now: LONG_AFTER, before: '2026-11-01T00:00:00.000Z', limit: 10 })) > 0);
  expect(await bed.rows()).toEqual([]);
  expect(await bounced('other', 2)).toEqual([{ subscriberId: 1, channel: 'email', how: 'bounced' }]);
});
