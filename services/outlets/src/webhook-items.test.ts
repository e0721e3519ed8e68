import { setTimeout as sleep } from 'node:timers/promises';
import { outletsTable } from '@loa/adapters/postgres';
import { until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { FRESH_MS } from './push/items.ts';
import { got, idsAt, issue, lapse, NOW, numbersAt, ok, range, says, useBeds, WITHIN_MS } from './test-bed.ts';

const { bedOf, cursorOf, db, sinkOf } = useBeds();

test('what ran out and what was recalled are items: a lapsed warning as such, a recalled one as a tombstone', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(503));
  const { id } = await bed.outlet(sink.url);
  await issue(db(), 3);
  await lapse(db(), 'actual-1');
  await until('it fails', WITHIN_MS, async () => ((await cursorOf(id))?.failures ?? 0) > 0);
  await db().query(`update warnings set recalled_at = $1 where id = 'actual-2'`, [NOW]);
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
  await issue(db(), 1);
  await until('it fails', WITHIN_MS, async () => ((await cursorOf(id))?.failures ?? 0) > 0);
  await db().query(`update warnings set recalled_at = $1`, [NOW]);
  await sleep(FRESH_MS + 50);
  sink.answer = ok;
  bed.clock.advance(10_000);
  await until('it arrives', WITHIN_MS, async () => (await cursorOf(id))?.number === 1);
  expect(JSON.parse(sink.received.at(-1)!.body)).toMatchObject({ kind: 'recalled' });
  expect([idsAt(sink)[0], idsAt(sink).at(-1)]).toEqual([`outlet-${id}-actual-1`, `outlet-${id}-actual-1-recalled`]);
  expect(sink.received.at(-1)!.body).not.toContain('Quy');
});

test('links lead to pages in the outlet’s language; a tombstone has none', async () => {
  const bed = await bedOf();
  const [vi, en] = [await sinkOf(), await sinkOf()];
  await bed.outlet(vi.url);
  await bed.outlet(en.url, { language: 'en-GB' });
  await issue(db(), 1);
  await Promise.all([got(vi, 1), got(en, 1)]);
  const linksAt = (sink: typeof vi) => (JSON.parse(sink.received[0]!.body) as Record<string, unknown>)['links'];
  const base = 'https://loa.example/warnings/actual-1';
  expect(linksAt(vi)).toEqual({ page: `${base}?language=vi`, cap: `${base}.xml` });
  expect(linksAt(en)).toEqual({ page: `${base}?language=en`, cap: `${base}.xml` });
});

test('what an outlet does not ask for moves its cursor and is not sent; each status is a sequence of its own', async () => {
  const bed = await bedOf();
  const [here, elsewhere, testing] = [await sinkOf(), await sinkOf(), await sinkOf()];
  await bed.outlet(here.url, { filters: { provinces: ['52'], leastLevel: 4 } });
  const { id } = await bed.outlet(elsewhere.url, { filters: { provinces: ['01'] } });
  await bed.outlet(testing.url, { statuses: ['Test'] });
  await issue(db(), 600);
  await issue(db(), 2, { status: 'Test' });
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
  await issue(db(), 5);
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

test('410 blocks the outlet and says why; approved again it goes on from where it was', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(410));
  const { id, token } = await bed.outlet(sink.url);
  await issue(db(), 2);
  await until('it is blocked', WITHIN_MS, async () => (await outletsTable(db()).get(id, NOW))?.standing === 'blocked');
  expect((await bed.call('GET', '/api/outlets/me', token)).body).toMatchObject({ standing: 'blocked', standingReason: 'gone' });
  sink.received.length = 0;
  sink.answer = ok;
  await bed.call('POST', `/api/outlets/${id}/approve`, bed.operator);
  bed.clock.advance(10_000);
  await got(sink, 2);
  expect(numbersAt(sink)).toEqual([1, 2]);
});
