import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';

const LEASED = `coalesce(b.done_at is null and b.lease_until > $1, false)`;

/** Batches looked at by one statement: each is read once more for what is left in it. */
const SPENT_BATCHES = 100;

/** The delivery `d` waits for a time. Both ends are named so that a table that nothing has analysed yet is not read as a whole: then the planner takes a range for narrow. */
export const HAS_DUE_TIME = `d.due_at > '-infinity' and d.due_at < 'infinity'`;

const RUN_OUT = `d.state in ('queued', 'due', 'unknown') and d.settled_at is null and d.expires_at <= $1`;

/**
 * Open rows are those of open batches, those without a batch and those with a due time: so no index needs to name the state. A batch that
 * was looked at gets the time of what is left in it, and is not looked at again before that.
 */
const EXPIRE = `
-- Ends rows whose time has run out and which no sender has. An unknown one stays unknown: it counts as told. $1 now, $2 limit
with spent as materialized (
  select b.id from batches b where b.done_at is null and b.expires_at <= $1 and not ${LEASED}
  order by b.expires_at limit ${SPENT_BATCHES} for update skip locked
), candidates as (
  (select d.id from spent b join deliveries d on d.batch_id = b.id and ${RUN_OUT} limit $2)
  union
  (select d.id from deliveries d where d.batch_id is null and ${RUN_OUT} limit $2)
  union
  (select d.id from deliveries d left join batches b on b.id = d.batch_id where ${HAS_DUE_TIME} and ${RUN_OUT} and not ${LEASED} limit $2)
), over as materialized (
  select d.id from deliveries d where d.id in (select id from candidates) and ${RUN_OUT} order by d.id for update of d skip locked
), ended as (
  update deliveries d set
    state = case d.state when 'unknown' then 'unknown' else 'expired' end,
    state_reason = case d.state when 'unknown' then 'never-known' else 'expired' end,
    settled_at = $1::timestamptz, due_at = null, batch_id = coalesce(d.batch_id, 0)
  from over where d.id = over.id and ${RUN_OUT}
  returning d.id, d.state
), later as (
  update batches b set expires_at = coalesce((select min(d.expires_at) from deliveries d where d.batch_id = b.id
    and d.state in ('queued', 'due', 'unknown') and d.settled_at is null and d.id not in (select id from over)), 'infinity')
  from spent where b.id = spent.id
), noted as (
  insert into endings (settled_at, delivery_id) select $1::timestamptz, id from ended where state = 'expired' on conflict do nothing
)
select state from ended`;

/**
 * Reads through open batches, rows without a batch and rows with a due time: each is a short list with an index, while the
 * rows of a stopped warning may be a million settled ones.
 */
const STOP = `
-- Ends the queued and due rows of stopped warnings which no sender has. $1 now, $2 limit
with stopped as (
  select id, recalled_at is not null as recalled from warnings where (recalled_at is not null or cancelled_by is not null) and expires_at > $1
), candidates as (
  (select d.id from stopped s join batches b on b.warning_id = s.id and b.done_at is null and not ${LEASED}
    join deliveries d on d.batch_id = b.id and d.state in ('queued', 'due') limit $2)
  union
  (select d.id from deliveries d join stopped s on s.id = d.warning_id where d.batch_id is null and d.state in ('queued', 'due') limit $2)
  union
  (select d.id from deliveries d join stopped s on s.id = d.warning_id left join batches b on b.id = d.batch_id
    where d.state = 'due' and ${HAS_DUE_TIME} and not ${LEASED} limit $2)
), over as (
  select d.id, s.recalled from deliveries d join stopped s on s.id = d.warning_id
  where d.id in (select id from candidates) and d.state in ('queued', 'due')
  order by d.id for update of d skip locked
), ended as (
  update deliveries d set
    state = case when over.recalled then 'recalled' else 'superseded' end,
    state_reason = case when over.recalled then 'recalled' else 'cancelled' end,
    settled_at = $1::timestamptz, due_at = null, batch_id = coalesce(d.batch_id, 0)
  from over where d.id = over.id and d.state in ('queued', 'due')
  returning d.id, d.state
), noted as (
  insert into endings (settled_at, delivery_id) select $1::timestamptz, id from ended where state = 'recalled' on conflict do nothing
)
select state from ended`;

const END_OVERTAKEN = `
-- Ends rows that a later warning overtook while a sender had them, where none has them any more; forgets those that have settled. $1 now, $2 limit
with marked as materialized (
  select o.delivery_id, o.by_warning, d.id from overtaken o
    left join deliveries d on d.id = o.delivery_id and d.settled_at is null and d.queued_at <= o.at
), forgotten as (
  delete from overtaken where delivery_id in (select delivery_id from marked where id is null)
), over as (
  select d.id, m.by_warning from marked m join deliveries d on d.id = m.id left join batches b on b.id = d.batch_id
  where d.state in ('queued', 'due') and not ${LEASED} order by d.id limit $2 for update of d skip locked
)
update deliveries d set state = 'superseded', state_reason = 'by ' || over.by_warning, settled_at = $1::timestamptz, due_at = null, batch_id = coalesce(d.batch_id, 0)
from over where d.id = over.id and d.state in ('queued', 'due') returning d.id`;

export async function expire(db: Sql, options: { now: Instant; limit: number }): Promise<{ expired: number; unknown: number }> {
  const rows = await db.query<{ state: string }>(EXPIRE, [options.now, options.limit]);
  const unknown = rows.filter((row) => row.state === 'unknown').length;
  return { expired: rows.length - unknown, unknown };
}

export async function stop(db: Sql, options: { now: Instant; limit: number }): Promise<{ recalled: number; superseded: number }> {
  const rows = await db.query<{ state: string }>(STOP, [options.now, options.limit]);
  const overtaken = await db.query(END_OVERTAKEN, [options.now, options.limit]);
  const recalled = rows.filter((row) => row.state === 'recalled').length;
  return { recalled, superseded: rows.length - recalled + overtaken.length };
}
