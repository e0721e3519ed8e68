import { outletLinesTable, warningsTable } from '@loa/adapters/postgres';
import { publicCallbacks } from '@loa/adapters/webhook';
import { manualClock } from '@loa/testing/clock';
import { until } from '@loa/testing/servers';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import {
  type Answer,
  got,
  hangs,
  idsAt,
  isSigned,
  issue,
  NOW,
  numbersAt,
  ok,
  range,
  resets,
  says,
  useBeds,
  WITHIN_MS,
} from './test-bed.ts';

const { bedOf, cursorOf, db, first, sinkOf } = useBeds();

test('an item reaches an outlet signed, so that the library of Standard Webhooks verifies it', async () => {
  const bed = await bedOf({ clock: manualClock(new Date().toISOString()) });
  const sink = await sinkOf();
  const { id, secret } = await bed.outlet(sink.url);
  await issue(db(), 1);
  await got(sink, 1);
  const { headers, body } = sink.received[0]!;
  const text = (name: string): string => String(headers[name]);
  const signed = {
    'webhook-id': text('webhook-id'),
    'webhook-timestamp': text('webhook-timestamp'),
    'webhook-signature': text('webhook-signature'),
  };
  expect(new Webhook(secret).verify(body, signed)).toMatchObject({ number: 1, kind: 'issued', id: 'actual-1', entries: [{ level: 4 }] });
  expect(signed['webhook-id']).toBe(`outlet-${id}-actual-1`);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
});

test('an outlet that was away for 500 items gets all 500, once and in order, when it is back', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(resets);
  const { id, secret } = await bed.outlet(sink.url);
  await issue(db(), 500);
  await until('it fails', WITHIN_MS, async () => ((await cursorOf(id))?.failures ?? 0) > 0);
  bed.clock.advance(3_600_000);
  await until('it fails again', WITHIN_MS, async () => ((await cursorOf(id))?.failures ?? 0) > 1);
  expect(new Set(numbersAt(sink))).toEqual(new Set([1]));
  sink.received.length = 0;
  sink.answer = ok;
  bed.clock.advance(3_600_000);
  await got(sink, 500);
  await until('the cursor is at the head', WITHIN_MS, async () => (await cursorOf(id))?.number === 500);
  expect(numbersAt(sink)).toEqual(range(1, 500));
  expect(sink.received.filter((one) => !isSigned(one, secret))).toEqual([]);
  expect(sink.received.map((one) => one.headers['webhook-timestamp'])).toEqual(Array(500).fill(String(bed.clock.now().getTime() / 1_000)));
}, 120_000);

test('a process that is killed lets go of nothing: another one takes its lines, and nothing is left out, in order, under the same ids', async () => {
  const clock = manualClock(NOW);
  let dead = false;
  const isDead = (): boolean => dead;
  const grave = Promise.withResolvers<never>();
  const whileAlive =
    <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const result = isDead() ? grave.promise : await work(...given);
      return isDead() ? grave.promise : result;
    };
  const lines = outletLinesTable(db());
  const callbacks = publicCallbacks({ allowPrivate: true });
  const doomed = await bedOf({
    clock,
    ports: {
      lines: { ...lines, take: whileAlive(lines.take), settle: whileAlive(lines.settle) },
      callbacks: { ...callbacks, call: whileAlive(callbacks.call) },
    },
  });
  first(async () => grave.reject(new Error('buried')));
  const sink = await sinkOf((one, response, count) => {
    if (count === 20) dead = true;
    ok(one, response, count);
  });
  await doomed.outlet(sink.url);
  await issue(db(), 60);
  await got(sink, 20);
  const successor = await bedOf({ clock });
  clock.advance(successor.settings.leaseMs - 1);
  await issue(db(), 1);
  expect(sink.received).toHaveLength(20);
  clock.advance(1);
  await until('everything has arrived', WITHIN_MS, async () => numbersAt(sink).at(-1) === 61);
  const numbers = numbersAt(sink);
  expect(numbers.slice(0, 20)).toEqual(range(1, 20));
  expect(numbers.slice(20)).toEqual(range(20, 61));
  const ids = idsAt(sink);
  expect(ids[19]).toBe(ids[20]);
  expect(new Set(ids).size).toBe(61);
});

test('targets that hang, fail, reset or redirect hold up no other, however many they are', async () => {
  const slots = { soundSlots: 4, suspectSlots: 2, slowMs: 100, timeoutMs: 2_000 };
  const bed = await bedOf({ settings: slots });
  const bad: Answer[] = [
    ...Array<Answer>(8).fill(hangs),
    says(500),
    says(500),
    resets,
    resets,
    says(307, { location: 'http://127.0.0.1:1/' }),
  ];
  const badOnes = await Promise.all(bad.map((answer) => sinkOf(answer)));
  for (const sink of badOnes) await bed.outlet(sink.url);
  const goodOnes = await Promise.all(Array.from({ length: 5 }, () => sinkOf()));
  for (const sink of goodOnes) await bed.outlet(sink.url);
  for (let n = 0; n < 10; n += 1) {
    await issue(db(), 3);
    bed.clock.advance(400_000);
    await until('the good ones have it', WITHIN_MS, async () => {
      // A good one may be given up for being slow as well, and then waits for its next try.
      bed.clock.advance(100);
      return goodOnes.every((sink) => numbersAt(sink).at(-1) === 3 * (n + 1));
    });
  }
  for (const sink of goodOnes) {
    expect([...new Set(numbersAt(sink))]).toEqual(range(1, 30));
    expect(numbersAt(sink)).toEqual(numbersAt(sink).toSorted((a, b) => a - b));
  }
  for (const sink of badOnes) expect(new Set(numbersAt(sink))).toEqual(new Set([1]));
});

test('several processes share the outlets; each outlet gets everything once and in order', async () => {
  const clock = manualClock(NOW);
  const settings = { soundSlots: 3, itemsAtOnce: 4 };
  const beds = await Promise.all([bedOf({ clock, settings }), bedOf({ clock, settings })]);
  const sinks = await Promise.all(Array.from({ length: 12 }, () => sinkOf()));
  for (const sink of sinks) await beds[0]!.outlet(sink.url);
  for (let n = 0; n < 5; n += 1) await issue(db(), 6);
  for (const sink of sinks) await got(sink, 30);
  for (const sink of sinks) expect(numbersAt(sink)).toEqual(range(1, 30));
  for (const bed of beds) {
    const delivered = (await bed.metrics.registry.metrics()).match(/loa_webhooks_total\{result="delivered"[^}]*\} (\d+)/)?.[1];
    expect(Number(delivered)).toBeGreaterThan(0);
  }
});

test('tries follow the schedule, and the far side may ask for more time', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(500));
  const { id } = await bed.outlet(sink.url);
  await issue(db(), 1);
  for (const [n, seconds] of [1, 5, 15, 30, 60, 120, 300, 300].entries()) {
    await until('it fails', WITHIN_MS, async () => (await cursorOf(id))?.failures === n + 1, 5);
    const { dueAt } = (await cursorOf(id))!;
    const wait = Date.parse(dueAt!) - bed.clock.now().getTime();
    expect([wait >= seconds * 800, wait <= seconds * 1_200]).toEqual([true, true]);
    bed.clock.advance(wait);
  }
  sink.answer = says(429, { 'retry-after': '240' });
  const before = sink.received.length;
  bed.clock.advance(400_000);
  await got(sink, before + 1);
  expect((await cursorOf(id))?.number).toBe(0);
});

test('an engine that fails for a moment costs no item', async () => {
  const warnings = warningsTable(db());
  const lines = outletLinesTable(db());
  let seed = 7;
  const flaky =
    <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      // Numerical Recipes' generator: no rhythm that the calls could fall into.
      seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
      if (seed > 2 ** 31) throw new Error('the engine is away');
      return work(...given);
    };
  const bed = await bedOf({
    settings: { itemsAtOnce: 3 },
    ports: {
      warnings: { ...warnings, after: flaky(warnings.after) },
      lines: { ...lines, take: flaky(lines.take), settle: flaky(lines.settle) },
    },
  });
  const sink = await sinkOf();
  await bed.outlet(sink.url);
  await issue(db(), 12);
  await got(sink, 12);
  expect(numbersAt(sink)).toEqual(range(1, 12));
});
