import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPglite, openPostgres } from '../index.ts';
import type { Database } from '../sql.ts';
import { type CopyRow, copyRows } from './copy-rows.ts';

contract('PGlite', () => openPglite({ dataDir: 'memory' }));
onPostgres('real PostgreSQL', (real) => {
  contract('PostgreSQL', () => openPostgres({ url: real.url, max: 4 }));
});

const COPY = '-- rows of a test\ncopy things (id, small, yes, word, bytes, said, at) from stdin (format binary)';

interface Thing {
  readonly id: number;
  readonly word: string;
}

function writeThing(to: CopyRow, { id, word }: Thing): void {
  to.int8(id);
  to.int2(-7);
  to.bool(id % 2 === 0);
  to.text(word);
  to.bytes(new Uint8Array([0, 255, id & 0xff]));
  to.jsonb(JSON.stringify({ word }));
  if (id % 3 === 0) to.null();
  else to.instant(id % 3 === 1 ? 'infinity' : '2025-11-06T01:00:00.123Z');
}
const read = ({ id, word }: Thing) => ({
  ...{ id, small: -7, yes: id % 2 === 0, word, bytes: new Uint8Array([0, 255, id & 0xff]), said: { word } },
  at: id % 3 === 0 ? null : id % 3 === 1 ? 'infinity' : '2025-11-06T01:00:00.123Z',
});

function contract(engine: string, open: () => Promise<Database>): void {
  describe(`rows by COPY on ${engine}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await db.script(
        'create table things (id int8 primary key, small int2, yes bool, word text, bytes bytea, said jsonb, at timestamptz)',
      );
    });
    beforeEach(() => db.script('truncate things'));
    afterAll(() => db.close());
    const put = (things: Iterable<Thing>) => db.transaction((tx) => tx.copy(COPY, copyRows(things, 7, writeThing)));
    const all = () => db.query('select * from things order by id');

    test('come out as they went in, many pieces of them, with texts longer than a piece', async () => {
      const things = Array.from({ length: 5_000 }, (_, n) => ({
        id: n * 4_294_967_297 - 3,
        word: `từ "${n}"\n\\ ${n === 77 ? 'ế'.repeat(60_000) : ''}`,
      }));
      await put(things);
      expect(await all()).toEqual(things.map(read));
    });

    test('none at all', async () => {
      await put([]);
      expect(await all()).toEqual([]);
    });

    test('one that the table refuses refuses all, with the code and the constraint, and leaves the session usable', async () => {
      const twice = Array.from({ length: 4_000 }, (_, n) => ({ id: n === 3_999 ? 1 : n, word: 'x'.repeat(100) }));
      await expect(put(twice)).rejects.toMatchObject({ name: 'SqlError', code: '23505', constraint: 'things_pkey' });
      expect(await all()).toEqual([]);
      await put([{ id: 1, word: 'one' }]);
      expect(await all()).toHaveLength(1);
    });

    test('rows that break off leave nothing, and their own error comes out', async () => {
      const broken = function* (): Generator<Thing> {
        for (let id = 0; id < 3_000; id += 1) yield { id, word: 'x'.repeat(100) };
        throw new RangeError('no more');
      };
      await expect(put(broken())).rejects.toThrow('no more');
      expect(await all()).toEqual([]);
      await put([{ id: 1, word: 'one' }]);
      expect(await all()).toHaveLength(1);
    });
  });
}
