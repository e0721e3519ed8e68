import type { ListProgress, ListRow } from '@loa/domain/ports';
import { testAddresses } from '@loa/testing/addresses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bed, embedded, NOW, openBed, PROVINCES, stormWarning } from '../fanout/test-bed.ts';
import type { Database } from '../sql.ts';
import { listsTable } from './lists-table.ts';

/** More than the sweeper takes at once. */
const MANY = 6_000;
const PAGE = 5_000;

describe('a list during a running event', () => {
  let db: Database;
  let bed: Bed;
  beforeAll(async () => void (db = await embedded()));
  afterAll(() => db.close());

  const row = (id: number, unit: string): ListRow => ({
    ...{ key: String(id), phone: `+849${String(id).padStart(8, '0')}`, audience: 'citizen', language: 'vi' },
    ...{ leastNeed: 1, unaccentedSms: false, exercises: false, units: [unit], ends: {} },
  });
  /** Takes rows in as a file of their own, in pages. */
  const take = async (digest: string, rows: readonly ListRow[]) => {
    const lists = listsTable(db, testAddresses);
    let list = await lists.open({ name: 'ward', digest, wording: 'v1', now: NOW });
    for (let from = 0; from < rows.length; from += PAGE) {
      const some = rows.slice(from, from + PAGE).map((one) => lists.keyed(one, Number(one.key), { seal: from === 0 }));
      const progress = (): ListProgress => ({ line: from + some.length, bytes: 0, counts: {} });
      list = { ...list, progress: await lists.write(list, { rows: some, progress, beforeCommit: () => undefined }) };
    }
    await lists.finish(list, NOW);
  };
  /** The sweeper's rounds until nobody waits, and everything that comes of them. */
  const settle = async () => {
    const rounds = [];
    for (;;) {
      const round = await bed.sweeper.welcome({ now: NOW, limit: PAGE });
      if (round.people === 0) break;
      rounds.push(round);
    }
    await bed.slices(Infinity, PAGE);
    await bed.send();
    return rounds;
  };
  const messages = async () => {
    const rows = (await bed.rows()).filter(({ state }) => state === 'accepted');
    return { people: new Set(rows.map((one) => one.subscriber_id)).size, rows: rows.length };
  };
  const at = (unit: string) => Array.from({ length: MANY }, (_, n) => row(n + 1, unit));

  test('each person added gets what is in force, once; whom it changes nothing for gets nothing, whoever moves gets the new place', async () => {
    bed = await openBed([], db);
    await bed.issue(stormWarning(1, [{ units: [...PROVINCES.A, ...PROVINCES.B] }]));
    await bed.slices();
    await take('first', at(PROVINCES.A[0]));
    expect(await settle()).toEqual([
      { people: PAGE, jobs: 1 },
      { people: MANY - PAGE, jobs: 1 },
    ]);
    expect(await messages()).toEqual({ people: MANY, rows: MANY });
    await take('again', at(PROVINCES.A[0]));
    expect(await settle()).toEqual([]);
    await take('moved', [row(7, PROVINCES.B[0]), row(8, PROVINCES.C[0])]);
    expect(await settle()).toEqual([{ people: 2, jobs: 1 }]);
    expect(await messages()).toEqual({ people: MANY, rows: MANY + 1 });
  });

  test('nothing in force: nothing is sent, and nobody waits', async () => {
    await db.script('truncate lists cascade');
    bed = await openBed([], db);
    await take('quiet', at(PROVINCES.A[0]).slice(0, 20));
    expect(await settle()).toEqual([{ people: 20, jobs: 0 }]);
    expect([await bed.rows(), await db.query('select from arrivals')]).toEqual([[], []]);
  });
});
