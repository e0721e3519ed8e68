import { setTimeout as sleep } from 'node:timers/promises';
import { need, until } from '@loa/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seeded } from './random.ts';
import { tally } from './tally.ts';
import { type TestBed, testBed } from './test-bed.ts';
import type { WorkerName } from './workers.ts';

const [kafka, redis, postgres] = [await need('kafka'), await need('redis'), await need('postgres')];
const SEED = Number(process.env['TEST_FAULTS_SEED'] ?? 20_251_106);
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
const SECOND = 'select decision, warnings.content from bulletins join warnings on warnings.id = warning_id where bulletins.id like $1';
const second = z.object({ decision: z.string(), content: z.object({ entries: z.array(z.object({ change: z.string() })) }) });
const ONCE = { lost: 0, doubled: 0, unexpected: 0 };

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
      await bed.workers[name].kill();
      const atKill = { ...(await bed.progress(event)), ...(await bed.sink.count()) };
      bed.workers[name].start();
      await bed.workers[name].ready();
      await bed.settled(event, 1);
      const { email, sms } = await bed.tallies();
      const at = when === 'ms' ? `${Math.round(moment)} ms` : `${Math.round(moment * 100)} % arrived`;
      process.stdout.write(`seed ${SEED}: ${name} killed at ${at} ${JSON.stringify({ atKill, email, sms })}\n`);
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

  test('intake killed with SIGKILL while it is given a bulletin, which is then sent again: it is one bulletin, told once', async () => {
    const [event, start, moment] = ['storm-kills-intake', new Date(), random() * 40];
    const given = bed.publish(event, 1, start).then(
      () => 'answered',
      () => 'not answered',
    );
    await sleep(moment);
    await bed.workers.intake.kill();
    const answer = await given;
    const atKill = await bed.progress(event);
    bed.workers.intake.start();
    await bed.workers.intake.ready();
    await bed.publish(event, 1, start);
    await bed.settled(event, 1);
    const { email, sms } = await bed.tallies();
    process.stdout.write(`seed ${SEED}: intake killed at ${Math.round(moment)} ms, ${answer} ${JSON.stringify({ atKill, email, sms })}\n`);
    expect([email, sms]).toMatchObject([ONCE, ONCE]);
  }, 150_000);

  const halfOfTheJobs = async (event: string): Promise<boolean> => {
    const { jobs, open_jobs: open } = await bed.progress(event);
    return jobs > 0 && open * 2 <= jobs;
  };
  test.each([
    ['half of its fan-out', halfOfTheJobs],
    ['half of its messages', () => arrived(bed.expected / 2)],
  ] as const)(
    'an unchanged bulletin after %s: at the end everybody has heard exactly once',
    async (what, isHalf) => {
      const [event, start] = [`storm-unchanged-after-${what.replaceAll(' ', '-')}`, new Date()];
      await bed.publish(event, 1, start);
      await until(what, 60_000, () => isHalf(event), 1);
      const atHalf = { ...(await bed.progress(event)), ...(await bed.sink.count()) };
      await bed.publish(event, 2, start);
      await bed.settled(event, 2);
      const { email, sms } = await bed.tallies();
      process.stdout.write(`unchanged after ${what} ${JSON.stringify({ atHalf, email, sms })}\n`);
      const [row] = await bed.db.query(SECOND, [`%.${event}.2`]);
      const { decision, content } = second.parse(row);
      expect([decision, ...new Set(content.entries.map((one) => one.change))]).toEqual(['issued', 'unchanged']);
      expect([email, sms]).toMatchObject([ONCE, ONCE]);
    },
    150_000,
  );

  test('no process has logged an address or a number', () => {
    const logs = Object.values(bed.workers).map((one) => one.log());
    expect(logs.every((log) => log !== '')).toBe(true);
    expect(logs.join('\n')).not.toMatch(/[\w.+-]+@[\w-]+\.\w+|\+999\d+|\+84\d+/);
  });
});
