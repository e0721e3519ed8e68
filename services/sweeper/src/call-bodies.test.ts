import {
  type Database,
  fanoutTable,
  migrate,
  openPostgres,
  registryTable,
  supplyBodiesTable,
  supplyDeskTable,
} from '@loa/adapters/postgres';
import { confirmationsTable } from '@loa/adapters/postgres';
import { strata, tellPerson } from '@loa/domain/audience';
import { hazardGroup } from '@loa/domain/bulletin';
import { openingsOf, supplyBody } from '@loa/domain/supply';
import { createMetrics } from '@loa/runtime';
import { testAddresses } from '@loa/testing/addresses';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { manualClock } from '@loa/testing/clock';
import { testLogger } from '@loa/testing/logs';
import { freshDatabase, need, until } from '@loa/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callBodies } from './call-bodies.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const postgres = await need('postgres');
const log = testLogger('sweeper');

const body = supplyBody.parse({
  ...{ id: 'tinh', name: 'Ban chỉ huy', basis: { kind: 'own', text: 'quy chế' }, dutyChannel: 'sms' },
  duties: { hazards: 'all', provinces: ['52'], seaAreas: [] },
  contacts: ['first', 'second', 'third'].map((id, at) => ({ id, role: id, phone: `+99900000020${String(at)}` })),
});

/** `db` whose transactions run `before` ahead of the statement that holds `text`. */
function meddled(db: Database, text: string, before: () => Promise<void>): Database {
  return {
    ...db,
    transaction: (work) =>
      db.transaction((tx) =>
        work({ ...tx, query: async (sql, values) => (sql.includes(text) && (await before()), tx.query(sql, values)) }),
      ),
  };
}

describe.skipIf(postgres.missing)('sweepers on PostgreSQL', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let db: Database;
  beforeAll(async () => {
    fresh = await freshDatabase(postgres.address);
    db = await openPostgres({ url: fresh.url, max: 8 });
    await migrate(db);
  });
  afterAll(async () => {
    await db.close();
    await fresh.drop();
  });
  beforeEach(async () => {
    await db.script('truncate warnings, fanout_jobs, batches, deliveries, subscribers, supply_bodies restart identity cascade');
    await registryTable(db, testAddresses).insertMany([]);
    await supplyBodiesTable(db, testAddresses).put(body, 'night shift', NOW);
  });

  const clock = manualClock(NOW);
  const sweeperOn = (on: Database = db) =>
    callBodies({
      ...{ desk: supplyDeskTable(on), clock, log, metrics: createMetrics({ service: 'sweeper' }) },
      ...{ limit: 500, sinceMs: 3_600_000 },
    });
  const warning = aWarning({
    ...{ status: 'Actual', issuedAt: NOW },
    entries: [aWarningEntry({ units: ['21583'], level: 4, onset: '2025-11-06T13:00:00.000Z', expiresAt: '2025-11-06T23:00:00.000Z' })],
  });
  const issue = async ({ opened = true } = {}): Promise<void> => {
    clock.set(NOW);
    await db.query(
      `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
       values ($1, 'Actual', 1, $2, $3, $4, $5, 'nchmf', 'Alert', 'issue', $6::jsonb, $7, $8, $9)`,
      [warning.id, warning.bulletinId, warning.seriesId, warning.eventId, hazardGroup(warning.hazard), JSON.stringify(warning), NOW, warning.onset, warning.expiresAt],
    ); // prettier-ignore
    await fanoutTable(db).enqueue(warning, strata(warning, NOW), NOW);
    const desk = supplyDeskTable(db);
    if (opened) await desk.open(warning, openingsOf(warning, await desk.roster(), NOW), { followUp: false, now: NOW });
  };
  const slices = async (): Promise<void> => {
    const now = clock.now().toISOString();
    while ((await fanoutTable(db).slice({ now, decide: tellPerson, people: 100, batchRows: 50 })).kind === 'written');
  };
  const sent = () => db.query(`update deliveries set state = 'accepted', sent_at = $1 where state = 'queued'`, [clock.now().toISOString()]);
  const called = async (): Promise<string[]> =>
    (await db.query<{ id: string }>('select contact_id as id from supply_calls order by called_at, contact_id')).map((row) => row.id);
  const told = async (): Promise<number> => (await db.query('select from deliveries')).length;
  const confirm = () =>
    confirmationsTable(db).keep(
      { warningId: warning.id, bodyId: 'tinh', subscriberId: null, deliveryId: null },
      { how: 'key', by: 'contact', at: clock.now().toISOString() },
    );
  const lockWaits = async (): Promise<boolean> =>
    (await db.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length > 0;
  const minutes = (count: number) => clock.advance(count * 60_000);

  it('call one contact after the other, then the operator, and close when it is confirmed', async () => {
    await issue();
    const sweep = sweeperOn();
    for (const expected of [['first'], ['first', 'second'], ['first', 'second', 'third']]) {
      await slices();
      await sent();
      expect(await called()).toEqual(expected);
      minutes(4);
      await sweep();
      expect(await called()).toEqual(expected);
      minutes(1);
      await sweep();
    }
    expect(await told()).toBe(3);
    expect(await db.query('select operator_called_at is not null as operator, closed_at from supplies')).toEqual([
      { operator: true, closed_at: null },
    ]);
    await confirm();
    await sweep();
    expect(await db.query('select closed_reason from supplies')).toEqual([{ closed_reason: 'confirmed' }]);
  });

  it('several at once call the next contact once', async () => {
    await issue();
    await slices();
    await sent();
    minutes(5);
    await Promise.all(Array.from({ length: 6 }, () => sweeperOn()()));
    expect(await called()).toEqual(['first', 'second']);
    await slices();
    expect(await told()).toBe(2);
  });

  it('one that looked before another one called does not call somebody else', async () => {
    await issue();
    await slices();
    await sent();
    minutes(5);
    const other = sweeperOn();
    let first = true;
    const late = sweeperOn(meddled(db, 'keeps a body of a warning', async () => void (first && ((first = false), await other()))));
    // The late one holds what it saw before: that `second` is next. Meanwhile `second` has been called.
    await late();
    expect(await called()).toEqual(['first', 'second']);
  });

  it('a confirmation that comes while the next contact is being called waits for the call, and is the last', async () => {
    await issue();
    await slices();
    await sent();
    minutes(5);
    let confirmed: Promise<unknown> = Promise.resolve();
    const meddling = meddled(db, 'calls of contacts, each once', async () => {
      confirmed = confirm();
      await until('the confirmation waits', 30_000, lockWaits);
    });
    await sweeperOn(meddling)();
    await confirmed;
    minutes(30);
    await sweeperOn()();
    expect(await called()).toEqual(['first', 'second']);
    expect(await db.query('select closed_reason from supplies')).toEqual([{ closed_reason: 'confirmed' }]);
  });

  it('a confirmation that came after one looked keeps it from calling', async () => {
    await issue();
    await slices();
    await sent();
    minutes(5);
    let once = false;
    await sweeperOn(meddled(db, 'keeps a body of a warning', async () => void (!once && ((once = true), await confirm()))))();
    expect(await called()).toEqual(['first']);
  });

  it('one whose session is killed before any statement leaves no call without its job, and the next one calls once', async () => {
    await issue();
    await slices();
    await sent();
    minutes(5);
    for (const text of ['keeps a body', 'is it still to be called', 'calls of contacts', 'a job for just these', 'which job tells']) {
      const dying: Database = {
        ...db,
        transaction: (work) =>
          db.transaction((tx) =>
            work({
              ...tx,
              query: async (sql, values) => {
                if (sql.includes(text)) {
                  const [me] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
                  await db.query('select pg_terminate_backend($1)', [me?.pid]);
                }
                return tx.query(sql, values);
              },
            }),
          ),
      };
      await expect(sweeperOn(dying)()).rejects.toThrow();
      expect(await called()).toEqual(['first']);
    }
    await sweeperOn()();
    await slices();
    expect([await called(), await told()]).toEqual([['first', 'second'], 2]);
  });

  it('open what fan-out took and died before opening', async () => {
    await issue({ opened: false });
    expect(await called()).toEqual([]);
    await Promise.all([sweeperOn()(), sweeperOn()()]);
    expect(await called()).toEqual(['first']);
  });

  it.each([
    ['recalled', "update warnings set recalled_at = now(), recalled_by = 'x'"],
    ['cancelled', "update warnings set cancelled_by = 'actual-2'"],
  ])('call nobody of a %s warning, also where they looked before', async (reason, statement) => {
    await issue();
    await slices();
    await sent();
    minutes(5);
    let once = false;
    const stop = async (): Promise<void> => void (!once && ((once = true), await db.query(statement)));
    await sweeperOn(meddled(db, 'keeps a body of a warning', stop))();
    expect(await called()).toEqual(['first']);
    await sweeperOn()();
    expect(await db.query('select closed_reason from supplies')).toEqual([{ closed_reason: reason }]);
  });

  it('call the others where one body fails, and go on behind it', async () => {
    for (const id of ['b', 'c', 'd']) await supplyBodiesTable(db, testAddresses).put({ ...body, id }, 'night shift', NOW);
    await issue();
    await slices();
    await sent();
    minutes(5);
    const desk = supplyDeskTable(db);
    const failing = {
      ...desk,
      call: (of: Parameters<typeof desk.call>[0]) => (of.bodyId === 'b' ? Promise.reject(new Error('b')) : desk.call(of)),
    };
    const sweep = callBodies({ desk: failing, clock, log, metrics: createMetrics({ service: 'sweeper' }), limit: 2, sinceMs: 3_600_000 });
    await expect(sweep()).rejects.toThrow('b');
    expect(await sweep()).toEqual({ count: 2, more: true });
    const second = await db.query<{ id: string }>("select body_id as id from supply_calls where contact_id = 'second' order by body_id");
    expect(second.map(({ id }) => id)).toEqual(['c', 'd', 'tinh']);
  });

  it('go through more bodies than a page holds', async () => {
    for (const id of ['b', 'c', 'd']) await supplyBodiesTable(db, testAddresses).put({ ...body, id }, 'night shift', NOW);
    await issue();
    await slices();
    await sent();
    minutes(5);
    const metrics = createMetrics({ service: 'sweeper' });
    const sweep = callBodies({ desk: supplyDeskTable(db), clock, log, metrics, limit: 3, sinceMs: 3_600_000 });
    expect([await sweep(), await sweep()]).toEqual([
      { count: 3, more: true },
      { count: 1, more: false },
    ]);
    expect(await metrics.registry.metrics()).toMatch(/loa_supply_steps_total\{[^}]*reason="unconfirmed"[^}]*\} 4/);
  });
});
