import { afterAll, beforeAll, expect, it } from 'vitest';
import { counted, scan } from '../counts/test-bed.ts';
import { embedded, NOW, openBed, people, PROVINCES, stormWarning } from '../fanout/test-bed.ts';
import type { Database } from '../sql.ts';

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
