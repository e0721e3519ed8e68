import type { AiredReport } from '@loa/domain/ports';
import { decideIssue } from '@loa/domain/warning';
import { anAssessment } from '@loa/testing/contract/tables';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { airingsTable, type Database, issuingTable, migrate, openPglite, openPostgres, outletsTable } from '../index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const LATER = '2025-11-06T00:06:00.000Z';

function airingsContract(engine: string, open: () => Promise<Database>): void {
  describe(`airings: ${engine}`, () => {
    let db: Database;
    let outlets: readonly number[];
    beforeAll(async () => {
      db = await open();
      await migrate(db);
      for (const id of ['one', 'two'])
        await issuingTable(db).issue(anAssessment({ event: { id }, status: 'Actual' }), { now: NOW, decide: decideIssue });
      const register = (name: string) =>
        outletsTable(db).register(
          { name, contact: 'desk', way: { kind: 'feed' }, filters: {}, statuses: ['Actual'], language: 'vi' },
          { tokenHash: name, secret: name },
          NOW,
        );
      outlets = [(await register('a')).id, (await register('b')).id];
    });
    afterAll(() => db.close());
    beforeEach(() => db.query('delete from airings'));

    const report = (more: Partial<AiredReport> = {}): AiredReport => ({
      ...{ outletId: outlets[0] ?? 0, warningId: 'actual-1', medium: 'radio', dueAt: NOW, airedAt: LATER, note: 'bản tin sáng' },
      ...{ reportedAt: LATER, ...more },
    });

    test('a report is kept once: a second one of the same airing changes nothing and gives the first', async () => {
      const table = airingsTable(db);
      expect(await table.keep(report())).toEqual({ kept: report(), isNew: true });
      expect(await table.keep(report({ airedAt: NOW, note: null }))).toEqual({ kept: report(), isNew: false });
      expect(await table.of(['actual-1'])).toEqual([report()]);
    });

    test('another outlet, medium, time or warning is another report; only those asked for are given', async () => {
      const table = airingsTable(db);
      const others = [{}, { outletId: outlets[1] ?? 0 }, { medium: 'television' as const }, { dueAt: LATER }, { warningId: 'actual-2' }];
      for (const more of others) expect((await table.keep(report(more))).isNew).toBe(true);
      expect(await table.of(['actual-1'])).toHaveLength(4);
      expect(await table.of(['actual-2'])).toEqual([report({ warningId: 'actual-2' })]);
      expect(await table.of([])).toEqual([]);
    });
  });
}

airingsContract('PGlite', () => openPglite({ dataDir: 'memory' }));

onPostgres('real PostgreSQL', (real) => {
  airingsContract('PostgreSQL', () => openPostgres({ url: real.url, max: 4 }));
});
