import type { ReceiptToSettle, SettleResult } from '@loa/domain/ports';
import { testAddresses } from '@loa/testing/addresses';
import { freshDatabase, need } from '@loa/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, ledgerTable, migrate, openPglite, openPostgres, queueTable, receiptsTable } from '../index.ts';
import { accepted, insertBatch, insertWarning, LATER, stateOf } from '../ledger/test-bed.ts';
import { sweeperTable } from '../sweeper/index.ts';

const SOON = '2025-11-06T02:05:00.000Z';
const postgres = await need('postgres');
const engines = [
  { name: 'PGlite', skip: false, open: async () => ({ db: await openPglite({ dataDir: 'memory' }), drop: () => Promise.resolve() }) },
  {
    name: 'PostgreSQL',
    skip: postgres.missing,
    open: async () => {
      const fresh = await freshDatabase(postgres.address);
      return { db: await openPostgres({ url: fresh.url, max: 4 }), drop: () => fresh.drop() };
    },
  },
];

describe.each(engines)('an SMS that a provider took and that did not arrive, on $name', ({ skip, open }) => {
  describe.skipIf(skip)('', () => {
    let db: Database;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      ({ db, drop } = await open());
      await migrate(db);
    });
    afterAll(async () => {
      await db.close();
      await drop();
    });
    beforeEach(() => db.script('truncate warnings, batches, deliveries, subscribers restart identity cascade'));

    /** A row that is queued for a citizen, by SMS. */
    async function rowsOf(warningId: string): Promise<number[]> {
      const { rows } = await insertBatch(db, warningId, 1);
      // Settled and queued anew: what is queued does not change its channel.
      await db.query("update deliveries set state = 'due' where id = any($1::bigint[])", [rows]);
      await db.query("update deliveries set channel = 'sms' where id = any($1::bigint[])", [rows]);
      await db.query("update deliveries set state = 'queued' where id = any($1::bigint[])", [rows]);
      return rows;
    }
    const taken = (id: number, attempt = 1, more: Partial<SettleResult> = {}): Promise<void> =>
      ledgerTable(db, testAddresses).settle([accepted(id, { attempt, providerId: `SM${String(attempt)}`, ...more })]);
    const word = (deliveryId: number, state: ReceiptToSettle['state'], attempt = 1, more: Partial<ReceiptToSettle> = {}) =>
      receiptsTable(db).settle([
        {
          ...{ deliveryId, attempt, state, at: LATER, providerId: `SM${String(attempt)}` },
          ...(state === 'undelivered' ? { code: 'twilio-30003', onceMoreAt: SOON } : { code: null }),
          ...more,
        },
      ]);
    const DUE = { state: 'due', state_reason: 'twilio-30003', attempt: 1, due_at: SOON, settled_at: null };

    test('is due once more, and the sweeper puts it into a batch', async () => {
      const [id = 0] = await rowsOf(await insertWarning(db, 1));
      await taken(id);
      expect(await word(id, 'undelivered')).toBe(1);
      expect(await stateOf(db, id)).toMatchObject(DUE);
      const batches = await sweeperTable(db).rebatch({ now: SOON, limit: 10, batchRows: 10 });
      expect(batches).toMatchObject([{ channel: 'sms', attempt: 2 }]);
      await taken(id, 2);
      expect(await stateOf(db, id)).toMatchObject({ state: 'accepted', attempt: 2, provider_id: 'SM2' });
      await word(id, 'delivered', 2);
      expect(await stateOf(db, id)).toMatchObject({ state: 'delivered', attempt: 2 });
    });

    test('is due once more where nobody knew whether it had been taken', async () => {
      const [id = 0] = await rowsOf(await insertWarning(db, 1));
      await taken(id, 1, { state: 'unknown', reason: 'twilio-timeout', settledAt: null, dueAt: LATER, providerId: null });
      await word(id, 'undelivered');
      expect(await stateOf(db, id)).toMatchObject(DUE);
    });

    test('counts as waiting from when it is due, not from when it was queued first', async () => {
      const [id = 0] = await rowsOf(await insertWarning(db, 1));
      await taken(id);
      await word(id, 'undelivered');
      const oldest = async (now: string) => (await queueTable(db).lanes(now)).flatMap(({ oldestAgeS }) => oldestAgeS ?? []);
      expect(await oldest(LATER)).toEqual([0]);
      expect(await oldest('2025-11-06T02:06:00.000Z')).toEqual([60]);
    });

    test('is not changed by what is said late or again of the same try; only by its arrival', async () => {
      const [id = 0] = await rowsOf(await insertWarning(db, 1));
      await taken(id);
      await word(id, 'undelivered');
      await word(id, 'accepted');
      await word(id, 'undelivered', 1, { onceMoreAt: '2025-11-06T02:30:00.000Z' });
      expect(await stateOf(db, id)).toMatchObject(DUE);
      await word(id, 'delivered');
      expect(await stateOf(db, id)).toMatchObject({ state: 'delivered', due_at: null });
      await word(id, 'undelivered');
      expect(await stateOf(db, id)).toMatchObject({ state: 'delivered', due_at: null });
    });

    test('is tried three times at most, and an earlier try has no say in a later one', async () => {
      const [id = 0] = await rowsOf(await insertWarning(db, 1));
      await taken(id);
      await word(id, 'undelivered');
      await taken(id, 2);
      await word(id, 'undelivered', 1);
      expect(await stateOf(db, id)).toMatchObject({ state: 'accepted', attempt: 2 });
      await word(id, 'undelivered', 2);
      expect(await stateOf(db, id)).toMatchObject({ state: 'due', attempt: 2 });
      await taken(id, 3);
      await word(id, 'undelivered', 3);
      expect(await stateOf(db, id)).toMatchObject({ state: 'undelivered', state_reason: 'twilio-30003', attempt: 3, due_at: null });
    });

    test.each<[string, (id: number, warningId: string) => Promise<unknown>]>([
      ['its warning was recalled', (_, warningId) => db.query('update warnings set recalled_at = now() where id = $1', [warningId])],
      ['its warning was cancelled', (_, warningId) => db.query("update warnings set cancelled_by = 'actual-9' where id = $1", [warningId])],
      ['it runs out before', (id) => db.query('update deliveries set expires_at = $2 where id = $1', [id, SOON])],
      ['it is for a body that is called', (id) => db.query("update deliveries set audience = 'agency' where id = $1", [id])],
      [
        'the report overtakes the settle',
        async (id) => {
          await db.query("update deliveries set state = 'queued', attempt = 0, provider_id = null where id = $1", [id]);
          await word(id, 'undelivered');
          await taken(id);
        },
      ],
      ['it has arrived', (id) => word(id, 'delivered')],
      ['it is a call', (id) => db.query("update deliveries set channel = 'voice' where id = $1", [id])],
      [
        'a later warning of the event speaks to the person',
        async (id) => {
          const [later = 0] = await rowsOf(await insertWarning(db, 2));
          await taken(later);
          await db.query('update deliveries set subscriber_id = (select subscriber_id from deliveries where id = $2) where id = $1', [
            later,
            id,
          ]);
        },
      ],
    ])('is not tried where %s', async (_, happens) => {
      const warningId = await insertWarning(db, 1);
      const [id = 0] = await rowsOf(warningId);
      await taken(id);
      await happens(id, warningId);
      await word(id, 'undelivered');
      expect((await stateOf(db, id))?.['state']).toMatch(/^(?:un)?delivered$/);
      expect(await stateOf(db, id)).toMatchObject({ due_at: null, attempt: 1 });
    });
  });
});
