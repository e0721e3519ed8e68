import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, migrate, openPglite, outletLinesTable, outletsTable, warningsTable } from '@loa/adapters/postgres';
import { publicCallbacks } from '@loa/adapters/webhook';
import { manualClock } from '@loa/testing/clock';
import { until } from '@loa/testing/servers';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FRESH_MS } from './push/items.ts';
import {
  type Answer,
  type Bed,
  type BedOptions,
  empty,
  hangs,
  idsAt,
  isSigned,
  issue,
  lapse,
  NOW,
  numbersAt,
  ok,
  openBed,
  openSink,
  resets,
  says,
  type Sink,
} from './test-bed.ts';

let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());
beforeEach(() => empty(db));

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});
const bedOf = async (options: BedOptions = {}): Promise<Bed> => {
  const bed = await openBed(db, options);
  open.unshift(bed.stop);
  return bed;
};
const sinkOf = async (answer?: Answer): Promise<Sink> => {
  const sink = await openSink(answer);
  open.push(sink.close);
  return sink;
};
const WITHIN_MS = 30_000;
const got = (sink: Sink, count: number) => until(`${count} items arrive`, WITHIN_MS, async () => sink.received.length >= count, 5);
const cursorOf = async (id: number) => (await outletsTable(db).get(id, NOW))?.cursors[0];
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

test('an item reaches an outlet signed, so that the library of Standard Webhooks verifies it', async () => {
  const bed = await bedOf({ clock: manualClock(new Date().toISOString()) });
  const sink = await sinkOf();
  const { id, secret } = await bed.outlet(sink.url);
  await issue(db, 1);
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
  await issue(db, 500);
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
});

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
  const lines = outletLinesTable(db);
  const callbacks = publicCallbacks({ allowPrivate: true });
  const doomed = await bedOf({
    clock,
    ports: {
      lines: { ...lines, take: whileAlive(lines.take), settle: whileAlive(lines.settle) },
      callbacks: { ...callbacks, call: whileAlive(callbacks.call) },
    },
  });
  open.unshift(async () => grave.reject(new Error('buried')));
  const sink = await sinkOf((one, response, count) => {
    if (count === 20) dead = true;
    ok(one, response, count);
  });
  await doomed.outlet(sink.url);
  await issue(db, 60);
  await got(sink, 20);
  const successor = await bedOf({ clock });
  clock.advance(successor.settings.leaseMs - 1);
  await issue(db, 1);
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
  const slots = { soundSlots: 4, suspectSlots: 2, slowMs: 30, timeoutMs: 2_000 };
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
    await issue(db, 3);
    bed.clock.advance(400_000);
    for (const sink of goodOnes) await got(sink, 3 * (n + 1));
  }
  for (const sink of goodOnes) expect(numbersAt(sink)).toEqual(range(1, 30));
  for (const sink of badOnes) expect(new Set(numbersAt(sink))).toEqual(new Set([1]));
});

test('several processes share the outlets; each outlet gets everything once and in order', async () => {
  const clock = manualClock(NOW);
  const settings = { soundSlots: 3, itemsAtOnce: 4 };
  const beds = await Promise.all([bedOf({ clock, settings }), bedOf({ clock, settings })]);
  const sinks = await Promise.all(Array.from({ length: 12 }, () => sinkOf()));
  for (const sink of sinks) await beds[0]!.outlet(sink.url);
  for (let n = 0; n < 5; n += 1) await issue(db, 6);
  for (const sink of sinks) await got(sink, 30);
  for (const sink of sinks) expect(numbersAt(sink)).toEqual(range(1, 30));
  for (const bed of beds) {
    const delivered = (await bed.metrics.registry.metrics()).match(/loa_webhooks_total\{result="delivered"[^}]*\} (\d+)/)?.[1];
    expect(Number(delivered)).toBeGreaterThan(0);
  }
});

test('what ran out and what was recalled are items: a lapsed warning as such, a recalled one as a tombstone', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(503));
  const { id } = await bed.outlet(sink.url);
  await issue(db, 3);
  await lapse(db, 'actual-1');
  await until('it fails', WITHIN_MS, async () => ((await cursorOf(id))?.failures ?? 0) > 0);
  await db.query(`update warnings set recalled_at = $1 where id = 'actual-2'`, [NOW]);
  await sleep(FRESH_MS + 50);
  sink.received.length = 0;
  sink.answer = ok;
  bed.clock.advance(10_000);
  await got(sink, 4);
  const items = sink.received.map((one) => JSON.parse(one.body) as Record<string, unknown>);
  expect(items.map((item) => [item['number'], item['kind'], item['id']])).toEqual([
    [1, 'issued', 'actual-1'],
    [2, 'recalled', 'actual-2'],
    [3, 'issued', 'actual-3'],
    [4, 'lapsed', 'actual-1'],
  ]);
  expect(items[1]).toEqual({ number: 2, kind: 'recalled', id: 'actual-2', status: 'Actual', recalledAt: NOW });
  expect(items[3]).toMatchObject({ lapsedAt: NOW });
});

test('a warning that is recalled while it is being retried goes out as a tombstone', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(500));
  const { id } = await bed.outlet(sink.url);
  await issue(db, 1);
  await until('it fails', WITHIN_MS, async () => ((await cursorOf(id))?.failures ?? 0) > 0);
  await db.query(`update warnings set recalled_at = $1`, [NOW]);
  await sleep(FRESH_MS + 50);
  sink.answer = ok;
  bed.clock.advance(10_000);
  await until('it arrives', WITHIN_MS, async () => (await cursorOf(id))?.number === 1);
  expect(JSON.parse(sink.received.at(-1)!.body)).toMatchObject({ kind: 'recalled' });
  expect(sink.received.at(-1)!.body).not.toContain('Quy');
});

test('what an outlet does not ask for moves its cursor and is not sent; each status is a sequence of its own', async () => {
  const bed = await bedOf();
  const [here, elsewhere, testing] = [await sinkOf(), await sinkOf(), await sinkOf()];
  await bed.outlet(here.url, { filters: { provinces: ['52'], leastLevel: 4 } });
  const { id } = await bed.outlet(elsewhere.url, { filters: { provinces: ['01'] } });
  await bed.outlet(testing.url, { statuses: ['Test'] });
  await issue(db, 600);
  await issue(db, 2, { status: 'Test' });
  await got(here, 600);
  await got(testing, 2);
  await until('the cursor has moved', WITHIN_MS, async () => (await cursorOf(id))?.number === 600);
  expect(elsewhere.received).toEqual([]);
  expect(idsAt(testing).map((one) => one.replace(/^outlet-\d+-/, ''))).toEqual(['test-1', 'test-2']);
  expect(numbersAt(here)).toEqual(range(1, 600));
});

test('an outlet that goes back gets everything after that number again, under the same ids', async () => {
  const bed = await bedOf();
  const sink = await sinkOf();
  const { token } = await bed.outlet(sink.url);
  await issue(db, 5);
  await got(sink, 5);
  await until(
    'it is settled',
    WITHIN_MS,
    async () => (await bed.call('POST', '/api/outlets/me/replay', token, { after: 2 })).status === 200,
  );
  await got(sink, 8);
  expect(numbersAt(sink)).toEqual([1, 2, 3, 4, 5, 3, 4, 5]);
  expect(idsAt(sink).slice(2, 5)).toEqual(idsAt(sink).slice(5));
});

test('tries follow the schedule, and the far side may ask for more time', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(500));
  const { id } = await bed.outlet(sink.url);
  await issue(db, 1);
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

test('410 blocks the outlet and says why; approved again it goes on from where it was', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(410));
  const { id, token } = await bed.outlet(sink.url);
  await issue(db, 2);
  await until('it is blocked', WITHIN_MS, async () => (await outletsTable(db).get(id, NOW))?.standing === 'blocked');
  expect((await bed.call('GET', '/api/outlets/me', token)).body).toMatchObject({ standing: 'blocked', standingReason: 'gone' });
  sink.received.length = 0;
  sink.answer = ok;
  await bed.call('POST', `/api/outlets/${id}/approve`, bed.operator);
  bed.clock.advance(10_000);
  await got(sink, 2);
  expect(numbersAt(sink)).toEqual([1, 2]);
});

test('an engine that fails for a moment costs no item', async () => {
  const warnings = warningsTable(db);
  const lines = outletLinesTable(db);
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
    ports: { warnings: { after: flaky(warnings.after) }, lines: { ...lines, take: flaky(lines.take), settle: flaky(lines.settle) } },
  });
  const sink = await sinkOf();
  await bed.outlet(sink.url);
  await issue(db, 12);
  await got(sink, 12);
  expect(numbersAt(sink)).toEqual(range(1, 12));
});
