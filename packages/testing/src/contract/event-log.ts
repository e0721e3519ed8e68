import { randomUUID } from 'node:crypto';
import type { Topic } from '@loa/domain/topics';
import { LogUnavailable, RecordTooLarge, type Consumer, type Disposition, type EventLog, type LogRecord } from '@loa/runtime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

export interface EventLogUnderTest {
  readonly log: EventLog;
  /** Makes the engine stop answering, until the function returned is called. */
  stall(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Opens the engine with exactly these topics, whose names are new. */
export type OpenEventLog = (topics: readonly Topic[]) => Promise<EventLogUnderTest>;

/** A test's time and each wait in it: engines that move partitions between members need seconds for it. */
const TEST_MS = 90_000;
const WAIT_MS = 45_000;
const PARTITIONS = 3;
const DEADLINE = { deadlineMs: 20_000 };
const MOVE: Disposition = { move: true };

/** The obligations of `EventLog`, shown on an engine. */
export function eventLogContract(name: string, open: OpenEventLog): void {
  describe(`event log contract: ${name}`, { timeout: TEST_MS }, () => {
    let engine: EventLogUnderTest;
    let topic: string;
    let other: string;
    const consumers: Consumer[] = [];

    async function begin(): Promise<void> {
      const made = [newTopic(), newTopic()];
      [topic, other] = [made[0]!.name, made[1]!.name];
      engine = await open(made);
    }

    afterEach(async () => {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
      await engine.close();
    });

    const append = (keys: readonly string[], to = topic): Promise<void> => engine.log.append(to, keys.map(record), DEADLINE);

    async function consume(
      group: string,
      handle: (record: LogRecord, signal: AbortSignal) => Promise<Disposition>,
      more: { topics?: string[]; concurrency?: number; moved?: (topic: string, partition: number, next: string) => void } = {},
    ): Promise<Consumer> {
      const consumer = await engine.log.consume({ group, topics: [topic], handle, ...more });
      consumers.push(consumer);
      return consumer;
    }

    const taking = (into: LogRecord[]) => async (taken: LogRecord) => {
      into.push(taken);
      return MOVE;
    };

    it('gives back what was appended, bytes, key and envelope id untouched', async () => {
      await begin();
      const value = Uint8Array.from([0, 255, 10, 13, 92, 34, 39, 200]);
      await engine.log.append(topic, [{ key: 'khoá "1"', id: 'a\\b,{c}', value }], DEADLINE);
      const got: LogRecord[] = [];
      await consume('g', taking(got));
      await eventually(() => expect(got).toHaveLength(1));
      expect(got[0]).toMatchObject({ topic, key: 'khoá "1"', id: 'a\\b,{c}' });
      expect([...got[0]!.value]).toEqual([...value]);
    });

    it('keeps the order of each key over appends of any size', async () => {
      await begin();
      const records = Array.from({ length: 1_300 }, (_, n) => ({ key: `k${n % 11}`, id: `r${n}`, value: Buffer.from(String(n)) }));
      await engine.log.append(topic, records.slice(0, 1_200), DEADLINE);
      for (const one of records.slice(1_200)) await engine.log.append(topic, [one], DEADLINE);
      const got: LogRecord[] = [];
      await consume('g', taking(got), { concurrency: 3 });
      await eventually(() => expect(got).toHaveLength(records.length));
      for (const [key, taken] of Map.groupBy(got, (one) => one.key)) {
        expect(taken.map((one) => one.id)).toEqual(records.filter((one) => one.key === key).map((one) => one.id));
        expect(new Set(taken.map((one) => one.partition)).size).toBe(1);
      }
    });

    it('gives a new group everything from the oldest record on, and each group its own position', async () => {
      await begin();
      await append(['a', 'b', 'c', 'd']);
      const first: LogRecord[] = [];
      const second: LogRecord[] = [];
      await consume('one', taking(first));
      await eventually(() => expect(first).toHaveLength(4));
      await consume('two', taking(second));
      await eventually(() => expect(second).toHaveLength(4));
      await append(['e']);
      await eventually(() => expect([first.length, second.length]).toEqual([5, 5]));
    });

    it('delivers the record in hand again when the consumer stopped before its outcome', async () => {
      await begin();
      await append(['a']);
      let taken = 0;
      const first = await consume('g', async (_, signal) => {
        taken += 1;
        await aborted(signal);
        return { move: false, again: 0 };
      });
      await eventually(() => expect(taken).toBe(1));
      await first.stop();
      const got: LogRecord[] = [];
      await consume('g', taking(got));
      await eventually(() => expect(got.map((r) => r.key)).toEqual(['a']));
    });

    it('waits on stop for the record in hand and keeps its position', async () => {
      await begin();
      await append(['a']);
      const gate = Promise.withResolvers<Disposition>();
      const got: LogRecord[] = [];
      const first = await consume('g', (taken) => (got.push(taken), gate.promise));
      await eventually(() => expect(got).toHaveLength(1));
      let stopped = false;
      const stopping = first.stop().then(() => (stopped = true));
      await new Promise((resolve) => setImmediate(resolve));
      expect(stopped).toBe(false);
      gate.resolve(MOVE);
      await stopping;
      await first.stop();
      await append(['a']);
      await consume('g', taking(got));
      await eventually(() => expect(got).toHaveLength(2));
      expect(got[1]!.offset).not.toBe(got[0]!.offset);
    });

    it('holds only the partition whose record is not done, and delivers that record again', async () => {
      await begin();
      const keys = await keysOfTwoPartitions();
      const seen: string[] = [];
      await consume('g', async (taken) => {
        const text = Buffer.from(taken.value).toString();
        seen.push(text);
        const first = seen.filter((one) => one === text).length === 1;
        return text === `${keys[0]}!` && first ? { move: false, again: 50 } : MOVE;
      });
      await engine.log.append(topic, [bang(keys[0]), bang(keys[1])], DEADLINE);
      await append([keys[0]]);
      await eventually(() => expect(seen.filter((one) => one === keys[0])).toHaveLength(2));
      const mine = seen.filter((one) => one.startsWith(keys[0])).slice(-3);
      expect(mine).toEqual([`${keys[0]}!`, `${keys[0]}!`, keys[0]]);
      expect(seen).toContain(`${keys[1]}!`);
    });

    it('goes on with other partitions while one is held', async () => {
      await begin();
      const keys = await keysOfTwoPartitions();
      const others: string[] = [];
      let held = 0;
      await consume('g', async (taken) => {
        if (Buffer.from(taken.value).toString() === `${keys[0]}!`) {
          held += 1;
          return { move: false, again: 20 };
        }
        others.push(taken.key ?? '');
        return MOVE;
      });
      await engine.log.append(topic, [bang(keys[0])], DEADLINE);
      await eventually(() => expect(held).toBeGreaterThan(1));
      await append([keys[1]]);
      await eventually(() => expect(others.filter((key) => key === keys[1])).toHaveLength(2));
    });

    it('says when a position is durable, and never before the outcome', async () => {
      await begin();
      await append(['a']);
      const events: string[] = [];
      const handle = async (): Promise<Disposition> => (events.push('outcome'), MOVE);
      await consume('g', handle, { moved: (at, _, next) => events.push(`${at === topic ? 'moved' : at} ${next}`) });
      await eventually(() => expect(events).toEqual(['outcome', 'moved 1']));
    });

    it('refuses a record that is larger than its topic takes, and takes the next one', async () => {
      await begin();
      const large = { key: 'a', id: 'large', value: new Uint8Array(200_000) };
      await expect(engine.log.append(topic, [large], DEADLINE)).rejects.toBeInstanceOf(RecordTooLarge);
      await append(['a']);
      const got: LogRecord[] = [];
      await consume('g', taking(got));
      await eventually(() => expect(got.map((r) => r.id)).toEqual(['id-a-0']));
    });

    it('rejects an append that is not durable by its deadline, and recovers', async () => {
      await begin();
      await append(['a']);
      const resume = await engine.stall();
      await expect(engine.log.append(topic, [record('b', 1)], { deadlineMs: 300 })).rejects.toBeInstanceOf(LogUnavailable);
      await resume();
      await append(['c']);
      const got: LogRecord[] = [];
      await consume('g', taking(got));
      await eventually(() => expect(got.map((r) => r.key)).toEqual(expect.arrayContaining(['a', 'c'])));
      await engine.log.ping();
    });

    it('counts what a group has not passed, per topic, with the age of the oldest', async () => {
      await begin();
      await append(['a', 'b', 'c']);
      const got: LogRecord[] = [];
      const consumer = await consume('g', taking(got));
      await eventually(async () => expect(await engine.log.lag('g', [topic])).toEqual([{ topic, records: 0, oldestAgeMs: 0 }]));
      await consumer.stop();
      await append(['a', 'b']);
      await append(['c'], other);
      const lags = await engine.log.lag('g', [topic, other]);
      expect(lags.map(({ topic: at, records }) => [at, records])).toEqual([
        [topic, 2],
        [other, 1],
      ]);
      for (const { oldestAgeMs } of lags) expect(oldestAgeMs).toBeGreaterThanOrEqual(0);
    });

    it('never lets two consumers of one group hold a partition at once', async () => {
      await begin();
      const inHand = new Map<number, number>();
      const done = new Set<string>();
      let clashes = 0;
      const handle = async (taken: LogRecord): Promise<Disposition> => {
        const count = (inHand.get(taken.partition) ?? 0) + 1;
        inHand.set(taken.partition, count);
        if (count > 1) clashes += 1;
        await new Promise((resolve) => setImmediate(resolve));
        inHand.set(taken.partition, count - 1);
        done.add(`${taken.partition}/${taken.offset}`);
        return MOVE;
      };
      const first = await consume('g', handle, { concurrency: 2 });
      await append(Array.from({ length: 200 }, (_, n) => `k${n}`));
      await consume('g', handle, { concurrency: 2 });
      await eventually(() => expect(done.size).toBe(200));
      await first.stop();
      await append(Array.from({ length: 100 }, (_, n) => `k${n}`));
      await eventually(() => expect(done.size).toBe(300));
      expect(clashes).toBe(0);
    });

    /** Two keys that fall into different partitions; each has one record of its own in the topic. */
    async function keysOfTwoPartitions(): Promise<[string, string]> {
      const keys = Array.from({ length: 20 }, (_, n) => `p${n}`);
      const got: LogRecord[] = [];
      const probe = await consume('probe', taking(got));
      for (const key of keys) {
        await append([key]);
        await eventually(() => expect(got.at(-1)?.key).toBe(key));
        const apart = got.find((one) => one.partition !== got[0]!.partition);
        if (apart === undefined) continue;
        await probe.stop();
        return [keys[0]!, apart.key!];
      }
      throw new Error('twenty keys fell into one partition');
    }
  });
}

function newTopic(): Topic {
  return { name: `contract.${randomUUID()}`, schema: z.unknown(), partitions: PARTITIONS, maxMessageBytes: 100_000 };
}

const record = (key: string, n: number) => ({ key, id: `id-${key}-${n}`, value: Buffer.from(key) });
const bang = (key: string) => ({ key, id: `bang-${key}`, value: Buffer.from(`${key}!`) });

const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, { timeout: WAIT_MS, interval: 10 });

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
}
