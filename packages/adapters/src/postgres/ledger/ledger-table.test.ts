import type { SettleResult } from '@loa/domain/ports';
import { testAddresses } from '@loa/testing/addresses';
import { aWarning } from '@loa/testing/builders';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, fenceTable, ledgerTable, migrate, openPglite, openPostgres, receiptsTable } from '../index.ts';
import { accepted, insertBatch, insertWarning, LATER, NOW, stateOf } from './test-bed.ts';

ledgerContract('PGlite', () => openPglite({ dataDir: 'memory' }));
onPostgres('real PostgreSQL', (real) => {
  ledgerContract('PostgreSQL', () => openPostgres({ url: real.url, max: 4 }));
});

function ledgerContract(engine: string, open: () => Promise<Database>): void {
  describe(`the ledger on ${engine}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
    });
    beforeEach(() => db.script('truncate warnings, batches, deliveries, subscribers, pauses restart identity cascade'));
    afterAll(() => db.close());

    test('a batch is leased by one holder, and its rows come with their addresses', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const warningId = await insertWarning(db, 1);
      const { batchId, rows } = await insertBatch(db, warningId, 2);
      const first = await ledger.lease(batchId, 'a', 3_000);
      expect(first).toMatchObject({
        kind: 'leased',
        batch: { id: batchId, lane: 'flash', leasedBefore: false },
        warning: { id: warningId },
        inItsPlace: [],
      });
      expect(first.kind === 'leased' && first.rows.map((row) => row.deliveryId)).toEqual(rows);
      expect(first.kind === 'leased' && first.rows[0]).toMatchObject({
        to: 'p1@example.com',
        state: 'queued',
        attempt: 0,
        units: ['21583'],
        optedOut: false,
      });
      expect(await ledger.lease(batchId, 'b', 3_000)).toEqual({ kind: 'held' });
      expect(await ledger.renew([batchId], 'a', 3_000)).toEqual([batchId]);
      expect(await ledger.renew([batchId], 'b', 3_000)).toEqual([]);
    });

    test('an opt-out of another channel is none of this one, and the wish for unaccented SMS comes with the row', async () => {
      const { batchId } = await insertBatch(db, await insertWarning(db, 1), 2);
      await db.query(
        `update subscribers set phone_opted_out_at = now(), unaccented_sms = id = 1, email_opted_out_at = case id when 2 then now() end`,
      );
      const leased = await ledgerTable(db, testAddresses).lease(batchId, 'a', 3_000);
      expect(leased.kind === 'leased' && leased.rows.map((row) => [row.optedOut, row.unaccented])).toEqual([
        [false, true],
        [true, false],
      ]);
    });

    test('a lease that was let go leaves no trace, one that ran out does', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const { batchId } = await insertBatch(db, await insertWarning(db, 1), 1);
      await ledger.lease(batchId, 'a', 3_000);
      expect(await ledger.close(batchId, 'a')).toBe('open');
      expect(await ledger.lease(batchId, 'b', 0)).toMatchObject({ kind: 'leased', batch: { leasedBefore: false } });
      expect(await ledger.lease(batchId, 'c', 3_000)).toMatchObject({ kind: 'leased', batch: { leasedBefore: true } });
      expect(await ledger.close(batchId, 'b')).toBe('lost');
    });

    test('a batch is done when no row waits for its sender; rows due later do not hold it', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const { batchId, rows } = await insertBatch(db, await insertWarning(db, 1), 2);
      const [one = 0, two = 0] = rows;
      await ledger.lease(batchId, 'a', 3_000);
      await ledger.settle([accepted(one), accepted(two, { state: 'due', reason: 'smtp-450', settledAt: null, dueAt: LATER })]);
      expect(await ledger.close(batchId, 'a')).toBe('done');
      expect(await ledger.lease(batchId, 'a', 3_000)).toEqual({ kind: 'done', inItsPlace: [] });
      expect(await stateOf(db, two)).toMatchObject({ state: 'due', due_at: LATER, settled_at: null, attempt: 1 });
    });

    test('whoever knows that nothing waits is not asked for a look, unless the batch is another’s by now', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const { batchId } = await insertBatch(db, await insertWarning(db, 1), 2);
      await ledger.lease(batchId, 'a', 3_000);
      expect(await ledger.close(batchId, 'b', { nothingWaits: true })).toBe('lost');
      expect(await ledger.close(batchId, 'a', { nothingWaits: true })).toBe('done');
      expect(await ledger.lease(batchId, 'a', 3_000)).toEqual({ kind: 'done', inItsPlace: [] });
    });

    test('batches that stand in the place of another come with it, and with its end', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const { batchId } = await insertBatch(db, await insertWarning(db, 1), 0);
      const follower = await insertBatch(db, await insertWarning(db, 2), 1, batchId);
      expect(await ledger.lease(batchId, 'a', 3_000)).toMatchObject({ kind: 'leased', inItsPlace: [follower.batchId] });
      expect(await ledger.close(batchId, 'a')).toBe('done');
      expect(await ledger.lease(batchId, 'a', 3_000)).toEqual({ kind: 'done', inItsPlace: [follower.batchId] });
    });

    test('a settle never lowers a rank: after a receipt it fills in only what is missing', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const { rows } = await insertBatch(db, await insertWarning(db, 1), 1);
      const [id = 0] = rows;
      await receiptsTable(db).settle([{ deliveryId: id, attempt: 1, state: 'delivered', at: LATER, providerId: 'r1', code: null }]);
      await ledger.settle([accepted(id)]);
      expect(await stateOf(db, id)).toMatchObject({ state: 'delivered', provider_id: 'r1', settled_at: LATER });
      await ledger.settle([accepted(id, { state: 'recalled', reason: 'recalled' })]);
      expect(await stateOf(db, id)).toMatchObject({ state: 'delivered' });
    });

    test('what stays in doubt for good is not opened again by a sender that comes late with an earlier doubt', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const { rows } = await insertBatch(db, await insertWarning(db, 1), 1);
      const [id = 0] = rows;
      const inDoubt = (attempt: number, more: Partial<SettleResult>) =>
        ledger.settle([accepted(id, { state: 'unknown', reason: 'timeout', attempt, providerId: null, settledAt: null, ...more })]);
      await inDoubt(1, { dueAt: LATER });
      expect(await stateOf(db, id)).toMatchObject({ state: 'unknown', settled_at: null });
      await inDoubt(2, { settledAt: NOW });
      await inDoubt(1, { dueAt: LATER });
      expect(await stateOf(db, id)).toMatchObject({ state: 'unknown', settled_at: NOW });
      expect(await db.query('select due_at from deliveries where id = $1', [id])).toEqual([{ due_at: null }]);
    });

    test('receipts that are late, repeated, out of order or about an earlier attempt change nothing for the worse', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const receipts = receiptsTable(db);
      const { rows } = await insertBatch(db, await insertWarning(db, 1), 2);
      const [one = 0, two = 0] = rows;
      const word = (deliveryId: number, attempt: number, state: 'accepted' | 'delivered' | 'undelivered') => ({
        deliveryId,
        attempt,
        state,
        at: LATER,
        providerId: 'r',
        code: null,
      });
      await ledger.settle([accepted(one), accepted(two, { attempt: 2 })]);
      expect(await receipts.settle([word(one, 1, 'delivered'), word(one, 1, 'accepted'), word(one, 1, 'delivered')])).toBe(1);
      await receipts.settle([word(one, 1, 'undelivered')]);
      expect(await stateOf(db, one)).toMatchObject({ state: 'delivered', sent_at: NOW });
      await receipts.settle([word(two, 1, 'undelivered')]);
      expect(await stateOf(db, two)).toMatchObject({ state: 'accepted' });
      await receipts.settle([word(two, 2, 'undelivered')]);
      expect(await stateOf(db, two)).toMatchObject({ state: 'undelivered' });
      expect(await receipts.settle([word(999_999, 1, 'delivered')])).toBe(0);
    });

    test('a row told of a cancelled warning gets its own row of the cancelling one, once; one never told gets none', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const warningId = await insertWarning(db, 1);
      const { rows } = await insertBatch(db, warningId, 3);
      const [told = 0, unknown = 0, stopped = 0] = rows;
      const cancel = await insertWarning(db, 2, { action: 'cancel', entries: aWarning().entries });
      await db.query('update warnings set cancelled_by = $2 where id = $1', [warningId, cancel]);
      await ledger.settle([
        accepted(told),
        accepted(unknown, { state: 'unknown', reason: 'timeout', settledAt: null, dueAt: LATER }),
        accepted(stopped, { state: 'superseded', reason: 'cancelled', sentAt: null }),
      ]);
      await receiptsTable(db).settle([{ deliveryId: told, attempt: 1, state: 'delivered', at: LATER, providerId: null, code: null }]);
      const owed = await db.query<{ subscriber_id: number; state: string; reason: string; batch_id: number | null }>(
        'select subscriber_id, state, reason, batch_id from deliveries where warning_id = $1 order by id',
        [cancel],
      );
      const people = await db.query<{ subscriber_id: number }>(
        'select subscriber_id from deliveries where id = any($1::bigint[]) order by id',
        [[told, unknown]],
      );
      expect(owed).toEqual(people.map(({ subscriber_id }) => ({ subscriber_id, state: 'queued', reason: 'cancelled', batch_id: null })));
    });

    test('the fence names valid warnings that were stopped, and pauses in force', async () => {
      const [one, two, three] = [await insertWarning(db, 1), await insertWarning(db, 2), await insertWarning(db, 3)];
      await db.query('update warnings set recalled_at = now() where id = $1', [one]);
      await db.query('update warnings set cancelled_by = $2 where id = $1', [two, three]);
      await db.query(
        "insert into pauses (channel, lane, reason, paused_by, until) values ('sms', null, 'r', 'op', $1), ('email', 'flash', 'r', 'op', $2)",
        [LATER, NOW],
      );
      expect(await fenceTable(db).read(NOW)).toEqual({
        stopped: new Map([
          [one, 'recalled'],
          [two, 'cancelled'],
        ]),
        overtaken: new Map(),
        pauses: [{ channel: 'sms', lane: null }],
        inHand: [],
      });
      expect((await fenceTable(db).read('2026-01-01T00:00:00.000Z')).stopped.size).toBe(0);
    });

    test('the fence names the batches that somebody has in hand, until they are let go or the lease runs out', async () => {
      const ledger = ledgerTable(db, testAddresses);
      const { batchId } = await insertBatch(db, await insertWarning(db, 1), 1);
      const inHand = async () => (await fenceTable(db).read(NOW)).inHand;
      await ledger.lease(batchId, 'a', 60_000);
      expect(await inHand()).toEqual([{ channel: 'email', lane: 'flash', owner: 'a' }]);
      await ledger.close(batchId, 'a');
      expect(await inHand()).toEqual([]);
      await ledger.lease(batchId, 'a', 0);
      expect(await inHand()).toEqual([]);
    });
  });
}

onPostgres('settle and cancel at the same moment', (real) => {
  let db: Database;
  let other: Database;
  beforeAll(async () => {
    db = await openPostgres({ url: real.url, max: 4 });
    await migrate(db);
    other = await openPostgres({ url: real.url, max: 4 });
  });
  afterAll(() => Promise.all([db.close(), other.close()]));

  test('a settle that meets an uncommitted cancel waits for it, and then adds the row of the cancelling warning', async () => {
    const warningId = await insertWarning(db, 1);
    const { rows } = await insertBatch(db, warningId, 1);
    let settling: Promise<void> = Promise.resolve();
    await other.transaction(async (tx) => {
      await tx.query('update warnings set cancelled_by = $2 where id = $1', [warningId, 'actual-2']);
      settling = ledgerTable(db, testAddresses).settle([accepted(rows[0] ?? 0)]);
      await expect
        .poll(
          async () =>
            (
              await db.query(
                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%Settles deliveries%' and datname = current_database()",
              )
            ).length,
          { timeout: 20_000 },
        )
        .toBe(1);
      // Younger than the settle's snapshot: it cannot see this row.
      await insertInto(tx);
    });
    await settling;
    expect(await db.query('select warning_id, reason from deliveries where id <> $1', [rows[0]])).toEqual([
      { warning_id: 'actual-2', reason: 'cancelled' },
    ]);
  });

  test('a cancel that meets an uncommitted settle waits for it, so that its fan-out finds the row told', async () => {
    const warningId = await insertWarning(db, 11);
    const { rows } = await insertBatch(db, warningId, 1);
    let cancelling: Promise<unknown> = Promise.resolve();
    await other.transaction(async (tx) => {
      await ledgerTable(tx, testAddresses).settle([accepted(rows[0] ?? 0)]);
      cancelling = db.query('update warnings set cancelled_by = $2 where id = $1', [warningId, 'actual-12']);
      await expect
        .poll(
          async () =>
            (
              await db.query(
                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'update warnings%' and datname = current_database()",
              )
            ).length,
          { timeout: 20_000 },
        )
        .toBe(1);
    });
    await cancelling;
    expect(await stateOf(db, rows[0] ?? 0)).toMatchObject({ state: 'accepted' });
  });

  async function insertInto(tx: { query: Database['query'] }): Promise<void> {
    await insertWarning({ ...other, query: tx.query }, 2, { action: 'cancel', entries: aWarning().entries });
  }
});
