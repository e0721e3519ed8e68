import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';
import { type CountOfWarning, type Line, tally } from './tally.ts';

const TAKE_LOCK = `
-- Takes the folding of counts for this transaction, or says that somebody else has it
select pg_try_advisory_xact_lock(hashtextextended('loa.counts', 0)) as taken`;

const TAKE = `
-- Takes the oldest lines of changes away and adds them to the counts without places. $1 rows that they speak of, at least
with chosen as (
  select id from (
    select id, sum(abs(rows)) over (order by id) - abs(rows) as before from (select id, rows from ledger_changes order by id limit 2000) oldest
  ) summed where before < $1
), lines as (
  delete from ledger_changes where id in (select id from chosen) returning *
), sides as (
  select warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, rows from lines
  union all
  select warning_id, channel, lane, audience, reason, left_queued_at, null, 'queued', null, -rows from lines where left_queued_at is not null
), of_warnings as (
  insert into warning_counts as c (warning_id, channel, lane, audience, reason, state, state_reason, rows)
  select warning_id, channel, lane, audience, reason, state, state_reason, sum(rows) from sides
  group by 1, 2, 3, 4, 5, 6, 7 having sum(rows) <> 0
  on conflict (warning_id, channel, lane, audience, reason, state, state_reason) do update set rows = c.rows + excluded.rows
), unsettled as (
  insert into unsettled_counts as c (channel, lane, queued_at, rows)
  select channel, lane, queued_at, sum(rows) from sides where queued_at is not null group by 1, 2, 3 having sum(rows) <> 0
  on conflict (channel, lane, queued_at) do update set rows = c.rows + excluded.rows
), sent as (
  insert into sent_counts as c (channel, lane, sent_at, rows)
  select channel, lane, sent_at, sum(rows) from sides where sent_at is not null group by 1, 2, 3 having sum(rows) <> 0
  on conflict (channel, lane, sent_at) do update set rows = c.rows + excluded.rows
)
select warning_id as "warningId", channel, state, state_reason as "stateReason", rows, left_queued_at is not null as "leftQueued", places from lines`;

const ADD_UNITS = `
-- Adds counts of units. $1 warnings, $2 units, $3 channels, $4 states, $5 reasons, $6 rows
insert into unit_counts as c (warning_id, unit, channel, state, state_reason, rows)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[])
on conflict (warning_id, unit, channel, state, state_reason) do update set rows = c.rows + excluded.rows`;

const ADD_PROVINCES = `
-- Adds counts of provinces. $1 warnings, $2 provinces, $3 channels, $4 states, $5 reasons, $6 rows, $7 operators
insert into province_counts as c (warning_id, province, channel, state, state_reason, rows, operator)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[])
on conflict (warning_id, province, channel, operator, state, state_reason) do update set rows = c.rows + excluded.rows`;

const TRIM = `
-- Drops counts that are of no more use: nothing unsettled, or sent before $1
with settled as (delete from unsettled_counts where rows = 0)
delete from sent_counts where sent_at < $1`;

const SENT_KEPT_MS = 600_000;

/** See the port `Sweeper`. One transaction, so that a reader sees lines and counts either before or after it. */
export async function fold(tx: Sql, { now, rows }: { now: Instant; rows: number }): Promise<number> {
  const [lock] = await tx.query<{ taken: boolean }>(TAKE_LOCK);
  if (lock?.taken !== true) return 0;
  const lines = await tx.query<Line>(TAKE, [rows]);
  const counts = tally(lines);
  const [units, provinces] = [counts.filter(({ grain }) => grain === 'unit'), counts.filter(({ grain }) => grain === 'province')];
  if (units.length > 0) await tx.query(ADD_UNITS, columnsOf(units));
  if (provinces.length > 0) await tx.query(ADD_PROVINCES, [...columnsOf(provinces), provinces.map(({ operator }) => operator)]);
  await tx.query(TRIM, [new Date(Date.parse(now) - SENT_KEPT_MS).toISOString()]);
  return lines.reduce((sum, line) => sum + Math.abs(line.rows), 0);
}

function columnsOf(counts: readonly CountOfWarning[]): unknown[][] {
  const column = <K extends keyof CountOfWarning>(key: K) => counts.map((one) => one[key]);
  return [column('warningId'), column('place'), column('channel'), column('state'), column('stateReason'), column('rows')];
}
