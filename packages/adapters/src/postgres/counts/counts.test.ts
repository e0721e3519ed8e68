import { freshDatabase, need } from '@loa/testing/servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isStateReason } from '@loa/domain/delivery';
import type { Receipt, SettleResult } from '@loa/domain/ports';
import { type Bed, bedOn, NOW, openBed, PROVINCES, settled, stormWarning } from '../fanout/test-bed.ts';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import { receiptsTable } from '../receipts/index.ts';
import { recallTable } from '../recall/index.ts';
import type { Database } from '../sql.ts';
import { counted, peopleOfOperators, scan } from './test-bed.ts';

const EVERYWHERE = Object.values(PROVINCES).flat();
const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
const postgres = await need('postgres');

/** Mulberry32: the same numbers from 0 to below 1 for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Everything that happens to a ledger, each drawn by `random`; `at` is the moment, in seconds after NOW. */
function happenings(bed: Bed, random: () => number) {
  const whole = (below: number): number => Math.floor(random() * below);
  const oneOf = <T>(of: readonly T[]): T => of[whole(of.length)] as T;
  let issued = 0;
  let at = 0;
  const now = (): string => after(at);
  const outcome = (id: number, attempt: number): SettleResult => {
    const base = { attempt, sentAt: now(), settledAt: now() };
    return oneOf([
      () => settled(id, 'accepted', base),
      () => settled(id, 'no-receipt-on-this-route', base),
      () => settled(id, 'failed', { ...base, reason: oneOf(['smtp-550-5.1.1', 'twilio-21610']) }),
      () => settled(id, 'suppressed', { ...base, sentAt: null, reason: 'opted-out' }),
      () => settled(id, 'due', { ...base, settledAt: null, dueAt: after(at + whole(200)), reason: 'smtp-450-4.2.1' }),
      () => settled(id, 'unknown', { ...base, settledAt: null, dueAt: after(at + whole(200)), reason: 'connection-lost' }),
      () => settled(id, 'unknown', { ...base, reason: 'connection-lost' }),
    ])();
  };
  const ids = (sql: string) => bed.db.query<{ id: number }>(`${sql} order by random() limit 20`);
  return {
    now,
    async issue() {
      issued += 1;
      const change = issued === 1 ? 'new' : oneOf(['unchanged', 'escalated', 'new'] as const);
      const units = oneOf([EVERYWHERE, [...PROVINCES.A], [...PROVINCES.A, ...PROVINCES.C]]);
      const action = issued > 3 && random() < 0.2 ? { action: 'cancel' as const, msgType: 'Cancel' as const } : {};
      await bed.issue(stormWarning(issued, [{ units, change, previousLevel: issued === 1 ? null : 3, level: 3 + whole(2) }], action));
    },
    slice: () => bed.slice(10 + whole(60), now()),
    async send() {
      for (const { id } of (await ids('select id from batches where done_at is null')).slice(0, 1 + whole(3))) {
        const leased = await bed.take(id, `sender-${String(id)}`);
        if (leased === null) continue;
        const some = leased.rows.filter(() => random() < 0.8);
        await bed.ledger.settle(some.map((row) => outcome(row.deliveryId, row.attempt + 1)));
        await bed.ledger.close(id, `sender-${String(id)}`);
      }
    },
    async receive() {
      const word = (deliveryId: number): Receipt => ({
        ...{ deliveryId, attempt: 1 + whole(2), at: now(), providerId: 'p' },
        ...oneOf([
          { state: 'delivered', code: null },
          { state: 'undelivered', code: 'twilio-30003' },
          { state: 'undelivered', code: null },
          { state: 'accepted', code: null },
        ] as const),
      });
      await receiptsTable(bed.db).settle((await ids('select id from deliveries')).map(({ id }) => word(id)));
    },
    retry: () => bed.sweeper.rebatch({ now: now(), limit: 100, batchRows: 20 }),
    expire: () => bed.sweeper.expire({ now: now(), limit: 50 }),
    stop: () => bed.sweeper.stop({ now: now(), limit: 50 }),
    owe: () => bed.sweeper.owe({ now: now(), after: { settledAt: NOW, deliveryId: 0 }, until: after(at + 1), limit: 50 }),
    async recall() {
      if (random() < 0.2)
        for (const { id } of (await ids('select id from warnings')).slice(0, 1))
          await recallTable(bed.db).recall({ warningId: String(id), by: 'desk', reason: 'test', now: now() });
    },
    fold: () => bed.sweeper.fold({ now: now(), rows: 1 + whole(200) }),
    wait: async () => void (at += whole(120)),
    later: (seconds: number) => void (at += seconds),
  };
}

describe.skipIf(postgres.missing)('the counts of the ledger', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let db: Database;
  const seen = new Set<string>();
  beforeAll(async () => {
    fresh = await freshDatabase(postgres.address);
    db = await openPostgres({ url: fresh.url, max: 8 });
    await migrate(db);
  });
  afterAll(async () => {
    await db.close();
    await fresh.drop();
  });

  it.each([1, 2, 3])('are what a walk through the ledger counts, whatever happens side by side (seed %i)', async (seed) => {
    const random = seeded(seed);
    const bed = await openBed(peopleOfOperators(80), db);
    const what = happenings(bed, random);
    const names = ['slice', 'slice', 'send', 'send', 'receive', 'retry', 'expire', 'stop', 'owe', 'recall', 'fold', 'wait'] as const;
    for (let round = 0; round < 16; round += 1) {
      if (round % 4 === 0) await what.issue();
      await Promise.all(Array.from({ length: 4 }, () => what[names[Math.floor(random() * names.length)] ?? 'wait']()));
      expect(await counted(db, what.now())).toEqual(await scan(db, what.now()));
    }
    for (const { state } of await db.query<{ state: string }>('select distinct state from deliveries')) seen.add(state);
    while ((await what.fold()) > 0) continue;
    expect(await db.query('select id from ledger_changes')).toEqual([]);
    expect(await counted(db, what.now())).toEqual(await scan(db, what.now()));
  });

  it.each([4, 5])(
    'every delivery ends with a reason of the closed list, and nothing is open once all has run out (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const bed = await openBed(peopleOfOperators(80), db);
      const what = happenings(bed, random);
      const names = ['issue', 'slice', 'slice', 'send', 'send', 'receive', 'retry', 'recall', 'wait'] as const;
      for (let round = 0; round < 40; round += 1) await what[names[Math.floor(random() * names.length)] ?? 'wait']();
      what.later(2 * 86_400);
      for (let more = 1; more > 0;) {
        const slice = await what.slice();
        const [ended, stopped] = [await what.expire(), await what.stop()];
        more = ended.expired + ended.unknown + stopped.recalled + stopped.superseded + (slice.kind === 'idle' ? 0 : 1);
      }
      const ends = await db.query<{ state: string; reason: string | null; settled: boolean }>(
        'select distinct state, state_reason as reason, settled_at is not null as settled from deliveries order by 1',
      );
      expect(ends.filter(({ state, settled }) => !settled || state === 'queued' || state === 'due')).toEqual([]);
      const saysAll = ['accepted', 'no-receipt-on-this-route', 'delivered'];
      expect(ends.filter(({ state, reason }) => reason === null && !saysAll.includes(state))).toEqual([]);
      expect(ends.filter(({ reason }) => reason !== null && (!isStateReason(reason) || reason === 'unexpected'))).toEqual([]);
      expect((await counted(db, what.now())).oldest).toEqual([]);
      expect(await counted(db, what.now())).toEqual(await scan(db, what.now()));
    },
  );

  it('get one line from a settle of rows of one kind, none from what moves no state, and two of what was in doubt', async () => {
    const bed = await openBed(peopleOfOperators(80), db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    while ((await bed.sweeper.fold({ now: NOW, rows: 1_000 })) > 0) continue;
    const lines = () => db.query<{ state: string; rows: number }>('select state, rows from ledger_changes order by id');
    const [batch] = await db.query<{ id: number }>(
      'select batch_id as id from deliveries group by batch_id order by count(*) desc limit 1',
    );
    const leased = await bed.take(batch!.id);
    const [one, ...others] = leased!.rows.filter(({ audience, reason }) => audience === 'citizen' && reason === 'first-news');
    expect(others.length).toBeGreaterThan(3);
    await bed.ledger.settle(others.map((row) => settled(row.deliveryId, 'accepted')));
    expect(await lines()).toEqual([{ state: 'accepted', rows: others.length }]);
    await bed.ledger.settle([settled(one!.deliveryId, 'unknown', { settledAt: null, dueAt: after(1), reason: 'connection-lost' })]);
    expect((await lines()).slice(1)).toEqual([{ state: 'unknown', rows: 1 }]);
    await bed.ledger.close(batch!.id, 'sender');
    await bed.sweeper.rebatch({ now: after(2), limit: 100, batchRows: 20 });
    await bed.ledger.settle([settled(one!.deliveryId, 'accepted', { attempt: 2 })]);
    expect((await lines()).filter(({ rows }) => rows < 0).map(({ state }) => state)).toContain('unknown');
    expect(await counted(db, NOW)).toEqual(await scan(db, NOW));
  });

  it('are of rows whose places stay while they are queued: the database refuses to change them', async () => {
    const bed = await openBed(peopleOfOperators(20), db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    await expect(db.query(`update deliveries set state = 'accepted', units = '{}'`)).rejects.toThrow('is queued');
    expect(await counted(db, NOW)).toEqual(await scan(db, NOW));
  });

  it('are read without a look at the ledger', async () => {
    const read: string[] = [];
    const watching: Pick<Database, 'query'> = {
      query: async (text, values) => {
        const [row] = await db.query<{ 'QUERY PLAN': unknown }>(`explain (format json) ${text}`, values);
        read.push(JSON.stringify(row?.['QUERY PLAN']));
        return db.query(text, values);
      },
    };
    await bedOn(db).issue(stormWarning(900, [{ units: EVERYWHERE }], { eventId: 'another', seriesId: 'another' }));
    await counted(watching, NOW);
    // Else the walks above had nothing to count.
    expect(seen.size).toBeGreaterThan(3);
    expect(read.length).toBeGreaterThan(3);
    expect(read.filter((plan) => plan.includes('"deliveries"'))).toEqual([]);
    expect(read.some((plan) => plan.includes('"ledger_changes"'))).toBe(true);
  });
});
