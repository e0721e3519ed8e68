import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';
import type { PlannedBatch, PlannedRow } from './plan.ts';
import type { TakenJob } from './take-job.ts';

const WRITE = (whenThere: string) => `
-- Inserts a slice's deliveries and supersedes those that give way, at once. $1 warning, $2 event, $3 hazard group, $4 now;
-- what is told, each once: $5 audience, $6 channel, $7 lane, $8 language, $9 need, $10 reason, $11 level (0: none), $12 onset, $13 units,
-- $14 response, $15 expiry; rows: $16 subscribers, $17 which of what is told, $18 batches (null: it waits); $19 ids that give way;
-- $20 until when what is told waits, or null
with what as (
  select * from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::smallint[], $10::text[], $11::smallint[], $12::timestamptz[],
    $13::text[], $14::text[], $15::timestamptz[], $20::timestamptz[]) with ordinality
    as w (audience, channel, lane, language, need, reason, level, onset, units, response, expires_at, hold_until, nth)
), gone as (
  update deliveries set state = 'superseded', state_reason = 'by ' || $1, settled_at = $4::timestamptz, due_at = null, batch_id = coalesce(batch_id, 0)
  where id = any($19::bigint[]) and state in ('queued', 'due') returning 1
), new as (
  insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset,
    units, response, expires_at, batch_id, due_at, queued_at)
  select $1, $2, $3, r.subscriber_id, w.audience, w.channel, w.lane, w.language, w.need, w.reason, nullif(w.level, 0), w.onset,
    string_to_array(w.units, chr(31)), w.response, w.expires_at, r.batch_id, w.hold_until, $4::timestamptz
  from unnest($16::bigint[], $17::int[], $18::bigint[]) as r (subscriber_id, what, batch_id) join what w on w.nth = r.what
  on conflict (warning_id, subscriber_id, channel) ${whenThere}
  returning 1
)
select (select count(*) from new)::int as rows, (select count(*) from gone)::int as superseded`;

const INSERT = WRITE('do nothing');

/** A row that gave way to one which then ended untold stands up again, as if it were new. */
const INSERT_OR_REVIVE = WRITE(`do update set
    lane = excluded.lane, need = excluded.need, reason = excluded.reason, level = excluded.level, onset = excluded.onset,
    units = excluded.units, response = excluded.response, expires_at = excluded.expires_at, batch_id = excluded.batch_id, due_at = excluded.due_at,
    queued_at = excluded.queued_at, state = 'queued', state_reason = null, settled_at = null
  where deliveries.state = 'superseded'`);

/**
 * Writes the rows of batches, and what gives way to them. What many rows share travels once: a slice of 5,000 rows is
 * three arrays of numbers and a short list of what is told.
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
): Promise<{ rows: number; superseded: number }> {
  const rows = [
    ...written.batches.flatMap((batch, at) => batch.rows.map((row) => ({ row, batchId: written.batchIds[at] ?? null }))),
    ...written.held.map((row) => ({ row, batchId: null })),
  ];
  if (rows.length === 0 && written.replaced.length === 0) return { rows: 0, superseded: 0 };
  const what = new Map<string, { nth: number; row: PlannedRow }>();
  const subscribers: number[] = [];
  const which: number[] = [];
  for (const { row } of rows) {
    subscribers.push(row.person.id);
    which.push(nthOf(what, row));
  }
  const told = [...what.values()].map((one) => one.row);
  const [counts] = await tx.query<{ rows: number; superseded: number }>(job.only === null ? INSERT : INSERT_OR_REVIVE, [
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
    told.map((row) => row.told.units.join('\u001f')),
    told.map((row) => row.told.response),
    told.map((row) => row.told.expiresAt),
    subscribers,
    which,
    rows.map(({ batchId }) => batchId),
    written.replaced,
    told.map((row) => row.told.holdUntil),
  ]);
  return counts ?? { rows: 0, superseded: 0 };
}

/** The number, from 1, under which what this row tells is listed. */
function nthOf(what: Map<string, { nth: number; row: PlannedRow }>, row: PlannedRow): number {
  const { told, person, channel } = row;
  const key = [
    person.audience,
    channel,
    person.language,
    told.lane,
    told.need,
    told.reason,
    told.level,
    told.onset,
    told.response,
    told.expiresAt,
    told.holdUntil,
    told.units,
  ].join('|');
  const known = what.get(key);
  if (known !== undefined) return known.nth;
  what.set(key, { nth: what.size + 1, row });
  return what.size;
}
