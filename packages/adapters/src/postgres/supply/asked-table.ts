import { communes } from '@loa/domain/place';
import type { Asked, AskedCount } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { ASKED } from './asked.ts';

const WARNINGS = `-- warnings in force that nothing has replaced, the newest first; $1 status, $2 now
select w.id from warnings w
where w.status = $1 and w.expires_at > $2::timestamptz and w.cancelled_by is null and w.recalled_at is null
  and not exists (select from warnings n where n.series_id = w.series_id and n.status = w.status and n.number > w.number and n.recalled_at is null)
order by w.number desc`;

const COUNTS = `-- receivers who are asked to confirm by province, and in all; $1 warning, $2 units and $3 their provinces, side by side
with ${ASKED}, placed as (
  select distinct a.subscriber_id, coalesce(m.province, u.unit) as province
  from asked a cross join lateral unnest(a.units) as u (unit) left join unnest($2::text[], $3::text[]) as m (unit, province) on m.unit = u.unit
)
select null as province, need, taken, confirmed, count(*)::int as receivers from asked group by need, taken, confirmed
union all
select p.province, a.need, a.taken, a.confirmed, count(*)::int from placed p join asked a using (subscriber_id)
group by p.province, a.need, a.taken, a.confirmed`;

const UNITS = communes().map((one) => one.code);
const PROVINCES = communes().map((one) => one.province);

/** Who outside the supply list is asked to confirm, on PostgreSQL; see the port. */
export function askedTable(db: Sql): Asked {
  return {
    warnings: async (status, now) => (await db.query<{ id: string }>(WARNINGS, [status, now])).map((row) => row.id),
    counts: (warningId) => db.query<AskedCount>(COUNTS, [warningId, UNITS, PROVINCES]),
  };
}
