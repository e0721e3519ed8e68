import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import { ADDRESS_LOCK } from '../registry/index.ts';
import type { Database } from '../sql.ts';
import { HOLD, HOLDERS } from './statements.ts';

const PEOPLE = 20_000;
const OF_A_PAGE = 1_000;

onPostgres('plans on PostgreSQL', (real) => {
  let db: Database;
  beforeAll(async () => {
    db = await openPostgres({ url: real.url, max: 1 });
    await migrate(db);
    await db.query(
      `insert into subscribers (id, audience, language, phone_sealed, phone_hash, list_id, list_key, list_content)
       select id, 'citizen', 'vi', '\\x01', int8send(id), 1, id::text, '\\x01' from generate_series(1, $1::int) id`,
      [PEOPLE],
    );
  });
  afterAll(() => db.close());

  test('a page is looked for by keys and hashes alone: what else is on the list is not read, though nothing has been analysed', async () => {
    const keys = Array.from({ length: OF_A_PAGE }, (_, n) => String(PEOPLE + n));
    const hashes = keys.map((key) => Buffer.from(key));
    const plan = await db.transaction(async (tx) => {
      await tx.query(HOLD, [ADDRESS_LOCK]);
      return tx.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off, timing off) ${HOLDERS}`, [1, keys, hashes, hashes]);
    });
    const lines = plan.map((line) => line['QUERY PLAN'].trim());
    const by = (column: string): string[] =>
      lines.filter((line) => line.includes(`${column} = ANY`)).map((line) => line.split(':')[0] ?? '');
    expect([by('list_key'), by('email_hash'), by('phone_hash')]).toEqual([['Index Cond'], ['Index Cond'], ['Index Cond']]);
    expect(lines.filter((line) => line.startsWith('Rows Removed by Filter'))).toEqual([]);
  });
});
