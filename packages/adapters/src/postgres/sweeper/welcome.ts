import { seasHeardAt } from '@loa/domain/audience';
import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';

const TAKE = `
-- People who have come or moved, and whom nobody has looked after yet: as many arrivals as hold $1 people, the last one whole. $1 limit
with held as materialized (select id, size from arrivals order by id limit $1 for update skip locked),
  counted as (select id, size, sum(size) over (order by id) as up_to from held)
delete from arrivals a using counted c where a.id = c.id and c.up_to - c.size < $1
returning a.people`;

const UNITS = `
-- Places of people. $1 people
select distinct unit from subscriber_units where subscriber_id = any($1::bigint[])`;

/**
 * Newest first, so that of several warnings of an event the last one speaks; fan-out decides for each person and place. A warning whose
 * jobs are not there yet needs none: its slices come after this, and find the person.
 */
const WELCOME = `
-- A job for just those people per valid warning that speaks of a place of theirs. $1 people, $2 now, $3 their places and the seas off them
insert into fanout_jobs (warning_id, event_id, lane_rank, rank, stratum, only_subscribers, created_at)
select v.id, v.event_id, first.lane_rank, 1000, first.stratum, $1::bigint[], $2::timestamptz
from warnings v
  join lateral (select j.lane_rank, j.stratum from fanout_jobs j where j.warning_id = v.id and j.only_subscribers is null order by j.rank limit 1)
    first on true
where v.expires_at > $2::timestamptz and v.recalled_at is null and v.cancelled_by is null and v.action in ('issue', 'correct')
  and exists (
    select from fanout_jobs j where j.warning_id = v.id and j.only_subscribers is null
      and j.stratum -> 'units' ?| $3::text[])
order by v.issued_at desc, v.number desc
on conflict (warning_id, rank, hash_array_extended(only_subscribers, 0)) do update set done_at = null, after_subscriber = 0, created_at = excluded.created_at
  where fanout_jobs.done_at is not null
returning id`;

/** See the port `Sweeper`. */
export async function welcome(tx: Sql, { now, limit }: { now: Instant; limit: number }): Promise<{ people: number; jobs: number }> {
  const arrivals = await tx.query<{ people: number[] }>(TAKE, [limit]);
  const ids = [...new Set(arrivals.flatMap(({ people }) => people))].sort((a, b) => a - b);
  if (ids.length === 0) return { people: 0, jobs: 0 };
  const units = (await tx.query<{ unit: string }>(UNITS, [ids])).map((row) => row.unit);
  const jobs = await tx.query(WELCOME, [ids, now, [...units, ...seasHeardAt(units)]]);
  return { people: ids.length, jobs: jobs.length };
}
