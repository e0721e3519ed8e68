import type { Database } from '@loa/adapters/postgres';
import { instant } from '../clock.ts';

const PEOPLE = {
  id: 'bigint',
  audience: 'text',
  language: 'text',
  email_sealed: 'bytea',
  email_hash: 'bytea',
  phone_sealed: 'bytea',
  phone_hash: 'bytea',
  least_need: 'smallint',
  consent_id: 'bigint',
  operator: 'text',
  list_id: 'smallint',
  list_key: 'text',
  list_content: 'bytea',
} as const;
const UNITS = { subscriber_id: 'bigint', unit: 'text', ends_at: 'timestamptz' } as const;

type Columns = Readonly<Record<string, string>>;
type Row = Readonly<Record<string, unknown>>;

const named = (columns: Columns): string =>
  Object.keys(columns)
    .map((name) => (name === 'ends_at' ? 'ends_at::text' : name))
    .join(', ');
const insertInto = (table: string, columns: Columns): string =>
  `insert into ${table} (${Object.keys(columns).join(', ')}) select * from unnest(${Object.values(columns)
    .map((type, nth) => `$${nth + 1}::${type}[]`)
    .join(', ')})`;
const columnsOf = (columns: Columns, rows: readonly Row[]): unknown[][] => Object.keys(columns).map((name) => rows.map((row) => row[name]));

/** $1 above, $2 how many at most */
const READ_PEOPLE = `select ${named(PEOPLE)} from subscribers where id > $1 order by id limit $2`;
/** $1 above, $2 up to */
const READ_UNITS = `select ${named(UNITS)} from subscriber_units where subscriber_id > $1 and subscriber_id <= $2 order by subscriber_id`;

/**
 * Writes the people of a registry into an empty one, a page to a transaction, with nothing read from a file, nothing sealed and nobody looked for. Seconds of
 * the writing alone.
 */
export async function bulkRegistry(from: Database, into: Database, page: number): Promise<number> {
  let spent = 0;
  for (let last = 0; ;) {
    const people = await from.query<Row & { readonly id: number }>(READ_PEOPLE, [last, page]);
    const end = people.at(-1)?.id;
    if (end === undefined) return spent / 1_000;
    const units = await from.query<Row>(READ_UNITS, [last, end]);
    const columns = [columnsOf(PEOPLE, people), columnsOf(UNITS, units)];
    const began = instant();
    await into.transaction(async (tx) => {
      await tx.query(insertInto('subscribers', PEOPLE), columns[0]);
      await tx.query(insertInto('subscriber_units', UNITS), columns[1]);
    });
    spent += instant() - began;
    last = end;
  }
}
