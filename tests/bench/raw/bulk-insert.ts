import type { Database } from '@loa/adapters/postgres';
import type { Installation } from '../installation/installation.ts';

const COLUMNS = {
  warning_id: 'text',
  event_id: 'text',
  hazard_group: 'text',
  subscriber_id: 'bigint',
  audience: 'text',
  channel: 'text',
  lane: 'text',
  language: 'text',
  need: 'smallint',
  reason: 'text',
  level: 'smallint',
  onset: 'timestamptz',
  units: 'text',
  response: 'text',
  expires_at: 'timestamptz',
  batch_id: 'bigint',
  queued_at: 'timestamptz',
} as const;
type Row = Readonly<Record<keyof typeof COLUMNS, string | number>>;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** The rows of an event, a page by id. $1 event, $2 above, $3 how many at most */
const READ = `
  select id, ${NAMES.map((name) => (name === 'units' ? `array_to_string(units, ' ') as units` : name)).join(', ')}
  from deliveries where event_id = $1 and id > $2 order by id limit $3`;

const INSERT = `
  insert into deliveries (${NAMES.join(', ')})
  select ${NAMES.map((name) => (name === 'units' ? `string_to_array(units, ' ')` : name)).join(', ')}
  from unnest(${NAMES.map((name, nth) => `$${nth + 1}::${COLUMNS[name]}[]`).join(', ')}) as r (${NAMES.join(', ')})`;

/** The rows that fan-out wrote for an event, cut into pieces of `slice` rows: column by column, as a statement takes them. */
export async function slicesOf(installation: Installation, event: string, slice: number): Promise<(string | number)[][][]> {
  const slices: (string | number)[][][] = [];
  for (let last = 0; ;) {
    const rows = await installation.query<Row & { readonly id: number }>(READ, [event, last, slice]);
    if (rows.length === 0) return slices;
    last = rows.at(-1)?.id ?? last;
    slices.push(NAMES.map((name) => rows.map((row) => row[name])));
  }
}

/** Inserts the slices as the rows of the warning `as`: a statement and a transaction each, with nothing decided and nothing read. */
export async function bulkInsert(db: Database, slices: readonly (readonly (string | number)[][])[], as: string): Promise<void> {
  for (const [warningIds = [], ...rest] of slices) await db.query(INSERT, [warningIds.map(() => as), ...rest]);
}
