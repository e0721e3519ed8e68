import type { DeadLetter } from '@loa/domain/ports';
import type { Topic } from '@loa/domain/topics';
import { testLogger } from '@loa/testing/logs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ConsumeOptions, type Disposition, type EventLog, LogUnavailable, RecordTooLarge } from './event-log.ts';
import { createMetrics } from './metrics.ts';
import { again, done, type Handler, halt, refuse } from './outcome.ts';
import { startWorker, TRIES } from './worker.ts';

const schema = z.object({ n: z.number() });
const topic: Topic<typeof schema> = { name: 'in', schema, partitions: 1, maxMessageBytes: 1_000 };
const out: Topic<typeof schema> = { ...topic, name: 'out' };

/** A worker on a log whose records the test hands over by itself. */
async function rig(handler: Handler<{ n: number }>, faults: { append?: Error; keep?: Error } = {}) {
  const steps: string[] = [];
  const letters: DeadLetter[] = [];
  let consuming: ConsumeOptions | null = null;
  const metrics = createMetrics({ service: 't' });
  const eventLog: EventLog = {
    async append(name, records, { deadlineMs }) {
      if (faults.append !== undefined) throw faults.append;
      steps.push(`append ${name} ${records.map((r) => `${r.id}=${Buffer.from(r.value).toString()}`).join()} ${deadlineMs}`);
    },
    async consume(options) {
      consuming = options;
      return { stop: async () => void steps.push('stopped') };
    },
    lag: async (_, topics) => topics.map((name) => ({ topic: name, records: 0, oldestAgeMs: 0 })),
    ping: async () => undefined,
    close: async () => undefined,
  };
  const keep = async (letter: DeadLetter): Promise<void> => {
    if (faults.keep !== undefined) throw faults.keep;
    letters.push(letter);
  };
  await startWorker({
    eventLog,
    group: 'g',
    topics: [topic],
    handler,
    deadLetters: { keep },
    log: testLogger('runtime'),
    metrics,
    clock: { now: () => new Date(0) },
    hooks: { reached: (point) => void steps.push(point) },
    lifecycle: { fail: (reason) => void steps.push(`failed ${reason}`) },
  });
  const give = async (text: string | Uint8Array, offset = '0', signal = new AbortController().signal): Promise<Disposition> => {
    const value = typeof text === 'string' ? Buffer.from(text) : text;
    if (consuming === null) throw new Error('the worker does not consume');
    return consuming.handle({ topic: 'in', partition: 0, offset, key: 'k', id: 'e', value, at: 0 }, signal);
  };
  return { give, steps, letters, metrics, faults };
}

const MOVE = { move: true };

describe('worker', () => {
  it('appends follow-ups before the position moves, and reaches its crash points in order', async () => {
    const { give, steps, metrics } = await rig(async ({ n }) => done({ topic: out, key: 'k', id: `f${n}`, message: { n: n + 1 } }));
    expect(await give('{"n":1}')).toEqual(MOVE);
    expect(steps).toEqual(['before-publish', 'append out f1={"n":2} 5000', 'after-publish', 'before-position']);
    expect(await metrics.registry.metrics()).toMatch(/loa_messages_total\{group="g",topic="in",outcome="done",.*\} 1\n/);
  });

  it.each([
    ['not JSON', '{"n":', 'undecodable'],
    ['not UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), 'undecodable'],
    ['refused by the schema', '{"n":"1"}', 'schema: n: expected number'],
  ])('keeps a record that is %s as a dead letter, bytes untouched, and moves on', async (_, text, reason) => {
    const { give, letters } = await rig(async () => Promise.reject(new Error('never called')));
    expect(await give(text, '7')).toEqual(MOVE);
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    expect(letters).toEqual([{ topic: 'in', partition: 0, offset: '7', group: 'g', key: 'k', envelopeId: 'e', bytes, reason }]);
  });

  it('keeps a refused message with the reason given', async () => {
    const { give, letters } = await rig(async () => refuse('unknown-warning'));
    expect(await give('{"n":1}')).toEqual(MOVE);
    expect(letters.map((letter) => letter.reason)).toEqual(['unknown-warning']);
  });

  it('holds a message that is to come again, and counts its attempts until another one comes', async () => {
    const attempts: number[] = [];
    const { give } = await rig(async (_, { attempt }) => (attempts.push(attempt), again(70, 'no-redis')));
    expect(await give('{"n":1}')).toEqual({ move: false, again: 70 });
    await give('{"n":1}');
    await give('{"n":1}', '1');
    expect(attempts).toEqual([1, 2, 1]);
  });

  it('tries a message whose handler throws again with growing waits, then keeps it as unexpected', async () => {
    const { give, letters } = await rig(async () => Promise.reject(new TypeError('a bug')));
    const waits: Disposition[] = [];
    for (let n = 0; n < TRIES; n += 1) waits.push(await give('{"n":1}'));
    expect(waits).toEqual([...[250, 500, 1000, 2000].map((ms) => ({ move: false, again: ms })), MOVE]);
    expect(letters.map((letter) => letter.reason)).toEqual(['unexpected']);
  });

  it('holds a message for as long as an engine is missing', async () => {
    const { give, letters } = await rig(async () => Promise.reject(Object.assign(new Error('x'), { code: 'unavailable' })));
    for (let n = 0; n < TRIES * 3; n += 1) expect(await give('{"n":1}')).toMatchObject({ move: false });
    expect(letters).toEqual([]);
  });

  it('holds a message whose follow-ups the log does not take, and says so again when it does', async () => {
    const { give, letters, faults, steps } = await rig(async () => done({ topic: out, key: 'k', id: 'f', message: { n: 1 } }), {
      append: new LogUnavailable('x'),
    });
    for (let n = 0; n < TRIES * 2; n += 1) expect(await give('{"n":1}')).toMatchObject({ move: false });
    expect([letters, steps.includes('before-position')]).toEqual([[], false]);
    delete faults.append;
    expect(await give('{"n":1}')).toEqual(MOVE);
  });

  it('keeps a message whose follow-up is too large for its topic', async () => {
    const { give, letters } = await rig(async () => done({ topic: out, key: 'k', id: 'f', message: { n: 1 } }), {
      append: new RecordTooLarge('x'),
    });
    expect(await give('{"n":1}')).toEqual(MOVE);
    expect(letters.map((letter) => letter.reason)).toEqual(['follow-up-too-large']);
  });

  it('never loses a message when the dead letters cannot be kept', async () => {
    const { give } = await rig(async () => refuse('x'), { keep: new Error('no database') });
    expect(await give('{"n":1}')).toMatchObject({ move: false });
    expect(await give('nonsense')).toMatchObject({ move: false });
  });

  it('stops on halt, fails the lifecycle, and takes nothing more', async () => {
    let calls = 0;
    const { give, steps } = await rig(async () => ((calls += 1), halt('ledger-disagrees')));
    expect(await give('{"n":1}')).toMatchObject({ move: false });
    expect(await give('{"n":1}')).toMatchObject({ move: false });
    expect([calls, steps]).toEqual([1, ['failed ledger-disagrees', 'stopped']]);
  });

  it('does not count a throw that comes from being stopped', async () => {
    const controller = new AbortController();
    const { give, letters } = await rig(async () => {
      controller.abort();
      throw new Error('stopped');
    });
    expect(await give('{"n":1}', '0', controller.signal)).toEqual({ move: false, again: 0 });
    expect(letters).toEqual([]);
  });
});
