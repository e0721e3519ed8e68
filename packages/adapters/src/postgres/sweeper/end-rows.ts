import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';

const LEASED = `coalesce(b.done_at is null and b.lease_until > $1, false)`;

const EXPIRE = `
-- Ends rows whose time has run out and which no sender has. An unknown one stays unknown: it counts as told. $1 now, $2 limit
with over as (
  select d.id from deliveries d left join batches b on b.id = d.batch_id
  where d.state in ('queued', 'due', 'unknown') and d.settled_at is null and d.expires_at <= $1 and not ${LEASED}
  order by d.expires_at limit $2 for update of d skip locked
)
update deliveries d set
  state = case d.state when 'unknown' then 'unknown' else 'expired' end,
  state_reason = case d.state when 'unknown' then 'never-known' else 'expired' end,
  settled_at = $1::timestamptz, due_at = null
from over where d.id = over.id and d.state in ('queued', 'due', 'unknown')
returning d.state`;

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
    where d.state = 'due' and d.due_at is not null and not ${LEASED} limit $2)
), over as (
  select d.id, s.recalled from deliveries d join stopped s on s.id = d.warning_id
  where d.id in (select id from candidates) and d.state in ('queued', 'due')
  order by d.id for update of d skip locked
)
update deliveries d set
  state = case when over.recalled then 'recalled' else 'superseded' end,
  state_reason = case when over.recalled then 'recalled' else 'cancelled' end,
  settled_at = $1::timestamptz, due_at = null
from over where d.id = over.id and d.state in ('queued', 'due')
returning d.state`;

export async function expire(db: Sql, options: { now: Instant; limit: number }): Promise<{ expired: number; unknown: number }> {
  const rows = await db.query<{ state: string }>(EXPIRE, [options.now, options.limit]);
  const unknown = rows.filter((row) => row.state === 'unknown').length;
  return { expired: rows.length - unknown, unknown };
}

export async function stop(db: Sql, options: { now: Instant; limit: number }): Promise<{ recalled: number; superseded: number }> {
  const rows = await db.query<{ state: string }>(STOP, [options.now, options.limit]);
  const recalled = rows.filter((row) => row.state === 'recalled').length;
  return { recalled, superseded: rows.length - recalled };
}
