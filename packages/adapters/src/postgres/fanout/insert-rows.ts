import type { Instant } from '@loa/domain/time';
import { type Sql, SqlError } from '../sql.ts';
import type { PlannedBatch, PlannedRow } from './plan.ts';
import type { TakenJob } from './take-job.ts';

/** `telling`: of the row, the first unless a job comes to people again; see the migration. */
const WRITE = (telling: string, ofRow: string, whenThere = '') => `
-- Inserts a slice's deliveries and supersedes those that give way, at once. $1 warning, $2 event, $3 hazard group, $4 now;
-- what is told, each once: $5 audience, $6 channel, $7 lane, $8 language, $9 need, $10 reason, $11 level (0: none), $12 onset,
-- $13 response, $14 expiry, $15 until when it waits, or null; rows: $16 subscribers, $17 which of what is told, $18 batches (null: it waits),
-- $19 units; $20 ids that give way
with what as (
  select * from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::smallint[], $10::text[], $11::smallint[], $12::timestamptz[],
    $13::text[], $14::timestamptz[], $15::timestamptz[]) with ordinality
    as w (audience, channel, lane, language, need, reason, level, onset, response, expires_at, hold_until, nth)
), gone as (
  update deliveries set state = 'superseded', state_reason = 'by ' || $1, settled_at = $4::timestamptz, due_at = null, batch_id = coalesce(batch_id, 0)
  where id = any($20::bigint[]) and state in ('queued', 'due') returning 1
), new as (
  insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset,
    units, response, expires_at, batch_id, due_at, queued_at, operator, telling)
  select $1, $2, $3, r.subscriber_id, w.audience, w.channel, w.lane, w.language, w.need, w.reason, nullif(w.level, 0), w.onset,
    string_to_array(r.units, chr(31)), w.response, w.expires_at, r.batch_id, w.hold_until, $4::timestamptz,
    case w.channel when 'email' then null else (select s.operator from subscribers s where s.id = r.subscriber_id) end, ${telling}
  from unnest($16::bigint[], $17::int[], $18::bigint[], $19::text[]${ofRow === '' ? '' : ', $21::smallint[]'}) as r (subscriber_id, what, batch_id, units${ofRow})
    join what w on w.nth = r.what
  ${whenThere === '' ? '' : `on conflict (warning_id, subscriber_id, channel, telling) ${whenThere}`}
  returning 1
)
select (select count(*) from new)::int as rows, (select count(*) from gone)::int as superseded`;

/** Of rows that are not there yet, as nearly always: PostgreSQL looks for each of them first, and writes it in two steps, where it may be there. */
const INSERT = WRITE('1', '');
const INSERT_WHERE_NONE = WRITE('1', '', 'do nothing');

const UNIQUE_VIOLATION = '23505';

/** A row that gave way to one which then ended untold stands up again, as if it were new. */
const INSERT_OR_REVIVE = WRITE(
  'r.telling',
  ', telling',
  `do update set
    lane = excluded.lane, need = excluded.need, reason = excluded.reason, level = excluded.level, onset = excluded.onset,
    units = excluded.units, response = excluded.response, expires_at = excluded.expires_at, batch_id = excluded.batch_id, due_at = excluded.due_at,
    queued_at = excluded.queued_at, operator = excluded.operator, state = 'queued', state_reason = null, settled_at = null
  where deliveries.state = 'superseded'`,
);

/**
 * Writes the rows of batches, and what gives way to them. What many rows share travels once: a slice of 5,000 rows is
 * three arrays of numbers, one of places, and a short list of what is told.
 */
export async function insertRows(
  tx: Sql,
  job: TakenJob,
  written: {
    batches: readonly PlannedBatch[];
    held: readonly PlannedRow[];
    batchIds: readonly number[];
    replaced: readonly number[];
    now: Instant;
  },
): Promise<Counts> {
  const rows = [
    ...written.batches.flatMap((batch, at) => batch.rows.map((row) => ({ row, batchId: written.batchIds[at] ?? null }))),
    ...written.held.map((row) => ({ row, batchId: null })),
  ];
  if (rows.length === 0 && written.replaced.length === 0) return { rows: 0, superseded: 0 };
  const what: What = { nths: new Map(), rows: [] };
  const subscribers: number[] = [];
  const which: number[] = [];
  for (const { row } of rows) {
    subscribers.push(row.person.id);
    which.push(nthOf(what, row));
  }
  const told = what.rows;
  const parameters = [
    job.warningId,
    job.eventId,
    job.hazardGroup,
    written.now,
    told.map((row) => row.person.audience),
    told.map((row) => row.channel),
    told.map((row) => row.told.lane),
    told.map((row) => row.person.language),
    told.map((row) => row.told.need),
    told.map((row) => row.told.reason),
    told.map((row) => row.told.level ?? 0),
    told.map((row) => row.told.onset),
    told.map((row) => row.told.response),
    told.map((row) => row.told.expiresAt),
    told.map((row) => row.told.holdUntil),
    subscribers,
    which,
    rows.map(({ batchId }) => batchId),
    rows.map(({ row }) => row.units.join('\u001f')),
    written.replaced,
    ...(job.again ? [rows.map(({ row }) => row.telling)] : []),
  ];
  const [counts] = job.again ? await tx.query<Counts>(INSERT_OR_REVIVE, parameters) : await insertNew(tx, parameters);
  return counts ?? { rows: 0, superseded: 0 };
}

interface Counts {
  readonly rows: number;
  readonly superseded: number;
}

/** The statement that settled somebody told of a cancelled warning may have written their row: then those that are there stay as they are. */
async function insertNew(tx: Sql, parameters: readonly unknown[]): Promise<Counts[]> {
  await tx.query('savepoint before_rows');
  try {
    const counts = await tx.query<Counts>(INSERT, parameters);
    await tx.query('release savepoint before_rows');
    return counts;
  } catch (error) {
    if (!(error instanceof SqlError) || error.code !== UNIQUE_VIOLATION) throw error;
    await tx.query('rollback to savepoint before_rows');
    return tx.query<Counts>(INSERT_WHERE_NONE, parameters);
  }
}

/** What is told, each once, with a row that tells it; `nths` are its numbers, from 1. */
interface What {
  readonly nths: Map<PlannedRow['told'], Map<string, number>>;
  readonly rows: PlannedRow[];
}

/** By the decision itself, which people of a kind share: its fields need not be compared. */
function nthOf({ nths, rows }: What, row: PlannedRow): number {
  const { told, person, channel } = row;
  const ofIt = nths.get(told) ?? new Map<string, number>();
  nths.set(told, ofIt);
  const key = `${person.audience} ${channel} ${person.language}`;
  const known = ofIt.get(key) ?? rows.push(row);
  ofIt.set(key, known);
  return known;
}
