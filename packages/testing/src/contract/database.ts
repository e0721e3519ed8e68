import { type Database, migrate, SqlError } from '@loa/adapters/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof SqlError ? error.code : 'another error'),
  );

/** What both engines owe everything that stands on them. `open` gives an empty database. */
export function databaseContract(name: string, open: () => Promise<Database>): void {
  describe(`database: ${name}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
      await db.query('create table things (id int primary key, at timestamptz)');
    });
    afterAll(() => db.close());

    test('decodes every type that the tables hold, and null', async () => {
      const [row] = await db.query(
        `select 9007199254740991::int8 as big, 7::int2 as small, 7 as plain, 1.25::float8 as float, 12.5::numeric as numeric, true as yes,
          'bão'::text as text, '{"a": [1, null]}'::jsonb as json, '"word"'::jsonb as scalar, '\\x00ff'::bytea as bytes,
          '2025-11-06 08:00:00.1234+07'::timestamptz as at, null::timestamptz as never, null::jsonb as nothing`,
      );
      expect(row).toEqual({
        ...{ big: 9007199254740991, small: 7, plain: 7, float: 1.25, numeric: 12.5, yes: true, text: 'bão' },
        ...{ json: { a: [1, null] }, scalar: 'word', bytes: new Uint8Array([0, 255]) },
        ...{ at: '2025-11-06T01:00:00.123Z', never: null, nothing: null },
      });
    });

    test('decodes arrays of every type that the tables hold', async () => {
      const [row] = await db.query(
        `select array['a', 'b,"c"\\ }{', null, '', 'NULL']::text[] as texts, '{}'::text[] as none, array[1, 2]::int8[] as bigs,
          array['2025-11-06 01:00:00+00']::timestamptz[] as times, array['{"a": "}"}']::jsonb[] as jsons, array[true, false] as flags`,
      );
      expect(row).toEqual({
        ...{ texts: ['a', 'b,"c"\\ }{', null, '', 'NULL'], none: [], bigs: [1, 2] },
        ...{ times: ['2025-11-06T01:00:00.000Z'], jsons: [{ a: '}' }], flags: [true, false] },
      });
    });

    test('binds every kind of parameter as given', async () => {
      const given = [
        9007199254740991,
        'it\'s "quoted" \\',
        null,
        true,
        new Date('2025-11-06T01:00:00Z'),
        { a: ['ê'] },
        new Uint8Array([0, 92, 255]),
      ];
      const arrays = [['x', 'b,"c"\\ }{', null, 'NULL', ''], [1, 2], [new Uint8Array([1])], [{ a: '"' }], []];
      const [row] = await db.query(
        `select $1::int8 as a, $2::text as b, $3::text as c, $4::boolean as d, $5::timestamptz as e, $6::jsonb as f, $7::bytea as g,
          $8::text[] as h, $9::int8[] as i, $10::bytea[] as j, $11::jsonb[] as k, $12::text[] as l`,
        [...given, ...arrays],
      );
      expect(Object.values(row!)).toEqual([...given.slice(0, 4), '2025-11-06T01:00:00.000Z', ...given.slice(5), ...arrays]);
    });

    test('an insert without RETURNING gives no rows', async () => {
      expect(await db.query('insert into things (id) values ($1)', [1])).toEqual([]);
    });

    test('errors carry the SQLSTATE and the constraint, and leave the session usable', async () => {
      await expect(db.query('insert into things (id) values (2), (2)')).rejects.toMatchObject({ code: '23505', constraint: 'things_pkey' });
      expect(await codeOf(db.query('select nonsense'))).toBe('42703');
      expect(await codeOf(db.query('selec'))).toBe('42601');
      expect(await codeOf(db.query('select $1::int', ['many']))).toBe('22P02');
      expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    });

    test('one statement many times: it fails, serves, fails and serves again, and after its table has grown a column', async () => {
      const put = (id: number) => db.query('insert into things (id) values ($1) returning *', [id]);
      await put(501);
      for (const id of [502, 503]) {
        expect(await codeOf(put(501))).toBe('23505');
        expect(await put(id)).toEqual([{ id, at: null }]);
      }
      expect(await codeOf(db.query('select * from things where id = $1 and', [1]))).toBe('42601');
      expect(await codeOf(db.query('select * from things where id = $1 and', [1]))).toBe('42601');
      const read = () => db.query('select id from things where id = $1', [503]);
      expect(await read()).toEqual([{ id: 503 }]);
      await db.query('alter table things add column grown text');
      expect(await read()).toEqual([{ id: 503 }]);
      await db.query('alter table things drop column grown');
    });

    test('a thousand different statements all serve, and again', async () => {
      for (const round of [1, 2])
        for (let n = 0; n < 1_000; n += 1) {
          const rows = await db.query(`select ${String(n)}::int as n, $1::int as round`, [round]);
          if (rows[0]?.['n'] !== n || rows[0]['round'] !== round) throw new Error(`statement ${String(n)} gave ${JSON.stringify(rows)}`);
        }
    });

    test('no error text or field quotes a row', async () => {
      await db.query('create table people (phone text primary key check (length(phone) < 20))');
      await db.query('insert into people values ($1)', ['+999000000001']);
      const error = await db.query('insert into people values ($1)', ['+999000000001']).catch((thrown: unknown) => thrown);
      const properties = Object.getOwnPropertyNames(error).map((key) => String(Reflect.get(Object(error), key)));
      expect(properties.join()).toContain('people_pkey');
      expect(properties.join()).not.toContain('999000000001');
    });

    test('a transaction that rejects leaves nothing, and its own error comes out', async () => {
      const failed = db.transaction(async (tx) => {
        await tx.query('insert into things (id) values (10)');
        throw new RangeError('mine');
      });
      await expect(failed).rejects.toThrow(new RangeError('mine'));
      expect(await db.query('select id from things where id = 10')).toEqual([]);
    });

    test('a transaction that swallows a failed statement is not said to be committed', async () => {
      const swallowed = db.transaction(async (tx) => {
        await tx.query('insert into things (id) values (11)');
        await tx.query('select nonsense').catch(() => undefined);
      });
      expect(await codeOf(swallowed)).toBe('25P02');
      expect(await db.query('select id from things where id = 11')).toEqual([]);
    });

    test('statements beside a transaction do not see it before it has committed', async () => {
      const inside = Promise.withResolvers<undefined>();
      const committed = db.transaction(async (tx) => {
        await tx.query('insert into things (id) values (20)');
        inside.resolve(undefined);
        await tx.query('select pg_sleep(0.05)');
        return 'committed';
      });
      await inside.promise;
      const [seen] = await db.query<{ n: number }>('select count(*) as n from things where id = 20');
      // PGlite's single session makes the statement wait; PostgreSQL's answers at once. Neither may see a half-done transaction.
      expect([0, 1]).toContain(seen?.n);
      expect(await committed).toBe('committed');
      expect(await db.query('select id from things where id = 20')).toHaveLength(1);
    });

    test('two hundred transactions at once each take effect once', async () => {
      await db.query('create table tally (n int)');
      await db.query('insert into tally values (0)');
      const raise = () =>
        db.transaction(async (tx) => {
          const [row] = await tx.query<{ n: number }>('select n from tally for update');
          await tx.query('update tally set n = $1', [row!.n + 1]);
        });
      await Promise.all(Array.from({ length: 200 }, raise));
      expect(await db.query('select n from tally')).toEqual([{ n: 200 }]);
    });

    test('ten thousand rows go in with one statement and come out in order', async () => {
      await db.query('create table many (id int8 primary key, word text, units text[])');
      const ids = Array.from({ length: 10_000 }, (_, index) => index);
      const words = ids.map((id) => `từ ${id}`);
      await db.query('insert into many (id, word) select * from unnest($1::int8[], $2::text[])', [ids, words]);
      const rows = await db.query<{ id: number; word: string }>('select id, word from many order by id');
      expect(rows.map((row) => row.word)).toEqual(words);
    });

    test('migrating again, and twice at once, changes nothing', async () => {
      await db.query("update counter set last = 5 where status = 'Test'");
      await Promise.all([migrate(db), migrate(db)]);
      expect(await db.query("select last from counter where status = 'Test'")).toEqual([{ last: 5 }]);
      await db.query("update counter set last = 0 where status = 'Test'");
    });
  });
}
