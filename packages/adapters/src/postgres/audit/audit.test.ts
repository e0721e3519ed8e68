import { freshDatabase, need } from '@loa/testing/servers';
import { testAddresses } from '@loa/testing/addresses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, migrate, openPglite, openPostgres } from '../index.ts';
import { auditTable, checkAudit, deedsTable } from './index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const postgres = await need('postgres');
const note = (subject: string) => ({
  deed: 'recalled' as const,
  by: 'ca đêm',
  account: null,
  subject,
  reason: 'sai tỉnh',
  detail: { n: 1 },
});

function trail(name: string, open: () => Promise<{ db: Database; drop: () => Promise<void> }>): void {
  describe(`the audit trail on ${name}`, () => {
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
    const pauses = () => db.query('select id from pauses');
    /** As somebody would who may do everything in the database. */
    const tamper = (statement: string) =>
      db.script(`alter table audit disable trigger audit_stays; ${statement}; alter table audit enable trigger audit_stays`);

    test('a deed and its note are there together or not at all; many at once make one chain', async () => {
      const deeds = deedsTable(db, testAddresses);
      const pause = { channel: 'sms' as const, lane: null, reason: 'x', by: 'ca đêm', until: '2025-11-06T01:00:00.000Z' };
      const failed = deeds.run(NOW, async ({ queue }) => {
        await queue.pause(pause, NOW);
        throw new Error('the power goes');
      });
      await expect(failed).rejects.toThrow('the power goes');
      expect([await pauses(), await auditTable(db).head()]).toEqual([[], { number: 0, hash: '' }]);
      const all = Array.from({ length: 40 }, (_, n) =>
        deeds.run(NOW, async ({ queue }) => ({ answer: await queue.pause(pause, NOW), note: note(`actual-${String(n)}`) })),
      );
      await Promise.all(all);
      expect(await pauses()).toHaveLength(40);
      expect(await checkAudit(auditTable(db))).toEqual({ ok: true, rows: 40 });
    });

    test('what fails inside a deed and is caught there leaves the rest of it', async () => {
      const made = { name: 'lan', roles: ['operator' as const], issuer: null, by: 'test' };
      const invite = (hash: string) => ({ hash, until: NOW });
      const results = await deedsTable(db, testAddresses).run(NOW, async ({ accounts }) => {
        const first = await accounts.create(made, invite('a'), NOW);
        const second = await accounts.create(made, invite('b'), NOW);
        return { answer: [first.ok, second.ok], note: note('lan') };
      });
      expect(results).toEqual([true, false]);
      expect(await checkAudit(auditTable(db))).toEqual({ ok: true, rows: 41 });
    });

    test('rows cannot be changed or taken out by a statement alone', async () => {
      await expect(db.query("update audit set reason = 'other' where number = 7")).rejects.toThrow('only added to');
      await expect(db.query('delete from audit')).rejects.toThrow('only added to');
    });

    test.each([
      ['reason', "'sai tỉnH'"],
      ['done_by', "'ca ngày'"],
      ['detail', `'{"n":2}'`],
      ['at', "at + interval '1 millisecond'"],
      ['account', "''"],
      ['subject', "subject || ' '"],
    ])('one changed byte of %s is found, and where', async (column, value) => {
      await tamper(`create table kept as select * from audit where number = 7; update audit set ${column} = ${value} where number = 7`);
      expect(await checkAudit(auditTable(db))).toEqual({ ok: false, rows: 6, number: 7, found: 'changed' });
      await tamper(`update audit set ${column} = (select ${column} from kept) where number = 7; drop table kept`);
      expect(await checkAudit(auditTable(db))).toMatchObject({ ok: true });
    });

    test('a row taken out of the middle or off the end is found', async () => {
      await tamper('delete from audit where number = 41');
      expect(await checkAudit(auditTable(db))).toEqual({ ok: false, rows: 40, number: 41, found: 'cut-off' });
      await tamper('delete from audit where number = 20');
      expect(await checkAudit(auditTable(db))).toEqual({ ok: false, rows: 19, number: 20, found: 'missing' });
    });
  });
}

trail('PGlite', async () => ({ db: await openPglite({ dataDir: 'memory' }), drop: () => Promise.resolve() }));
describe.skipIf(postgres.missing)('real', () =>
  trail('PostgreSQL', async () => {
    const { url, drop } = await freshDatabase(postgres.address);
    return { db: await openPostgres({ url, max: 8 }), drop };
  }),
);
