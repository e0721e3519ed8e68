import { testAddresses } from '@loa/testing/addresses';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, ledgerTable, migrate, openPglite, openPostgres } from '../index.ts';

order('PGlite', () => openPglite({ dataDir: 'memory' }));
onPostgres('real PostgreSQL', (real) => {
  order('PostgreSQL', () => openPostgres({ url: real.url, max: 2 }));
});

function order(engine: string, open: () => Promise<Database>): void {
  describe(`what goes before a batch, on ${engine}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
    });
    beforeEach(() => db.script('truncate batches restart identity'));
    afterAll(() => db.close());

    const batch = async (
      warningId: string,
      precedence: number,
      { channel = 'sms', lane = 'urgent', done = null }: { channel?: string; lane?: string; done?: string | null } = {},
    ): Promise<number> => {
      const [row] = await db.query<{ id: number }>(
        `insert into batches (warning_id, channel, lane, language, precedence, done_at) values ($1, $2, $3, 'vi', $4, $5) returning id`,
        [warningId, channel, lane, precedence, done],
      );
      return row?.id ?? 0;
    };

    test('is what has a higher precedence in its channel and lane, of whichever warning: the supply list, then relays, each in their order', async () => {
      const { before } = ledgerTable(db, testAddresses);
      const citizens = await batch('first', 0);
      const relays = await batch('first', 1);
      const others = await batch('second', 1);
      const bodies = await batch('second', 2);
      const more = await batch('third', 2);
      await batch('second', 0);
      await batch('second', 2, { channel: 'email' });
      await batch('second', 2, { lane: 'routine' });
      await batch('second', 2, { done: '2025-11-06T01:00:00Z' });
      expect(await before(citizens)).toEqual([bodies, more, relays, others]);
      expect(await before(relays)).toEqual([bodies, more]);
      expect(await before(bodies)).toEqual([]);
    });

    test('is nothing that somebody has in hand', async () => {
      const { before } = ledgerTable(db, testAddresses);
      const citizens = await batch('first', 0);
      const bodies = await batch('second', 2);
      await db.query(`update batches set lease_owner = 'a', lease_until = now() + interval '1 minute' where id = $1`, [bodies]);
      expect(await before(citizens)).toEqual([]);
      await db.query(`update batches set lease_until = now() - interval '1 second' where id = $1`, [bodies]);
      expect(await before(citizens)).toEqual([bodies]);
    });
  });
}
