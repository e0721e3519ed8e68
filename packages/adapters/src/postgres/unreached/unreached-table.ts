import type { Unreached, UnitStanding, WarnedEntry } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { ACCEPTED_STATES } from '../rank.ts';

const ENTRIES = `-- entries of the warnings in force of a status that warn of something; $1 status, $2 now
select w.id as warning, (e.at - 1)::int as entry, w.content ->> 'hazard' as hazard, (e.entry ->> 'level')::int as level,
  (e.entry ->> 'onset')::timestamptz as onset, e.entry ->> 'change' as change, w.content ->> 'urgency' as urgency
from warnings w cross join lateral jsonb_array_elements(w.content -> 'entries') with ordinality as e (entry, at)
where w.status = $1 and w.expires_at > $2::timestamptz and w.cancelled_by is null and w.recalled_at is null
  and (e.entry ->> 'expiresAt')::timestamptz > $2::timestamptz and e.entry ->> 'change' not in ('narrowed', 'ended', 'cancelled')
  and not exists (select from warnings n where n.series_id = w.series_id and n.status = w.status and n.number > w.number and n.recalled_at is null)
order by w.number, e.at`;

const STANDING = `-- units of entries by need × the share that nobody took; $1 warnings, $2 entries, $3 needs, side by side
with asked as (
  select w.id, w.event_id, w.status, u.unit, n.need
  from unnest($1::text[], $2::int[], $3::int[]) as n (warning, entry, need) join warnings w on w.id = n.warning
    cross join lateral jsonb_array_elements_text(w.content -> 'entries' -> n.entry -> 'units') as u (unit)
), counted as (
  select c.warning_id, c.unit, sum(c.rows) filter (where c.state in (${ACCEPTED_STATES})) as reached,
    sum(c.rows) filter (where c.state not in ('recalled', 'superseded', 'suppressed')) as deliveries
  from unit_counts c
  where c.warning_id in (select e.id from warnings e where (e.event_id, e.status) in (select event_id, status from warnings where id = any($1::text[])))
  group by c.warning_id, c.unit
), of_events as (
  select w.event_id, w.status, c.unit, sum(c.reached) as reached, sum(c.deliveries) as deliveries
  from counted c join warnings w on w.id = c.warning_id group by 1, 2, 3
), stand as (
  select a.id, a.unit, a.need,
    coalesce(case when o.deliveries > 0 then o.deliveries else e.deliveries end, 0) as deliveries,
    coalesce(case when o.deliveries > 0 then o.reached else e.reached end, 0) as reached
  from asked a left join counted o on o.warning_id = a.id and o.unit = a.unit
    left join of_events e on e.event_id = a.event_id and e.status = a.status and e.unit = a.unit
), scored as (
  select *, need * (1 - reached::float8 / greatest(deliveries, 1)) as score from stand
)
select distinct on (unit) unit, id as warning, need, deliveries::int, reached::int, score::float8
from scored order by unit, score desc, need desc, id`;

/** Who has not been reached, on PostgreSQL; see the port. */
export function unreachedTable(db: Sql): Unreached {
  return {
    entries: (status, now) => db.query<WarnedEntry>(ENTRIES, [status, now]),
    async standing(needs) {
      const columns = [needs.map((one) => one.warning), needs.map((one) => one.entry), needs.map((one) => one.need)];
      const found = await db.query<UnitStanding>(STANDING, columns);
      return found.toSorted((one, other) => other.score - one.score || (one.unit < other.unit ? -1 : 1));
    },
  };
}
