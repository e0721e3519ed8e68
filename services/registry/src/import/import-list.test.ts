import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, listsTable, migrate, openPglite, openPostgres, registryTable } from '@loa/adapters/postgres';
import { testAddresses } from '@loa/testing/addresses';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importList, type ImportOptions } from './import-list.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const folder = mkdtempSync(join(tmpdir(), 'loa-import-'));
const [FILE, REJECTS] = [join(folder, 'list.csv'), join(folder, 'rejects.csv')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rejected = (): string[] => (existsSync(REJECTS) ? readFileSync(REJECTS, 'utf8').trim().split('\n').slice(1) : []);

contract('PGlite', () => openPglite({ dataDir: 'memory' }));
onPostgres('real PostgreSQL', (real) => {
  contract('PostgreSQL', () => openPostgres({ url: real.url, max: 4 }));
});

function contract(engine: string, open: () => Promise<Database>): void {
  describe(`a list on ${engine}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
    });
    beforeEach(async () => {
      await db.script('truncate subscribers, subscriber_units, arrivals, consents, lists, list_files, list_pages restart identity cascade');
      rmSync(REJECTS, { force: true });
    });
    afterAll(() => db.close());

    const options: ImportOptions = { file: FILE, list: 'ward', wording: 'v1', rejects: REJECTS, now: () => new Date(NOW), pageRows: 3 };
    const take = async (text: string | Buffer, more: Partial<ImportOptions> = {}) => {
      writeFileSync(FILE, text);
      return (await importList(listsTable(db, testAddresses), { ...options, ...more })).counts;
    };
    const people = () => db.query('select id, xmin::text as version, audience, list_key from subscribers order by id');
    const registry = () => registryTable(db, testAddresses);

    test('everything that a row may say is kept, former names and codes of places as what they are now', async () => {
      const counts = await take(
        '\ufeffid,email,phone,audience,language,place,until,least_need,unaccented,exercises\r\n' +
          '1,a@Example.org,0905 123 456,agency,en,"phường Quy Nhơn, Gia Lai;giua-bien-dong",2025-12-31,3,yes,yes\r\n' +
          '2,,+447400123456,,,"Nhơn Hội, Bình Định",,,,\r\n',
      );
      expect([counts, rejected()]).toEqual([{ added: 2 }, []]);
      const [one, two] = [await registry().get(1), await registry().get(2)];
      expect(one).toMatchObject({
        ...{
          email: 'a@example.org',
          phone: '+84905123456',
          audience: 'agency',
          language: 'en',
          leastNeed: 3,
          unaccentedSms: true,
          exercises: true,
        },
        units: ['21583', 'giua-bien-dong'],
        ends: { '21583': '2025-12-31T17:00:00.000Z' },
        consent: { at: NOW, how: 'list', wording: 'v1', source: 'ward' },
      });
      expect(two).toMatchObject({ phone: '+447400123456', audience: 'citizen', language: 'vi', exercises: false, ends: {} });
    });

    test('a list that is named as the file of what is not taken is refused, and stays', async () => {
      const text = 'phone,place\n0905000001,21583\n';
      await expect(take(text, { rejects: FILE })).rejects.toMatchObject({ code: 'command-refused' });
      expect([readFileSync(FILE, 'utf8'), await people()]).toEqual([text, []]);
    });

    test('bodies are named for exercises, and no longer, by their list; no citizen is', async () => {
      const file = (...said: string[]) => `phone,audience,place,exercises\n${said.map((one) => `${one}\n`).join('')}`;
      expect(await take(file('0905000001,relay,21583,', '0905000002,citizen,21583,yes'))).toEqual({ added: 1, rejected: 1 });
      expect(rejected()).toEqual(['3,exercises,"citizens are not named for exercises"']);
      expect(await take(file('0905000001,relay,21583,yes'))).toEqual({ changed: 1 });
      expect((await registry().get(1))?.exercises).toBe(true);
      expect(await take('phone,audience,place\n0905000001,relay,21583\n')).toEqual({ changed: 1 });
      expect((await registry().get(1))?.exercises).toBe(false);
    });

    test('every kind of bad row is passed over with line, column and reason, and without its values; the others go in', async () => {
      const rows: [string | Buffer, string | null][] = [
        ['good-1@example.org,0905000001,,,21583', null],
        ['too,few', '2,,"2 fields in place of 5"'],
        ['one,too,many,for,this,line', '3,,"6 fields in place of 5"'],
        ['"open@example.org,0905000002,,,21583', '4,,"quotes that do not fit; a field ends in its own line"'],
        ['a"b@example.org,,,,21583', '5,,"quotes that do not fit; a field ends in its own line"'],
        [Buffer.from([0x61, 0xff, 0xfe, 0x2c]), '6,,"the line is not UTF-8"'],
        [',0905,,,21583', '7,phone,"no phone number"'],
        ['secret@nowhere,,,,21583', '8,email,"no e-mail address"'],
        [',,,,21583', '9,,"neither an e-mail address nor a phone number"'],
        [',0905000003,,,99999', '10,place,"unknown place; a commune is written by its code or with its province"'],
        [',0905000003,,,"Nhơn Hội, Nowhere"', '11,place,"unknown place; a commune is written by its code or with its province"'],
        [',0905000003,,,', '12,place,"no place"'],
        [',0905000003,king,,21583', '13,audience,"unknown audience"'],
        [',0905000003,,vietnamese!,21583', '14,language,"no BCP 47 language tag"'],
        ['GOOD-1@example.org,0905 000 001,,,21583', '15,phone,"the same as in line 2"'],
        [`${'x'.repeat(700_000)},,,,21583`, '16,,"the line is too long"'],
        ['', null],
        [',0905000003,,,"Tân Thành, Bà Rịa - Vũng Tàu"', null],
        ['good-2@example.org,,,,"01"', null],
      ];
      const bytes = rows.map(([row]) => (typeof row === 'string' ? Buffer.from(row) : row));
      const file = Buffer.concat([
        Buffer.from('email,phone,audience,language,place\n'),
        ...bytes.flatMap((one) => [one, Buffer.from('\n')]),
      ]);
      const counts = await take(file);
      const wanted = rows.flatMap(([, reject], at) => (reject === null ? [] : [`${at + 2},${reject.slice(reject.indexOf(',') + 1)}`]));
      expect(rejected().filter((line) => !line.startsWith('19,'))).toEqual(wanted);
      expect(counts['added']).toBeGreaterThanOrEqual(2);
      expect(readFileSync(REJECTS, 'utf8')).not.toMatch(/secret|0905/);
    });

    test('an ambiguous place is said to be one', async () => {
      const former = 'Trần Phú, Hà Nội';
      await take(`phone,former_place\n0905000001,"${former}"\n`);
      expect(rejected()).toEqual(['2,former_place,"a place of which there are several"']);
    });

    test.each(['', '\n', 'name,mail\n', 'email,place,place\n', 'email\n', Buffer.from([0xff, 0xfe, 0x65, 0])])(
      'a file that does not begin by naming its columns is refused whole: %j',
      async (text) => {
        await expect(take(text)).rejects.toMatchObject({
          code: 'command-refused',
          message: expect.stringContaining('the columns') as string,
        });
        expect(await people()).toEqual([]);
      },
    );

    test('taken in again it writes nothing; a changed row alone is written, in place, by its id or its address', async () => {
      const row = (id: number, phone: number, place = '21583') => `${id},090500000${phone},${place}\n`;
      const file = (...rows: string[]) => `id,phone,place\n${rows.join('')}`;
      expect(await take(file(row(1, 1), row(2, 2), row(3, 3), row(4, 4)))).toEqual({ added: 4 });
      const before = await people();
      expect(await take(file(row(1, 1), row(2, 2), row(3, 3), row(4, 4)))).toEqual({ unchanged: 4 });
      expect(await people()).toEqual(before);
      expect(await take(file(row(1, 1), row(2, 7), row(3, 3, '21589'), row(4, 4), row(5, 5)))).toEqual({
        unchanged: 2,
        changed: 2,
        added: 1,
      });
      const after = await people();
      expect(after.filter(({ version }, at) => version === before[at]?.['version']).map(({ id }) => id)).toEqual([1, 4]);
      expect([await registry().find('sms', '+84905000002'), await registry().find('sms', '+84905000007')]).toEqual([null, 2]);
      expect((await registry().get(3))?.units).toEqual(['21589']);
      expect(await take('phone,place\n0905000001,21592\n')).toEqual({ changed: 1 });
      expect((await registry().get(1))?.units).toEqual(['21592']);
    });

    test('of rows with an id or an address in common the first counts, on whatever page the others are, and again when nothing has changed', async () => {
      const first = ['1,a@example.org,0905000001,21583', '2,,0905000002,21583', '3,c@example.org,,21583', '4,,0905000004,21583'];
      const others = [
        '1,x@example.org,,21589',
        '7,a@example.org,,21589',
        '8,,0905000004,21589',
        '9,,0905000009,21583',
        '9,,0905000010,21583',
      ];
      const file = `id,email,phone,place\n${[...first, ...others].map((one) => `${one}\n`).join('')}`;
      const said = [
        '6,id,"the same as in line 2"',
        '7,email,"the same as in line 2"',
        '8,phone,"the same as in line 5"',
        '10,id,"the same as in line 9"',
      ];
      for (const kind of ['added', 'unchanged']) {
        expect(await take(file)).toEqual({ [kind]: 5, rejected: 4 });
        expect(rejected()).toEqual(said);
      }
      expect((await people()).map((one) => one['list_key'])).toEqual(['1', '2', '3', '4', '9']);
      expect((await registry().get(1))?.units).toEqual(['21583']);
      expect(await db.query('select from list_pages')).toEqual([]);
    });

    test('of two files of one list the one that was broken off begins anew, and does not take its own people for doubled ones', async () => {
      const row = (id: number, place: string) => `${id},09050000${10 + id},${place}\n`;
      const file = (place: string) => `id,phone,place\n${Array.from({ length: 9 }, (_, n) => row(n, place)).join('')}`;
      let pages = 0;
      const breaking: Database = {
        ...db,
        transaction: (work) => {
          pages += 1;
          return pages === 3 ? Promise.reject(new Error('killed')) : db.transaction(work);
        },
      };
      writeFileSync(FILE, file('21583'));
      await expect(importList(listsTable(breaking, testAddresses), options)).rejects.toThrow('killed');
      expect(await db.query('select line from list_files')).toEqual([{ line: 4 }]);
      expect(await take(file('21589'))).toEqual({ added: 6, changed: 3 });
      expect(await take(file('21583'))).toEqual({ changed: 9 });
    });

    test('whoever registered or changed themselves is left alone, and so is whoever another list speaks for; an opt-out stays', async () => {
      const consent = { at: NOW, how: 'code', wording: 'v1', source: 'web' } as const;
      const own = { audience: 'citizen', language: 'vi', phone: '+84905000001', units: ['00004'], consent } as const;
      await registry().put({ ...own, units: ['00004'] }, NOW);
      expect(await take('phone,place\n0905000001,21583\n0905000002,21583\n')).toEqual({ 'registered-by-themselves': 1, added: 1 });
      expect(rejected()).toEqual(['2,,"whoever has this address registered it themselves"']);
      await registry().optOut(2, { channel: 'sms', how: 'provider', at: NOW });
      expect(await take('phone,place\n0905000002,21589\n')).toEqual({ changed: 1 });
      expect(await registry().optOuts(2)).toHaveLength(1);
      expect(await take('phone,place\n0905000002,21583\n', { list: 'other' })).toEqual({ 'on-another-list': 1 });
      expect((await registry().get(2))?.units).toEqual(['21589']);
    });

    test('broken off at any page and begun again, nothing is lost, doubled or rejected twice', async () => {
      const rows = Array.from({ length: 20 }, (_, n) => (n % 5 === 4 ? 'nobody,21583\n' : `09050000${String(10 + n)},21583\n`));
      const file = `phone,place\n${rows.join('')}`;
      let broken = 0;
      for (;;) {
        const failing: Database = {
          ...db,
          transaction: (work) =>
            db.transaction(async (tx) => {
              const result = await work(tx);
              broken += 1;
              if (broken % 3 === 1) throw new Error('killed before its commit');
              return result;
            }),
        };
        writeFileSync(FILE, file);
        try {
          const { counts } = await importList(listsTable(failing, testAddresses), options);
          expect(counts).toEqual({ added: 16, rejected: 4 });
          break;
        } catch (error) {
          expect(String(error)).toContain('killed');
        }
      }
      expect(broken).toBeGreaterThan(8);
      expect(await registry().count()).toBe(16);
      expect(rejected().map((line) => line.split(',')[0])).toEqual(['6', '11', '16', '21']);
    });
  });
}
