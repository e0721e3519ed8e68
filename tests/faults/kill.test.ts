import { setTimeout as sleep } from 'node:timers/promises';
import { need, until } from '@loa/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seeded } from './random.ts';
import { tally } from './tally.ts';
import { type TestBed, testBed } from './test-bed.ts';
import type { WorkerName } from './workers.ts';

const [kafka, redis, postgres] = [await need('kafka'), await need('redis'), await need('postgres')];
const SEED = Number(process.env['LOA_FAULTS_SEED'] ?? 20_251_106);
/** Messages that may be in doubt when a sender dies: one per slot (services/sender, adapters' `slots`). */
const IN_DOUBT = { 'sender-email': { email: 8, sms: 0 }, 'sender-sms': { email: 0, sms: 20 } };

/**
 * Where a random moment of a worker lies: `ms` after intake's answer for those that a bulletin passes in one go; of the others when a
 * `share` of its messages has reached the far end.
 */
const VICTIMS: readonly (readonly [name: WorkerName, when: 'ms' | 'share', most: number])[] = [
  ['classifier', 'ms', 60],
  ['deduplicator', 'ms', 120],
  ['fanout', 'ms', 500],
  ['sender-email', 'share', 0.7],
  ['sender-sms', 'share', 0.7],
  ['sweeper', 'share', 0.9],
  ['receipts', 'share', 0.9],
];
const COUNT_JOBS = 'select count(*) as jobs, count(done_at) as done from fanout_jobs where event_id = $1';

test('the tally sees a message that is lost, one that is doubled, and one that nobody expected', () => {
  expect(tally(new Set(['a', 'b']), ['a', 'b'])).toEqual({ expected: 2, arrived: 2, lost: 0, doubled: 0, unexpected: 0 });
  expect(tally(new Set(['a', 'b']), ['a', 'a', 'c'])).toEqual({ expected: 2, arrived: 3, lost: 1, doubled: 1, unexpected: 1 });
});

describe.skipIf(kafka.missing || redis.missing || postgres.missing)('separate processes on Kafka, Redis and PostgreSQL', () => {
  const random = seeded(SEED);
  let bed: TestBed;
  beforeAll(async () => {
    bed = await testBed({ postgres: postgres.address, redis: redis.address });
  }, 180_000);
  afterAll(() => bed.stop());
  beforeEach(() => bed.sink.clear());

  const arrived = async (least: number): Promise<boolean> => {
    const { smtp, twilio } = await bed.sink.count();
    return smtp + twilio >= least;
  };

  test.each(VICTIMS)(
    '%s killed with SIGKILL on the way of a bulletin: nothing is lost, and doubled only what was in doubt',
    async (name, when, most) => {
      const event = `storm-kills-${name}`;
      const moment = random() * most;
      await bed.publish(event, 1, new Date());
      if (when === 'ms') await sleep(moment);
      else await until('a share has arrived', 60_000, () => arrived(Math.max(1, moment * bed.expected)), 5);
      const before = await bed.sink.count();
      await bed.workers[name].kill();
      bed.workers[name].start();
      await bed.workers[name].ready();
      await bed.settled(event, 1);
      const { email, sms } = await bed.tallies();
      const at = when === 'ms' ? `${Math.round(moment)} ms` : `${Math.round(moment * 100)} % arrived`;
      process.stdout.write(`seed ${SEED}: ${name} killed at ${at} ${JSON.stringify({ before, email, sms })}\n`);
      expect([email.expected, sms.expected].every((count) => count > 400)).toBe(true);
      expect([email, sms]).toMatchObject([
        { lost: 0, unexpected: 0 },
        { lost: 0, unexpected: 0 },
      ]);
      const inDoubt = name === 'sender-email' || name === 'sender-sms' ? IN_DOUBT[name] : { email: 0, sms: 0 };
      expect(email.doubled).toBeLessThanOrEqual(inDoubt.email);
      expect(sms.doubled).toBeLessThanOrEqual(inDoubt.sms);
    },
    150_000,
  );

  test('an unchanged bulletin in the middle of a fan-out: at the end everybody has heard exactly once', async () => {
    const [event, start] = ['storm-unchanged-in-fan-out', new Date()];
    await bed.publish(event, 1, start);
    const halfDone = async () => {
      const [row] = await bed.db.query<{ jobs: number; done: number }>(COUNT_JOBS, [event]);
      return row !== undefined && row.jobs > 0 && row.done * 2 >= row.jobs && row;
    };
    const half = await until('fan-out is half done', 60_000, halfDone, 1);
    await bed.publish(event, 2, start);
    await bed.settled(event, 2);
    const { email, sms } = await bed.tallies();
    process.stdout.write(`unchanged after ${half.done} of ${half.jobs} jobs ${JSON.stringify({ email, sms })}\n`);
    const once = { lost: 0, doubled: 0, unexpected: 0 };
    expect([email, sms]).toMatchObject([once, once]);
  }, 150_000);

  test('an unchanged bulletin while half of the messages are on their way: at the end everybody has heard exactly once', async () => {
    const [event, start] = ['storm-unchanged-in-sending', new Date()];
    await bed.publish(event, 1, start);
    await until('half has arrived', 60_000, () => arrived(bed.expected / 2), 5);
    await bed.publish(event, 2, start);
    await bed.settled(event, 2);
    const { email, sms } = await bed.tallies();
    process.stdout.write(`unchanged at half of the messages ${JSON.stringify({ email, sms })}\n`);
    const once = { lost: 0, doubled: 0, unexpected: 0 };
    expect([email, sms]).toMatchObject([once, once]);
  }, 150_000);

  test('no process has logged an address or a number', () => {
    const logs = Object.values(bed.workers).map((one) => one.log());
    expect(logs.every((log) => log !== '')).toBe(true);
    expect(logs.join('\n')).not.toMatch(/[\w.+-]+@[\w-]+\.\w+|\+999\d+|\+84\d+/);
  });
});
