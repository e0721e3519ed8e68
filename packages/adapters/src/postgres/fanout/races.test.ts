import { freshDatabase, need, until } from '@loa/testing/servers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import type { Database, Sql } from '../sql.ts';
import { type Bed, bedOn, NOW, openBed, oracle, people, PROVINCES, settled, stormWarning, told } from './test-bed.ts';

const EVERYWHERE = Object.values(PROVINCES).flat();
const NEED = 4;
const postgres = await need('postgres');

/** A database whose transactions stop before the statement that contains `text`, the first time, until they are let go. */
function stopBefore(db: Database, text: string) {
  let letGo: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  let open = false;
  const hold = async (statement: string): Promise<void> => {
    if (open || !statement.includes(text)) return;
    open = true;
    arrive();
    await gate;
  };
  const database: Database = {
    ...db,
    transaction: (work) =>
      db.transaction((tx) => work({ ...tx, query: async (statement, values) => (await hold(statement), tx.query(statement, values)) })),
  };
  return { database, arrived, letGo: () => letGo() };
}

const failBefore = (db: Database, nth: number, fail: (tx: Sql) => Promise<void>): { database: Database; count: () => number } => {
  let count = 0;
  const database: Database = {
    ...db,
    transaction: (work) =>
      db.transaction((tx) =>
        work({ ...tx, query: async (statement, values) => (count++ === nth && (await fail(tx)), tx.query(statement, values)) }),
      ),
  };
  return { database, count: () => count };
};

/** Somebody waits for somebody else's lock. */
const waiting = async (db: Database): Promise<boolean> => {
  const found = await db.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return found.length > 0;
};

describe.skipIf(postgres.missing)('fan-out on PostgreSQL, with others at work', () => {
  const registry = people(200);
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let db: Database;
  let bed: Bed;
  beforeEach(async () => {
    fresh = await freshDatabase(postgres.address);
    db = await openPostgres({ url: fresh.url, max: 8 });
    await migrate(db);
    bed = await openBed(registry, db);
  });
  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  const first = () => bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
  const unchanged = (number = 2) => bed.issue(stormWarning(number, [{ units: EVERYWHERE, change: 'unchanged', previousLevel: 3 }]));
  const everybodyOnce = async () => {
    const rows = await bed.rows();
    expect(told(rows)).toEqual(oracle(registry, EVERYWHERE, NEED));
    expect(rows.filter((row) => row.state === 'queued' || row.state === 'due')).toEqual([]);
  };

  it('a lease that comes during a slice waits for it, and then finds only what did not give way', async () => {
    await first();
    await bed.slices();
    await unchanged();
    const held = stopBefore(db, "Inserts a slice's deliveries");
    const slice = bedOn(held.database).slice(1_000);
    await held.arrived;
    const [replaced] = await db.query<{ batch_id: number }>(
      `select batch_id from deliveries where audience = 'agency' and warning_id = 'actual-1' order by id limit 1`,
    );
    const lease = bed.take(replaced!.batch_id);
    await until('a session that waits', 20_000, () => waiting(db));
    held.letGo();
    await slice;
    const leased = await lease;
    expect(leased?.rows).toEqual([]);
    await bed.ledger.close(replaced!.batch_id, 'sender');
    await bed.slices();
    await bed.send();
    await everybodyOnce();
  });

  it('a slice that comes during a lease leaves its rows to the sender', async () => {
    await first();
    await bed.slices();
    const open = await db.query<{ id: number }>('select id from batches order by id');
    const leased = await Promise.all(open.filter((_, at) => at % 3 === 0).map(({ id }) => bed.take(id)));
    await unchanged();
    await bed.slices();
    for (const one of leased) {
      expect(one!.rows.length).toBeGreaterThan(0);
      await bed.finish(one!);
    }
    await bed.send();
    await everybodyOnce();
  });

  it('a slice waits for a lease that is being committed, and then counts it', async () => {
    await first();
    await bed.slices();
    const [batch] = await db.query<{ id: number }>('select id from batches order by id limit 1');
    await unchanged();
    let slice: Promise<unknown> = Promise.resolve();
    await db.transaction(async (tx) => {
      await tx.query(`update batches set lease_owner = 'x', lease_until = now() + interval '1 hour', leases = leases + 1 where id = $1`, [
        batch!.id,
      ]);
      slice = bed.slice(1_000);
      await until('a session that waits', 20_000, () => waiting(db));
    });
    await slice;
    const states = await db.query<{ state: string }>('select distinct state from deliveries where batch_id = $1', [batch!.id]);
    expect(states).toEqual([{ state: 'queued' }]);
  });

  it('a lease whose sender died still counts as under way', async () => {
    await first();
    await bed.slices();
    const [batch] = await db.query<{ id: number }>('select id from batches order by id limit 1');
    await bed.take(batch!.id);
    await db.query(`update batches set lease_until = now() - interval '1 hour' where id = $1`, [batch!.id]);
    await unchanged();
    await bed.slices();
    expect(await db.query('select distinct state from deliveries where batch_id = $1', [batch!.id])).toEqual([{ state: 'queued' }]);
    await bed.send();
    await everybodyOnce();
  });

  it('settling is not held up by a slice', async () => {
    await first();
    await bed.slices();
    const [batch] = await db.query<{ id: number }>('select id from batches order by id limit 1');
    const leased = (await bed.take(batch!.id))!;
    await unchanged();
    const held = stopBefore(db, "Inserts a slice's deliveries");
    const slice = bedOn(held.database).slice(1_000);
    await held.arrived;
    await bed.finish(leased);
    held.letGo();
    await slice;
    await bed.slices();
    await bed.send();
    await everybodyOnce();
  });

  it('the sweeper passes over rows that a slice is deciding about', async () => {
    await first();
    await bed.slices();
    const open = await db.query<{ id: number }>('select id from batches order by id');
    for (const { id } of open) {
      const leased = (await bed.take(id))!;
      await bed.ledger.settle(leased.rows.map((row) => settled(row.deliveryId, 'due', { settledAt: null, dueAt: NOW })));
      await bed.ledger.close(id, 'sender');
    }
    await unchanged();
    const held = stopBefore(db, "Inserts a slice's deliveries");
    const slice = bedOn(held.database).slice(1_000);
    await held.arrived;
    const moved = await bed.sweeper.rebatch({ now: NOW, limit: 5_000, batchRows: 500 });
    for (const { batchId } of moved) await bed.finish((await bed.take(batchId))!);
    held.letGo();
    expect(await slice).toMatchObject({ kind: 'written' });
    await bed.slices();
    await bed.send();
    await everybodyOnce();
  });

  it('two workers on two warnings of one event never overlap, and neither waits with another event to do', async () => {
    await first();
    await bed.slices(3, 40);
    await unchanged();
    await bed.issue(stormWarning(3, [{ units: [...PROVINCES.A] }], { eventId: 'another', seriesId: 's.another' }));
    const held = stopBefore(db, "Inserts a slice's deliveries");
    const slice = bedOn(held.database).slice(40);
    await held.arrived;
    const others = await bed.slices(Infinity, 40);
    expect(others.every((one) => 'warningId' in one && one.warningId === 'actual-3')).toBe(true);
    expect(others.length).toBeGreaterThan(0);
    expect(await bed.slice(40)).toEqual({ kind: 'busy' });
    held.letGo();
    await slice;
  });

  it('workers side by side tell everybody once', async () => {
    await first();
    await bed.slices(4, 30);
    await unchanged();
    await unchanged(3);
    const run = async (worker: Bed): Promise<void> => {
      for (;;) {
        const result = await worker.slice(30);
        if (result.kind === 'idle') return;
      }
    };
    await Promise.all([run(bed), run(bedOn(db)), run(bedOn(db))]);
    await bed.send();
    await everybodyOnce();
  });

  it.each(['thrown out', 'its session killed'])('a worker %s before any statement leaves nothing half done', async (how) => {
    await first();
    await bed.slices(2, 80);
    await unchanged();
    const killer = db;
    const fail = async (tx: Sql): Promise<void> => {
      if (how === 'thrown out') throw new Error('out');
      const [me] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await killer.query('select pg_terminate_backend($1)', [me!.pid]);
    };
    for (let nth = 0; ; nth++) {
      const before = await bed.rows();
      const broken = failBefore(db, nth, fail);
      const result = await bedOn(broken.database)
        .slice(80)
        .catch(() => 'failed');
      if (result !== 'failed') break;
      expect(await bed.rows()).toEqual(before);
      await bed.slice(15);
    }
    await bed.slices();
    expect(await db.query('select id from batches b where not exists (select from deliveries d where d.batch_id = b.id)')).toEqual([]);
    await bed.send();
    await everybodyOnce();
  });
});
