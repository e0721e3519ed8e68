import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';

/** An event is over when none of its warnings has been valid since `before`: as long as one is, who was told what is still asked. */
const OLDEST = `
-- The warning that ran out first of those whose whole event had run out before $1 and which still have rows, locked. $1 before
select w.id from warnings w
where w.retired_at is null and w.expires_at < $1
  and not exists (select from warnings o where o.event_id = w.event_id and o.expires_at >= $1)
  and not exists (select from batches b where b.warning_id = w.id and b.done_at is null)
  and not exists (select from fanout_jobs j where j.warning_id = w.id and j.done_at is null)
order by w.expires_at, w.id limit 1 for update of w skip locked`;

const DROP_DELIVERIES = `
-- Drops settled deliveries of a warning. $1 warning, $2 limit
delete from deliveries where id in (
  select id from deliveries where warning_id = $1 and settled_at is not null order by subscriber_id limit $2)
returning id`;

const FINISH = `
-- Drops a warning's batches and marks it. $1 warning, $2 now
with retired as (update warnings set retired_at = $2::timestamptz where id = $1 returning id)
delete from batches where warning_id in (select id from retired)`;

/** See the port `Sweeper`. */
export async function retire(tx: Sql, { now, before, limit }: { now: Instant; before: Instant; limit: number }): Promise<number> {
  const [warning] = await tx.query<{ id: string }>(OLDEST, [before]);
  if (warning === undefined) return 0;
  const dropped = await tx.query(DROP_DELIVERIES, [warning.id, limit]);
  if (dropped.length < limit) await tx.query(FINISH, [warning.id, now]);
  return Math.max(1, dropped.length);
}
