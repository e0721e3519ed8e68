import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, listsTable, migrate, openPglite, openPostgres, registryTable } from '@loa/adapters/postgres';
import { testAddresses } from '@loa/testing/addresses';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importList } from './import-list.ts';
import { COLUMNS } from './read-row.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const folder = mkdtempSync(join(tmpdir(), 'loa-bad-rows-'));
const [FILE, REJECTS] = [join(folder, 'list.csv'), join(folder, 'rejects.csv')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;
/** A row of all columns, good but for what is given. */
const row = (nth: number, cells: Cells): string => {
  const all: Cells = { id: `k${nth}`, phone: `09050001${String(nth).padStart(2, '0')}`, place: '21583', ...cells };
  return COLUMNS.map((name) => (all[name]?.includes(',') ? `"${all[name]}"` : (all[name] ?? ''))).join(',');
};
const UNKNOWN = 'unknown place; a commune is written by its code or with its province';
const NO_DAY = 'no date such as 2026-12-31';
const NO_NEED = 'no whole number from 1 to 5';
const [TAKEN, LONGEST_ID] = [null, 'k'.repeat(200)];
/** Cells or a whole line, and the column and reason by which it is refused. */
const ROWS: readonly (readonly [Cells | string | Buffer, readonly [column: string, reason: string] | null])[] = [
  [{ least_need: '0' }, ['least_need', NO_NEED]],
  [{ least_need: '6' }, ['least_need', NO_NEED]],
  [{ least_need: '-1' }, ['least_need', NO_NEED]],
  [{ least_need: '2.5' }, ['least_need', NO_NEED]],
  [{ least_need: 'high' }, ['least_need', NO_NEED]],
  [{ least_need: '' }, TAKEN],
  [{ until: '31/12/2025' }, ['until', NO_DAY]],
  [{ until: '2025-12-31T00:00:00Z' }, ['until', NO_DAY]],
  [{ until: '2025-02-31' }, ['until', NO_DAY]],
  [{ until: '2025-13-01' }, ['until', NO_DAY]],
  [{ until: 'soon' }, ['until', NO_DAY]],
  [{ until: '2024-02-29' }, TAKEN],
  [{ id: `${LONGEST_ID}k` }, ['id', 'longer than 200 characters']],
  [{ id: LONGEST_ID }, TAKEN],
  [{ id: 'k12' }, ['id', 'the same as in line 13']],
  [{ id: 'twice' }, TAKEN],
  [{ id: 'twice' }, ['id', 'the same as in line 17']],
  [{ audience: '' }, TAKEN],
  [{ audience: 'citizens' }, ['audience', 'unknown audience']],
  [{ phone: '+4474001234' }, ['phone', 'no phone number']],
  [{ phone: '+447400123456789' }, ['phone', 'no phone number']],
  [{ phone: '+6681234567' }, ['phone', 'no phone number']],
  [{ phone: '+66812345678' }, TAKEN],
  [{ place: 'Phuong Quy Nhon, Gia Lai' }, TAKEN],
  [{ place: 'quy nhon, binh dinh' }, TAKEN],
  [{ place: 'Quy Nhn, Gia Lai' }, ['place', UNKNOWN]],
  [{ place: 'Quy Nhơn' }, ['place', UNKNOWN]],
  [{ place: '', former_place: '' }, ['place', 'no place']],
  [{ unaccented: 'maybe' }, ['unaccented', 'neither yes nor no']],
  [{ exercises: '1' }, ['exercises', 'neither yes nor no']],
  ['k31,,0905000131', ['', '3 fields in place of 11']],
  [`${row(32, {})},`, ['', '12 fields in place of 11']],
  [Buffer.concat([Buffer.from('k33,'), Buffer.from([0xc3, 0x28]), Buffer.from(row(33, {}).slice(4))]), ['', 'the line is not UTF-8']],
  [row(34, {}).replace('k34', '"k34'), ['', 'quotes that do not fit; a field ends in its own line']],
  [{ id: 'k\0' }, ['id', 'a character of no text (NUL)']],
  [{ place: 'Son Ha, Quang Ngai' }, ['place', 'a place of which there are several']],
  [{ place: 'Sơn Hạ, Quang Ngai' }, TAKEN],
];

contract('PGlite', () => openPglite({ dataDir: 'memory' }));
onPostgres('real PostgreSQL', (real) => {
  contract('PostgreSQL', () => openPostgres({ url: real.url, max: 4 }));
});

function contract(engine: string, open: () => Promise<Database>): void {
  describe(`a list with bad rows on ${engine}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
      const lines = ROWS.map(([given], nth) => (typeof given === 'string' || Buffer.isBuffer(given) ? given : row(nth + 1, given)));
      const bytes = [COLUMNS.join(','), ...lines].flatMap((line) => [Buffer.from(line), Buffer.from('\n')]);
      writeFileSync(FILE, Buffer.concat(bytes));
    });
    afterAll(() => db.close());

    test('each is refused by its line, its column and the reason, and every other one is taken', async () => {
      const options = { file: FILE, list: 'ward', wording: 'v1', rejects: REJECTS, now: () => new Date(NOW), pageRows: 7 };
      const { counts } = await importList(listsTable(db, testAddresses), options);
      const refused = ROWS.flatMap(([, reject], at) => (reject === null ? [] : [`${at + 2},${reject[0]},"${reject[1]}"`]));
      expect(readFileSync(REJECTS, 'utf8').trim().split('\n').slice(1)).toEqual(refused);
      expect(counts).toEqual({ added: ROWS.length - refused.length, rejected: refused.length });
    });

    test('what was taken says what its row says: nobody named is a citizen, marks may be missing, a day that is past ends the place', async () => {
      const said = async (nth: number) => {
        const id = await registryTable(db, testAddresses).find('sms', `+849050001${String(nth).padStart(2, '0')}`);
        return registryTable(db, testAddresses).get(id ?? 0);
      };
      expect(await said(18)).toMatchObject({ audience: 'citizen', leastNeed: 1, units: ['21583'], ends: {} });
      expect([(await said(24))?.units, (await said(25))?.units]).toEqual([['21583'], ['21583']]);
      expect((await said(37))?.units).toEqual(['21292']);
      expect((await said(12))?.ends).toEqual({ '21583': '2024-02-29T17:00:00.000Z' });
    });
  });
}
