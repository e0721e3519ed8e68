import { testAddresses } from '@loa/testing/addresses';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import type { Database } from '../sql.ts';
import { ledgerTable } from './ledger-table.ts';
import { accepted, insertBatch, insertWarning } from './test-bed.ts';

const SLICE = 5_000;
const ENVELOPE = 100;
const SLICES = 4;

interface Touched {
  updated: number;
  inPlace: number;
  walks: number;
}

onPostgres('settles on PostgreSQL', (real) => {
  let db: Database;
  beforeAll(async () => {
    db = await openPostgres({ url: real.url, max: 1 });
    await migrate(db);
  });
  afterAll(() => db.close());

  /** What has been done to deliveries so far: rows updated, those of them in their own page, and walks through the whole table. */
  async function touched(): Promise<Touched> {
    await db.query('select pg_stat_force_next_flush()');
    const [row] = await db.query<Touched>(
      `select n_tup_upd as updated, n_tup_hot_upd as "inPlace", seq_scan as walks from pg_stat_user_tables where relname = 'deliveries'`,
    );
    return row!;
  }

  test('find each row by its key and room where it is, in a session that settled when the table was empty', async () => {
    const ledger = ledgerTable(db, testAddresses);
    const settle = (ids: readonly number[]) =>
      ledger.settle(
        ids.map((id, nth) =>
          accepted(id, {
            state: 'no-receipt-on-this-route',
            provider: 'smtp relay.example.com',
            providerId: `<batch-${String(id - (nth % ENVELOPE))}.1@example.com>`,
          }),
        ),
      );
    const warning = await insertWarning(db, 1);
    const first = await insertBatch(db, warning, 3);
    await settle(first.rows);
    const slices: number[][] = [];
    for (let at = 0; at < SLICES; at += 1) slices.push((await insertBatch(db, warning, SLICE)).rows);
    const before = await touched();
    for (const rows of slices) for (let at = 0; at < rows.length; at += ENVELOPE) await settle(rows.slice(at, at + ENVELOPE));
    const after = await touched();
    const settled = after.updated - before.updated;
    expect(settled).toBe(SLICES * SLICE);
    // The last page of a slice may be shared with the next one.
    expect(settled - (after.inPlace - before.inPlace)).toBeLessThan(settled / 100);
    expect(after.walks).toBe(before.walks);
    const [row] = await db.query<{ open: number }>(`select count(*)::int as open from deliveries where state = 'queued'`);
    expect(row?.open).toBe(0);
  });

  test('what a batch follows is found person by person, without a walk through the ledger', async () => {
    const ledger = ledgerTable(db, testAddresses);
    const { batchId } = await insertBatch(db, await insertWarning(db, 3, { bulletinId: 'a third' }), 500);
    await db.script('analyze deliveries');
    const { walks } = await touched();
    await ledger.earlierTold(batchId);
    expect((await touched()).walks).toBe(walks);
  });

  test('a lease reads nothing of other batches, in a session that leased when there were none', async () => {
    const ledger = ledgerTable(db, testAddresses);
    const warning = await insertWarning(db, 2, { bulletinId: 'another' });
    const first = await insertBatch(db, warning, 1);
    expect(await ledger.lease(first.batchId, 'a', 3_000)).toMatchObject({ kind: 'leased' });
    await db.query(
      `insert into batches (warning_id, channel, lane, language) select $1, 'email', 'flash', 'vi' from generate_series(1, 2000)`,
      [warning],
    );
    const { batchId } = await insertBatch(db, warning, 1);
    const read = async (): Promise<number> => {
      await db.query('select pg_stat_force_next_flush()');
      const [row] = await db.query<{ read: number }>(`select sum(idx_tup_read + seq_tup_read)::int as read from pg_stat_user_tables t
        join pg_stat_user_indexes i using (relid) where t.relname = 'batches'`);
      return row!.read;
    };
    const before = await read();
    expect(await ledger.lease(batchId, 'a', 3_000)).toMatchObject({ kind: 'leased' });
    expect((await read()) - before).toBeLessThan(20);
  });
});
