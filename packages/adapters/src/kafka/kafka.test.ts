import { randomUUID } from 'node:crypto';
import { type Disposition, type LogRecord, LogUnavailable } from '@loa/runtime';
import { eventLogContract } from '@loa/testing/contract/event-log';
import { need, type RealServer, startKafka } from '@loa/testing/servers';
import { testLogger } from '@loa/testing/logs';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { kafkaLog } from './index.ts';

// The file stalls and kills its broker, so it has one of its own; the run's shared one only says whether Kafka can be had.
const shared = await need('kafka');
const log = testLogger('kafka-test');
const MOVE: Disposition = { move: true };
const DEADLINE = { deadlineMs: 20_000 };
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 20 });

describe.skipIf(shared.missing)('kafka', () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await startKafka({ controllable: true });
  });
  afterAll(() => server.stop());

  const open = (topics: Parameters<typeof kafkaLog>[0]['topics']) => kafkaLog({ brokers: [server.address], clientId: 'test', topics, log });

  eventLogContract('kafka', async (topics) => {
    const events = await open(topics);
    return {
      log: events,
      async stall() {
        await server.pause();
        return () => server.resume();
      },
      close: () => events.close(),
    };
  });

  describe('in trouble', { timeout: 120_000 }, () => {
    let topic: string;
    let events: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      topic = `trouble.${randomUUID()}`;
      events = await open([{ name: topic, partitions: 3, maxMessageBytes: 10_000 }]);
    });
    afterEach(() => events.close());

    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => ({ key: `k${(from + n) % 7}`, id: `n${from + n}`, value: Buffer.from('x') }));
    const ids = (records: readonly LogRecord[]) => new Set(records.map((record) => record.id));

    /** Appends until it is durable: what a publisher with an outbox does. */
    async function appendSurely(records: ReturnType<typeof numbers>): Promise<void> {
      await eventually(() => events.append(topic, records, { deadlineMs: 3_000 }));
    }

    it.each(['stopped and continued', 'killed and restarted'])('loses nothing when the broker is %s in mid consume', async (how) => {
      const got: LogRecord[] = [];
      const trouble = Promise.withResolvers<Promise<void>>();
      await events.append(topic, numbers(0, 500), DEADLINE);
      await events.consume({
        group: 'g',
        topics: [topic],
        concurrency: 3,
        async handle(record) {
          got.push(record);
          if (got.length === 100) trouble.resolve(how.startsWith('stopped') ? freeze() : server.restart());
          return MOVE;
        },
      });
      await appendSurely(numbers(500, 600));
      await trouble.promise;
      await eventually(() => expect(ids(got).size).toBe(600));
      for (let key = 0; key < 7; key += 1)
        expect(firstSights(got, `k${key}`)).toEqual(
          numbers(0, 600)
            .filter((r) => r.key === `k${key}`)
            .map((r) => r.id),
        );
      await eventually(async () => expect(await events.lag('g', [topic])).toEqual([{ topic, records: 0, oldestAgeMs: 0 }]));
    });

    async function freeze(): Promise<void> {
      await server.pause();
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      await server.resume();
    }

    it('hands a held partition to nobody and stops at once', async () => {
      await events.append(topic, numbers(0, 10), DEADLINE);
      let taken = 0;
      const consumer = await events.consume({
        group: 'g',
        topics: [topic],
        handle: async () => ((taken += 1), { move: false, again: 3_600_000 }),
      });
      await eventually(() => expect(taken).toBe(3));
      await consumer.stop();
      expect(taken).toBe(3);
      expect(await events.lag('g', [topic])).toMatchObject([{ records: 10 }]);
    });

    it('gives a foreign record without an envelope id as null', async () => {
      const foreign = new Kafka({ clientId: 'foreign', brokers: [server.address], logLevel: logLevel.NOTHING }).producer();
      await foreign.connect();
      await foreign.send({ topic, messages: [{ key: null, value: 'not json' }] });
      await foreign.disconnect();
      const got: LogRecord[] = [];
      await events.consume({ group: 'g', topics: [topic], handle: async (record) => (got.push(record), MOVE) });
      await eventually(() => expect(got).toHaveLength(1));
      expect(got[0]).toMatchObject({ id: null, key: null });
    });

    it('keeps order and loses nothing when a handler rejects, which the port forbids', async () => {
      await events.append(topic, numbers(0, 3), DEADLINE);
      const got: LogRecord[] = [];
      let thrown = false;
      await events.consume({
        group: 'g',
        topics: [topic],
        async handle(record) {
          if (!thrown) {
            thrown = true;
            throw new Error('a bug');
          }
          got.push(record);
          return MOVE;
        },
      });
      await eventually(() => expect(ids(got).size).toBe(3));
    });

    it('takes more unhandled records than a lane holds', async () => {
      await events.append(
        topic,
        Array.from({ length: 3_000 }, (_, n) => ({ key: 'one', id: `n${n}`, value: Buffer.alloc(2_000) })),
        DEADLINE,
      );
      const got: LogRecord[] = [];
      await events.consume({ group: 'g', topics: [topic], handle: async (record) => (got.push(record), MOVE) });
      await eventually(() => expect(got.map((record) => record.id)).toEqual(Array.from({ length: 3_000 }, (_, n) => `n${n}`)));
    });

    it('tells the age of the oldest waiting record from another process than the consumer', async () => {
      await events.append(topic, numbers(0, 1), DEADLINE);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await events.append(topic, numbers(1, 3), DEADLINE);
      const [lag] = await events.lag('nobody', [topic]);
      expect(lag?.records).toBe(3);
      expect(lag?.oldestAgeMs).toBeGreaterThan(1_400);
    });

    it('answers neither ping nor append without a broker, and opens no log', async () => {
      await server.kill();
      await expect(events.ping()).rejects.toBeInstanceOf(LogUnavailable);
      await expect(events.append(topic, numbers(0, 1), { deadlineMs: 500 })).rejects.toBeInstanceOf(LogUnavailable);
      await server.restart();
      await eventually(() => events.ping());
      await appendSurely(numbers(0, 1));
    });
  });
});

/** Envelope ids of a key in the order in which each was first seen: redelivery repeats, it never reorders. */
function firstSights(records: readonly LogRecord[], key: string): (string | null)[] {
  return [...new Set(records.filter((record) => record.key === key).map((record) => record.id))];
}
