import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../sql.ts';
import {
  type Bed,
  embedded,
  insertWarning,
  NOW,
  openBed,
  oracle,
  people,
  PROVINCES,
  settled,
  stormWarning,
  told,
} from '../fanout/test-bed.ts';

const EVERYWHERE = Object.values(PROVINCES).flat();
const REGISTRY = people(150);
const NEED = 4;
const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();

let db: Database;
let bed: Bed;
beforeAll(async () => void (db = await embedded()));
afterAll(() => db.close());

const open = async (registry = REGISTRY): Promise<void> => {
  bed = await openBed(registry, db);
};
const first = async (overrides: Parameters<typeof stormWarning>[2] = {}): Promise<void> => {
  await bed.issue(stormWarning(1, [{ units: EVERYWHERE }], overrides));
  await bed.slices();
};
const batchIds = async (): Promise<number[]> =>
  (await bed.db.query<{ id: number }>('select id from batches order by id')).map((row) => row.id);
/** Sends every batch into a temporary failure. */
const failAll = async (dueAt: string): Promise<void> => {
  for (const id of await batchIds()) {
    const leased = (await bed.take(id))!;
    await bed.ledger.settle(leased.rows.map((row) => settled(row.deliveryId, 'due', { settledAt: null, dueAt })));
    await bed.ledger.close(id, 'sender');
  }
};
const rebatch = (now: string) => bed.sweeper.rebatch({ now, limit: 5_000, batchRows: 50 });
const states = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(await bed.rows(), (row) => row.state)).map(([state, rows]) => [state, rows?.length ?? 0]),
  );

describe('retries', () => {
  it('come when they are due and not before, as batches of their lane and of the next attempt', async () => {
    await open();
    await first();
    await failAll(after(60));
    expect(await rebatch(after(59))).toEqual([]);
    const batches = await rebatch(after(60));
    expect(batches.length).toBeGreaterThan(0);
    expect(new Set(batches.map((batch) => batch.attempt))).toEqual(new Set([2]));
    expect(await rebatch(after(61))).toEqual([]);
    await bed.send();
    expect(told(await bed.rows())).toEqual(oracle(REGISTRY, EVERYWHERE, NEED));
  });

  it('hold one warning, channel, lane, language and precedence each, and no more rows than allowed', async () => {
    await open();
    await first();
    await failAll(NOW);
    await rebatch(NOW);
    const mixed = await bed.db.query(
      `select d.batch_id from deliveries d join batches b on b.id = d.batch_id join subscribers s on s.id = d.subscriber_id
       group by d.batch_id having count(distinct (d.warning_id, d.channel, d.lane, d.language)) > 1 or count(*) > 50
         or bool_or(d.channel <> b.channel or d.lane <> b.lane or d.language <> b.language
           or b.precedence <> case when s.supply then 2 when d.audience = 'citizen' then 0 else 1 end)`,
    );
    expect(mixed).toEqual([]);
  });

  it('leave a row where its sender has it', async () => {
    await open();
    await first();
    const [id] = await batchIds();
    const leased = (await bed.take(id!))!;
    await bed.ledger.settle(leased.rows.map((row) => settled(row.deliveryId, 'due', { settledAt: null, dueAt: NOW })));
    await bed.db.query(`update batches set lease_until = $1::timestamptz where id = $2`, [after(3), id]);
    expect(await rebatch(NOW)).toEqual([]);
    await bed.ledger.close(id!, 'sender');
    expect((await rebatch(NOW)).length).toBe(1);
  });

  it('are not made of what has expired or been stopped, but outcomes are still looked up', async () => {
    await open();
    await first();
    const [id] = await batchIds();
    const leased = (await bed.take(id!))!;
    const [unknown, ...due] = leased.rows.map((row) => row.deliveryId);
    await bed.ledger.settle([
      settled(unknown!, 'unknown', { settledAt: null, dueAt: NOW }),
      ...due.map((row) => settled(row, 'due', { settledAt: null, dueAt: NOW })),
    ]);
    await bed.ledger.close(id!, 'sender');
    await bed.db.query('update warnings set recalled_at = $1::timestamptz', [NOW]);
    await rebatch(after(1));
    const moved = await bed.db.query<{ id: number }>(
      'select d.id from deliveries d where batch_id > $1 and due_at is null and id = any($2::bigint[])',
      [id, leased.rows.map((row) => row.deliveryId)],
    );
    expect(moved.map((row) => row.id)).toEqual([unknown]);
    expect(await rebatch('2025-11-07T00:00:00.000Z')).toEqual([]);
  });
});

describe('batches that got lost', () => {
  it('are found when nobody marked them as published', async () => {
    await open();
    await first();
    const all = await batchIds();
    expect((await bed.sweeper.unpublished({ before: after(5), limit: 500 })).map((batch) => batch.batchId)).toEqual(all);
    expect(await bed.sweeper.unpublished({ before: NOW, limit: 500 })).toEqual([]);
    await bed.sweeper.markPublished(all.slice(1), NOW);
    expect((await bed.sweeper.unpublished({ before: after(5), limit: 500 })).map((batch) => batch.batchId)).toEqual(all.slice(0, 1));
  });

  it('are found when they were published and nobody took them, the oldest of each lane first', async () => {
    await open(people(600));
    await first();
    await bed.sweeper.markPublished(await batchIds(), NOW);
    expect(await bed.sweeper.stranded({ now: after(30), before: NOW, perLane: 2 })).toEqual([]);
    const found = await bed.sweeper.stranded({ now: after(31), before: after(1), perLane: 2 });
    const oldest = await bed.db.query<{ id: number }>(
      'select id from (select id, row_number() over (partition by channel, lane order by id) n from batches) b where n <= 2 order by id',
    );
    expect(found.map((batch) => batch.batchId)).toEqual(oldest.map((row) => row.id));
    await bed.send();
    expect(await bed.sweeper.stranded({ now: after(31), before: after(1), perLane: 2 })).toEqual([]);
  });

  it('are closed when all their rows gave way', async () => {
    await open();
    await first();
    const replaced = await batchIds();
    await bed.sweeper.markPublished(replaced, NOW);
    await bed.issue(stormWarning(2, [{ units: EVERYWHERE, change: 'unchanged', previousLevel: 3 }]));
    await bed.slices();
    expect(await bed.sweeper.closeEmpty({ now: after(31), before: after(1), limit: 500 })).toBe(replaced.length);
    await bed.send();
    expect(told(await bed.rows())).toEqual(oracle(REGISTRY, EVERYWHERE, NEED));
  });
});

describe('warnings that fan-out never saw', () => {
  it('are found while they are valid and not stopped', async () => {
    await open([]);
    const warning = stormWarning(1, [{ units: EVERYWHERE }]);
    await insertWarning(bed.db, warning);
    const find = (now: string, before: string) => bed.sweeper.unseenWarnings({ now, before, limit: 10 });
    expect(await find(after(30), NOW)).toEqual([]);
    expect(await find(after(31), after(1))).toEqual([warning]);
    expect(await find('2025-11-07T00:00:00.000Z', after(1))).toEqual([]);
    await bed.fanout.enqueue(warning, [], NOW);
    expect(await find(after(31), after(1))).toEqual([]);
  });
});

describe('expiry', () => {
  const LATER = '2025-11-07T00:00:00.000Z';

  it('ends what nobody sent, and counts an unknown outcome as told', async () => {
    await open();
    await first();
    const [id] = await batchIds();
    const leased = (await bed.take(id!))!;
    await bed.ledger.settle(leased.rows.map((row) => settled(row.deliveryId, 'unknown', { settledAt: null, dueAt: null })));
    await bed.ledger.close(id!, 'sender');
    expect(await bed.sweeper.expire({ now: NOW, limit: 5_000 })).toEqual({ expired: 0, unknown: 0 });
    const result = await bed.sweeper.expire({ now: LATER, limit: 5_000 });
    expect(result.unknown).toBe(leased.rows.length);
    expect(await states()).toEqual({ expired: result.expired, unknown: result.unknown });
    expect(await bed.sweeper.expire({ now: LATER, limit: 5_000 })).toEqual({ expired: 0, unknown: 0 });
  });

  it('leaves alone what a sender has', async () => {
    await open();
    await first();
    const [id] = await batchIds();
    const leased = (await bed.take(id!))!;
    await bed.db.query(`update batches set lease_until = $1::timestamptz where id = $2`, [after(86_400 * 2), id]);
    await bed.sweeper.expire({ now: LATER, limit: 5_000 });
    expect((await states())['queued']).toBe(leased.rows.length);
  });

  it('hands people who were counted as told, and were not, to the warning that is still valid', async () => {
    await open();
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE, expiresAt: '2025-11-06T14:00:00.000Z' }]));
    await bed.slices();
    const [id] = await batchIds();
    const underWay = (await bed.take(id!, 'another sender'))!;
    await bed.issue(stormWarning(2, [{ units: EVERYWHERE, change: 'unchanged', previousLevel: 3 }]));
    await bed.slices();
    await bed.send();
    // The sender lets go without having sent, and the channel stays down until the first warning has run out.
    await bed.ledger.close(id!, 'another sender');
    const now = '2025-11-06T14:00:01.000Z';
    expect((await bed.sweeper.expire({ now, limit: 5_000 })).expired).toBe(underWay.rows.length);
    const start = { settledAt: NOW, deliveryId: 0 };
    const owed = await bed.sweeper.owe({ now, after: start, until: '2025-11-06T14:00:02.000Z', limit: 5_000 });
    expect(owed?.jobs).toBe(1);
    expect(await bed.sweeper.owe({ now, after: owed!.next, until: '2025-11-06T14:00:02.000Z', limit: 5_000 })).toBeNull();
    await bed.slices(Infinity, 100, now);
    await bed.send();
    expect(told(await bed.rows())).toEqual(oracle(REGISTRY, EVERYWHERE, NEED));
  });

  it('brings back the earlier warning where the one that took its place ran out first', async () => {
    await open();
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    await bed.issue(stormWarning(2, [{ units: EVERYWHERE, change: 'unchanged', previousLevel: 3, expiresAt: '2025-11-06T14:00:00.000Z' }]));
    await bed.slices();
    const now = '2025-11-06T14:00:01.000Z';
    await bed.sweeper.expire({ now, limit: 5_000 });
    await bed.sweeper.owe({ now, after: { settledAt: NOW, deliveryId: 0 }, until: after(86_400), limit: 5_000 });
    await bed.slices(Infinity, 100, now);
    await bed.send();
    const rows = await bed.rows();
    expect(told(rows, (row) => row.warning_id === 'actual-1')).toEqual(oracle(REGISTRY, EVERYWHERE, NEED));
    expect(told(rows)).toEqual(oracle(REGISTRY, EVERYWHERE, NEED));
  });
});

describe('a warning that was stopped', () => {
  it.each([
    ['recalled', `update warnings set recalled_at = '${NOW}'`, 'recalled'],
    ['cancelled', `update warnings set cancelled_by = 'actual-2'`, 'superseded'],
  ])('%s: what nobody has sent is ended, what a sender has is left to it', async (_, statement, state) => {
    await open();
    await first();
    await failAll(after(600));
    await bed.db.query("update deliveries set due_at = null, state = 'queued', batch_id = null where id % 3 = 0");
    const [batch] = await rebatch(NOW);
    const leased = (await bed.take(batch!.batchId))!;
    await bed.db.query(`update batches set lease_until = $1::timestamptz where id = $2`, [after(60), batch!.batchId]);
    await bed.db.query(statement);
    await bed.sweeper.stop({ now: after(1), limit: 5_000 });
    const counted = await states();
    expect(counted['queued']).toBe(leased.rows.length);
    expect(counted[state]).toBe((await bed.rows()).length - leased.rows.length);
  });
});

describe('several sweepers', () => {
  it('limits bound what one statement takes', async () => {
    await open();
    await first();
    await failAll(NOW);
    await bed.sweeper.rebatch({ now: NOW, limit: 10, batchRows: 500 });
    const [moved] = await bed.db.query<{ n: number }>('select count(*)::int as n from deliveries where due_at is null');
    expect(moved!.n).toBe(10);
  });
});
