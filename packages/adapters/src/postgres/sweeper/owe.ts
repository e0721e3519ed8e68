import type { EndedCursor } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';

const ENDED = `
-- Deliveries that ended untold after ($1, $2) and before $3, in the order of their end. $4 limit
select delivery_id as id, settled_at from endings
where (settled_at, delivery_id) > ($1::timestamptz, $2::bigint) and settled_at < $3
order by settled_at, delivery_id limit $4`;

const FORGET = `
-- Forgets ends that nobody will ask about any more (a sweeper that starts anew goes back a day), and operators' ids whose receipts will
-- not come any more. $1 now
with messages as (delete from smpp_messages where at < $1::timestamptz - interval '7 days')
delete from endings where settled_at < $1::timestamptz - interval '7 days'`;

/**
 * The valid warning's own job says what rank of lane the news has. The decision itself is fan-out's: it looks at everything
 * the person was told, so a person named here for nothing is told nothing.
 */
const OWE = `
-- A job for just those people, per other valid warning of the same event, hazard group, status and place. $1 ids of ended deliveries, $2 now
insert into fanout_jobs (warning_id, event_id, lane_rank, rank, stratum, only_subscribers, created_at)
select v.id, v.event_id, first.lane_rank, 1000, first.stratum, owed.people, $2::timestamptz
from (
  select v.id as warning_id, v.number, array_agg(distinct d.subscriber_id order by d.subscriber_id) as people
  from deliveries d join warnings w on w.id = d.warning_id
    join warnings v on v.event_id = d.event_id and v.hazard_group = d.hazard_group and v.status = w.status and v.id <> w.id
  where d.id = any($1::bigint[]) and v.expires_at > $2 and v.recalled_at is null and v.cancelled_by is null and v.action in ('issue', 'correct')
  group by v.id, v.number
) owed join warnings v on v.id = owed.warning_id
  join lateral (select j.lane_rank, j.stratum from fanout_jobs j where j.warning_id = v.id and j.only_subscribers is null order by j.rank limit 1)
    first on true
order by owed.number
on conflict (warning_id, rank, hash_array_extended(only_subscribers, 0)) do update set done_at = null, after_subscriber = 0, created_at = excluded.created_at
  where fanout_jobs.done_at is not null
returning id`;

/** See the port `Sweeper`. */
export async function owe(
  tx: Sql,
  options: { now: Instant; after: EndedCursor; until: Instant; limit: number },
): Promise<{ jobs: number; next: EndedCursor } | null> {
  const { after, until, limit } = options;
  const ended = await tx.query<{ id: number; settled_at: Instant }>(ENDED, [after.settledAt, after.deliveryId, until, limit]);
  const last = ended.at(-1);
  if (last === undefined) {
    await tx.query(FORGET, [options.now]);
    return null;
  }
  const jobs = await tx.query(OWE, [ended.map((row) => row.id), options.now]);
  return { jobs: jobs.length, next: { settledAt: last.settled_at, deliveryId: last.id } };
}
