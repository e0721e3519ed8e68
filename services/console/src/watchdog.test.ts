import { testAddresses } from '@loa/testing/addresses';
import type { Database } from '@loa/adapters/postgres';
import { needOf } from '@loa/domain/audience';
import { bulletins } from '@loa/domain/topics';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AlarmText } from './alarm.ts';
import { after, type Bed, insertDeliveries, insertWarning, NOW, openBed, openDatabase } from './test-bed.ts';
import { watchdogBulletins } from './watchdog-bulletins.ts';

const PERIODS_S = 3 * 300;
let db: Database;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.close());

let bed: Bed;
let calls: AlarmText[] = [];
let broken = false;
beforeEach(async () => {
  calls = [];
  broken = false;
  bed = await openBed(db, {
    alarm: async (text) => {
      if (broken) throw new Error('nobody answers');
      calls.push(text);
    },
  });
});
afterEach(() => bed.close());

let rounds = 0;
/** What a whole healthy way leaves behind: a delivery accepted on every channel and lane. */
async function arrived(at: string): Promise<void> {
  const id = `test-${(rounds += 1)}`;
  await insertWarning(bed.db, id);
  for (const lane of ['flash', 'urgent', 'routine'])
    for (const [channel, subscriber] of [
      ['email', 9_000_000_001],
      ['sms', 9_000_000_002],
    ] as const) {
      await bed.db.query(`update deliveries set warning_id = warning_id || '.'`);
      await insertDeliveries(bed.db, id, 1, { state: 'delivered', channel, lane, subscriber, sentAt: at });
    }
}
const ready = async () => (await bed.http.inject('/readyz')).statusCode;

test('its bulletins are Test, and the need table puts one into each lane', () => {
  const made = watchdogBulletins(new Date(NOW));
  expect(made.map((one) => one.lane)).toEqual(['flash', 'urgent', 'routine']);
  for (const { lane, bulletin } of made) {
    const area = bulletin.areas[0]!;
    const level = area.announcedLevel as number;
    expect(needOf({ hazard: bulletin.hazard, level, onset: area.window.from, now: NOW, change: 'new' }).lane).toBe(lane);
    expect([bulletin.status, bulletin.event.id]).toEqual(['Test', 'watchdog-20251106t010000000z']);
  }
});

test('a beat puts three bulletins into the log and makes its two listeners once', async () => {
  await bed.app.watchdog.beat();
  bed.clock.advance(300_000);
  await bed.app.watchdog.beat();
  const records = await bed.db.query<{ topic: string; value: Uint8Array }>('select topic, value from log_records');
  expect(records).toHaveLength(6);
  for (const { topic, value } of records) {
    expect(topic).toBe('bulletins');
    expect(bulletins.schema.parse(JSON.parse(new TextDecoder().decode(value))).status).toBe('Test');
  }
  const listeners = await bed.db.query<{ email: Uint8Array; phone: Uint8Array; watchdog: boolean }>(
    'select email_sealed as email, phone_sealed as phone, watchdog from subscribers order by id',
  );
  expect(listeners).toMatchObject([
    { phone: null, watchdog: true },
    { email: null, watchdog: true },
  ]);
  const [byMail, bySms] = listeners;
  expect(testAddresses.open('email', byMail!.email)).toBe('watchdog@example.invalid');
  expect(testAddresses.open('sms', bySms!.phone)).toBe('+999000000000');
});

test('it is ready until three periods have passed without an arrival, and again after the next one', async () => {
  await bed.app.watchdog.beat();
  bed.clock.set(after(PERIODS_S));
  expect(await ready()).toBe(200);
  bed.clock.set(after(PERIODS_S + 1));
  expect(await ready()).toBe(503);
  await arrived(after(PERIODS_S + 1));
  expect(await ready()).toBe(200);
});

test('one silent lane is enough to be not ready, and is the one named', async () => {
  await bed.app.watchdog.beat();
  bed.clock.set(after(PERIODS_S + 60));
  await arrived(after(PERIODS_S + 30));
  await bed.db.query(`delete from deliveries where channel = 'sms' and lane = 'routine'`);
  expect(await ready()).toBe(503);
  await bed.app.watchdog.look();
  expect(calls.map((one) => one.lanes)).toEqual([[{ channel: 'sms', lane: 'routine', ageS: PERIODS_S + 60 }]]);
});

test('somebody is called once per outage, and again in the next', async () => {
  await bed.app.watchdog.beat();
  bed.clock.set(after(PERIODS_S + 1));
  for (let times = 0; times < 3; times += 1) await bed.app.watchdog.look();
  expect(calls).toHaveLength(1);
  await arrived(after(PERIODS_S + 2));
  await bed.app.watchdog.look();
  bed.clock.set(after(3 * PERIODS_S));
  await bed.app.watchdog.look();
  expect(calls).toHaveLength(2);
});

test('a call that reached nobody is tried again', async () => {
  bed.clock.set(after(PERIODS_S + 1));
  broken = true;
  await expect(bed.app.watchdog.look()).rejects.toThrow('nobody answers');
  broken = false;
  await bed.app.watchdog.look();
  expect(calls).toHaveLength(1);
});

test('a lane behind a pause is not taken for broken, and has its time anew when it goes on', async () => {
  const body = { channel: 'sms', reason: 'gateway moved', until: after(10 * PERIODS_S) };
  await bed.call('POST', '/api/queue/pause', bed.key.operator, body);
  bed.clock.set(after(2 * PERIODS_S));
  await bed.app.watchdog.look();
  expect(calls[0]?.lanes.map((one) => `${one.channel} ${one.lane}`)).toEqual(['email flash', 'email urgent', 'email routine', 'sms flash']);
  await bed.call('POST', '/api/queue/resume', bed.key.operator, { channel: 'sms' });
  const age = (await bed.app.watchdog.ages()).find((one) => one.channel === 'sms' && one.lane === 'routine')?.ageS;
  expect(age).toBe(0);
});

test('its age is a metric per channel and lane', async () => {
  bed.clock.set(after(42));
  const text = (await bed.http.inject('/metrics')).body;
  expect(text.match(/^loa_watchdog_age_seconds\{.*\} 42$/gm)).toHaveLength(6);
});
