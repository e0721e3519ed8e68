import { testAddresses } from '@loa/testing/addresses';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { registryTable } from '@loa/adapters/postgres';
import { aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReplayBulletin, shifted } from '../../services/standalone/src/replay/shift.ts';
import { aStorm, hours, inProvince } from './bulletins.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

const [QUY_NHON, TUY_HOA, HA_NOI] = ['21583', '22015', '00070'];
const SEASON = new URL('../../services/standalone/fixtures/season-2025.jsonl', import.meta.url);
const bySms = (id: number, ...units: string[]) => aSubscriber({ id, units, email: undefined });
/** Two citizens of Quy Nhơn (Bình Định), two of Tuy Hòa (Phú Yên), one of Hà Nội, an agency of Quy Nhơn. */
const PEOPLE = [
  bySms(1, QUY_NHON),
  bySms(2, QUY_NHON),
  bySms(3, TUY_HOA),
  bySms(4, TUY_HOA),
  bySms(5, HA_NOI),
  { ...bySms(6, QUY_NHON), audience: 'agency' as const },
];
const at = (...ids: number[]): string[] => ids.map((id) => `+999${String(id).padStart(9, '0')}`);
const BINH_DINH = 'Bình Định';
const PHU_YEN = 'Phú Yên';

let bed: EmbeddedBed;
beforeAll(async () => {
  bed = await embeddedBed({ people: PEOPLE });
});
afterAll(() => bed.stop());

/** Sends a bulletin and waits until all of it is final. Resolves with the decision and who was told. */
async function through(bulletin: { issuer: string }): Promise<{ id: string; decision: string | null; told: string[] }> {
  const id = await bed.send(bulletin);
  const { decision } = await bed.settled(id);
  return { id, decision, told: await bed.toldOf(id) };
}

describe('a series', () => {
  test('repeats issue nothing, and a lower sequence is stale', async () => {
    const first = await through(aStorm('series', 5, [inProvince(BINH_DINH, 3)]));
    expect(first).toMatchObject({ decision: 'issued', told: at(1, 2, 6) });
    const before = bed.farEnd.length;
    expect(await through(aStorm('series', 6, [inProvince(BINH_DINH, 3)]))).toMatchObject({ decision: 'repeat', told: [] });
    expect(await through(aStorm('series', 4, [inProvince(BINH_DINH, 5), inProvince(PHU_YEN, 5)]))).toMatchObject({
      decision: 'stale',
      told: [],
    });
    expect(await bed.send(aStorm('series', 6, [inProvince(BINH_DINH, 3)]))).toBe('nchmf.tropical-cyclone.series.6');
    const rows = await bed.ledger('series');
    expect([bed.farEnd.length, new Set(rows.map((row) => row.bulletinId))]).toEqual([before, new Set([first.id])]);
  });
});

describe('what changes', () => {
  test('an escalation in one province tells those there and no other citizen', async () => {
    expect((await through(aStorm('escalates', 1, [inProvince(BINH_DINH, 3), inProvince(PHU_YEN, 3)]))).told).toEqual(at(1, 2, 3, 4, 6));
    expect((await through(aStorm('escalates', 2, [inProvince(BINH_DINH, 4), inProvince(PHU_YEN, 3)]))).told).toEqual(at(1, 2, 6));
    const reasons = (await bed.ledger('escalates')).map((row) => `${row.subscriberId} ${row.reason}`);
    expect(reasons.filter((one) => one.endsWith('escalated')).toSorted()).toEqual(['1 escalated', '2 escalated', '6 escalated']);
  });

  test('an onset nine hours earlier at the same level is told there and nowhere else', async () => {
    expect((await through(aStorm('sooner', 1, [inProvince(BINH_DINH, 3, 20), inProvince(PHU_YEN, 3, 20)]))).told).toHaveLength(5);
    const next = await through(aStorm('sooner', 2, [inProvince(BINH_DINH, 3, 11), inProvince(PHU_YEN, 3, 20)]));
    expect(next.told).toEqual(at(1, 2, 6));
    const reasons = (await bed.ledger('sooner')).filter((row) => row.bulletinId === next.id).map((row) => row.reason);
    expect(reasons).toEqual(['brought-forward', 'brought-forward', 'brought-forward']);
  });

  test('a place that is dropped: those told there, and only they, are told', async () => {
    expect((await through(aStorm('drops', 1, [inProvince(BINH_DINH, 3), inProvince(PHU_YEN, 3)]))).told).toHaveLength(5);
    await registryTable(bed.db, testAddresses).insertMany([bySms(100, TUY_HOA), bySms(101, QUY_NHON)]);
    const next = await through(aStorm('drops', 2, [inProvince(BINH_DINH, 3)]));
    const rows = (await bed.ledger('drops')).filter((row) => row.bulletinId === next.id);
    // 101 came too late for the first bulletin and is owed the news; 100 came too late and has nothing to unlearn.
    expect(rows.map((row) => `${row.subscriberId} ${row.reason}`).toSorted()).toEqual(['101 first-news', '3 narrowed', '4 narrowed']);
    expect(next.told).toEqual(at(101, 3, 4).toSorted());
    await bed.db.query('delete from subscriber_units where subscriber_id >= 100');
  });

  test('Kalmaegi’s bulletins of 06:00 and 08:00 on 6 November 2025 make one message for a citizen of Quy Nhơn', async () => {
    const lines = readFileSync(SEASON, 'utf8').trim().split('\n');
    const season = lines.map((line) => JSON.parse(line) as ReplayBulletin).filter((one) => one.event.id.includes('kalmaegi'));
    const two = season.filter((one) => ['2025-11-06T06:00:00+07:00', '2025-11-06T08:00:00+07:00'].includes(one.finishedAt));
    expect(two).toHaveLength(2);
    const told: string[][] = [];
    for (const one of two) told.push((await through(shifted(one, new Date(), 'once'))).told);
    expect(told.map((numbers) => numbers.filter((to) => to === at(1)[0]).length)).toEqual([1, 0]);
  });
});

describe('several series of one storm', () => {
  const national = (event: string) => aStorm(event, 14, [inProvince(BINH_DINH, 4), inProvince(PHU_YEN, 3)]);
  const provincial = (event: string) => aStorm(event, 3, [inProvince(BINH_DINH, 3)], { issuer: 'gia-lai' });
  const quick = (event: string) => aStorm(event, 1, [inProvince(BINH_DINH, 4)], { family: 'quick', type: 'quick', scope: 'partial' });
  const surge = (event: string) => ({
    ...aStorm(event, 2, []),
    ...{ family: 'surge', hazard: 'surge', type: 'warning' },
    areas: [{ ...inProvince(BINH_DINH, 2), parameters: { surgeM: 2 } }],
  });
  const all = [national, provincial, quick, surge];
  const orders = all.flatMap((a) => all.flatMap((b) => all.flatMap((c) => all.map((d) => [a, b, c, d]))));

  test('national no. 14, provincial no. 3, a tin nhanh and a surge bulletin in any order: none stale, no place eased by silence', async () => {
    const different = orders.filter((order) => new Set(order).size === 4);
    expect(different).toHaveLength(24);
    for (const [index, order] of different.entries()) {
      const event = `order-${index}`;
      for (const make of order) expect((await through(make(event))).decision).toBe('issued');
      const rows = await bed.ledger(event);
      const reasons = new Set(rows.map((row) => row.reason));
      for (const reason of ['eased', 'narrowed', 'ended', 'cancelled'] as const) expect(reasons).not.toContain(reason);
      const highest = (person: number): number => Math.max(...rows.flatMap((row) => (row.subscriberId === person ? [row.level ?? 0] : [])));
      expect([1, 2, 3, 4, 6].map(highest)).toEqual([4, 4, 3, 3, 4]);
      expect(rows.filter((row) => row.subscriberId === 3)).toHaveLength(1);
    }
  }, 120_000);
});

describe('a cancel', () => {
  test('reaches exactly those told, the one in flight included, and who still waited hears neither', async () => {
    const narrow = await embeddedBed({ people: PEOPLE.slice(0, 4), slots: 1 });
    try {
      const [first, inFlight, waiting] = [at(1)[0]!, at(2)[0]!, at(3, 4)];
      const release = narrow.hold(inFlight);
      const alert = await narrow.send(aStorm('error', 1, [inProvince(BINH_DINH, 4), inProvince(PHU_YEN, 4)]));
      await narrow.fannedOut(alert);
      await until('one is in flight', 20_000, async () => (await narrow.toldOf(alert)).includes(inFlight), 5);
      expect(await narrow.toldOf(alert)).toEqual([first, inFlight]);
      const cancel = await narrow.send(aStorm('error', 2, [], { type: 'cancellation' }));
      await narrow.fannedOut(cancel);
      // Senders may go by what they read up to 200 ms ago; whoever is told in that time is told of the cancel as well.
      await sleep(500);
      release();
      await narrow.settled(alert);
      await narrow.settled(cancel);
      expect([await narrow.toldOf(alert), await narrow.toldOf(cancel)]).toEqual([
        [first, inFlight],
        [first, inFlight],
      ]);
      const states = (await narrow.ledger('error')).filter((row) => row.bulletinId === alert).map((row) => row.state);
      expect(states.toSorted()).toEqual(['no-receipt-on-this-route', 'no-receipt-on-this-route', 'superseded', 'superseded']);
      expect(narrow.farEnd.some((one) => waiting.includes(one.to))).toBe(false);
    } finally {
      await narrow.stop();
    }
  });
});

test('what is over when it comes is refused, so that none of these tests can pass by sending nothing', async () => {
  const over = aStorm('over', 1, [inProvince(BINH_DINH, 4, 0, { window: { from: hours(-3), to: hours(-1) } })]);
  await expect(bed.send(over)).rejects.toThrow('422');
});
