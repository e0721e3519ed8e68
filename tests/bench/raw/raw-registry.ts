import type { Database } from '@loa/adapters/postgres';
import { instant } from '../clock.ts';

const MAKE = `
create table raw_people (like subscribers including all);
create table raw_units (like subscriber_units including all)`;

/** Ids of the first and the last of each page of so many; $1 how many */
const PAGES = `select min(id) as first, max(id) as last from (
  select id, (row_number() over (order by id) - 1) / $1::int as page from subscribers) p group by page order by page`;

/** $1 first id of a page, $2 its last */
const PEOPLE = 'insert into raw_people select * from subscribers where id between $1 and $2';
/** $1 first id of a page, $2 its last */
const UNITS = 'insert into raw_units select * from subscriber_units where subscriber_id between $1 and $2';

/**
 * Writes the people of a registry once more, into empty tables with the same indexes, a page to a transaction, within the database: nothing read from a file,
 * sealed, sent or looked for. Seconds of the writing alone.
 */
export async function rawRegistry(db: Database, page: number): Promise<number> {
  await db.script(MAKE);
  const pages = await db.query<{ first: number; last: number }>(PAGES, [page]);
  const began = instant();
  for (const { first, last } of pages)
    await db.transaction(async (tx) => {
      await tx.query(PEOPLE, [first, last]);
      await tx.query(UNITS, [first, last]);
    });
  return (instant() - began) / 1_000;
}
