import type { Database } from '@loa/adapters/postgres';
import { aWarning } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlarmText } from './alarm.ts';
import { expiryWatch } from './expiry-watch.ts';
import { after, type Bed, insertWarning, openBed, openDatabase } from './test-bed.ts';

let db: Database;
let bed: Bed;
beforeAll(async () => {
  db = await openDatabase();
  bed = await openBed(db);
});
afterAll(async () => {
  await bed.close();
  await db.close();
});

test('somebody is called once about each warning that runs out within half an hour and has no successor', async () => {
  const called: AlarmText[] = [];
  let works = false;
  const alarm = async (text: AlarmText): Promise<void> => {
    if (!works) throw new Error('nobody there');
    called.push(text);
  };
  const watch = expiryWatch({ aheadMs: 1_800_000 }, { expiries: bed.tables.expiries, alarm, clock: bed.clock, log: testLogger('console') });
  for (const number of [1, 2, 3, 4, 5, 6]) await insertWarning(db, `actual-${String(number)}`);
  await insertWarning(db, 'exercise-1');
  await db.query(`update warnings set expires_at = $1, content = $2::jsonb || jsonb_build_object('id', id)`, [
    after(1_700),
    aWarning({ status: 'Actual', number: 1 }),
  ]);
  await db.query(`update warnings set expires_at = $1 where id = 'actual-2'`, [after(1_900)]);
  await db.query(`update warnings set recalled_at = $1 where id = 'actual-3'`, [after(0)]);
  await db.query(`update warnings set action = 'end' where id = 'actual-4'`);
  await db.query(`update warnings set series_id = 'one' where id in ('actual-5', 'actual-6')`);
  await expect(watch.look()).rejects.toThrow('nobody there');
  works = true;
  await watch.look();
  await watch.look();
  const headline = 'CẢNH BÁO: Bão số 0, Quy Nhơn. Rủi ro thiên tai cấp 4/5 (đỏ)';
  expect(called.map(({ runningOut }) => runningOut)).toEqual([
    [
      { warning: 'actual-1', series: 'actual-1', expiresAt: after(1_700), headline },
      { warning: 'actual-6', series: 'one', expiresAt: after(1_700), headline },
    ],
  ]);
  bed.clock.advance(200_000);
  await watch.look();
  expect(called[1]?.runningOut).toEqual([{ warning: 'actual-2', series: 'actual-2', expiresAt: after(1_900), headline }]);
});
