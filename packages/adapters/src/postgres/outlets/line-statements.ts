import { issuedAfter, PUSHABLE, secretsAt } from './statements.ts';

/** Statements of those who push. */

const DUE = `c.status = any (o.statuses) and o.standing = 'approved' and o.way ->> 'kind' = $6 and ${PUSHABLE} and c.number < h.last
    and (c.due_at is null or c.due_at <= $2::timestamptz) and (c.lease_until is null or c.lease_until <= $2::timestamptz)`;

const candidates = (where: string, order: string, limit: string): string => `
  select c.outlet_id, c.status from outlet_cursors c join outlets o on o.id = c.outlet_id join counter h on h.status = c.status
  where ${DUE} and ${where} order by ${order} limit ${limit} for update of c skip locked`;

export const TAKE = `
-- Leases cursors that are behind and due: whoever was served longest ago first. $1 owner, $2 now, $3 lease in milliseconds,
-- $4 how many whose last try did not fail, $5 how many whose did, $6 by which way
with sound as (${candidates('c.failures = 0', 'c.delivered_at nulls first', '$4')}),
suspect as (${candidates('c.failures > 0', 'c.due_at', '$5')}),
taken as (
  update outlet_cursors c set lease_owner = $1, lease_until = $2::timestamptz + $3::int * interval '1 millisecond'
  from (select * from sound union all select * from suspect) pick
  where c.outlet_id = pick.outlet_id and c.status = pick.status
  returning c.outlet_id, c.status, c.number, c.failures)
select t.outlet_id as "outletId", t.status, t.number, h.last as head, t.failures, coalesce(o.way ->> 'url', o.way ->> 'address') as to,
  ${secretsAt('$2')} as secrets, o.filters, o.language, o.version
from taken t join outlets o on o.id = t.outlet_id join counter h on h.status = t.status`;

export const HEADS = `
-- Newest numbers of all sequences, summed
select sum(last)::bigint as heads from counter`;

/** How many failed tries are kept per cursor. */
const KEPT_FAILURES = 5;

export const SETTLE = `
-- Moves cursors for their holders, an array per column. $1 now, $2 lease in milliseconds, $3 outlets, $4 statuses, $5 owners, $6 from,
-- $7 to, $8 kinds, $9 reasons of failures, $10 when to try again, $11 whether the lease goes on
with s as (
  select * from unnest($3::bigint[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::timestamptz[], $11::boolean[])
    as s (outlet_id, status, owner, origin, target, kind, reason, due_at, keep))
update outlet_cursors c set
  number = case when c.number = s.origin then s.target else c.number end,
  failures = case s.kind when 'failed' then c.failures + 1 when 'delivered' then 0 else case when s.target > s.origin then 0 else c.failures end end,
  due_at = case s.kind when 'failed' then s.due_at when 'delivered' then null else case when s.target > s.origin then null else c.due_at end end,
  delivered_at = case s.kind when 'delivered' then $1::timestamptz else c.delivered_at end,
  recent_failures = case s.kind when 'failed' then (
    select jsonb_agg(f.value order by f.n)
    from jsonb_array_elements(jsonb_build_array(jsonb_build_object('at', $1::timestamptz, 'number', s.target + 1, 'reason', s.reason)) || c.recent_failures)
      with ordinality as f (value, n) where f.n <= ${KEPT_FAILURES})
    else c.recent_failures end,
  lease_owner = case when s.keep then c.lease_owner end,
  lease_until = case when s.keep then $1::timestamptz + $2::int * interval '1 millisecond' end
from s join outlets o on o.id = s.outlet_id join counter h on h.status = s.status
where c.outlet_id = s.outlet_id and c.status = s.status and c.lease_owner = s.owner
returning c.outlet_id as "outletId", c.status, c.number, h.last as head, o.version,
  (o.standing = 'approved' and ${PUSHABLE} and c.status = any (o.statuses)) as open`;

export const LAG = `
-- How far approved outlets that are pushed to are behind, by whether the last try failed. $1 now
select kinds.state, count(distinct c.outlet_id)::int as outlets, coalesce(max(h.last - c.number), 0)::int as items,
  coalesce(max(greatest(0, extract(epoch from $1::timestamptz - ${issuedAfter('c')}))), 0)::float8 as seconds
from (values ('flowing', false), ('failing', true)) as kinds (state, fails)
left join (outlet_cursors c join outlets o on o.id = c.outlet_id and o.standing = 'approved' and ${PUSHABLE}
    and c.status = any (o.statuses) join counter h on h.status = c.status)
  on (c.failures > 0) = kinds.fails
group by kinds.state`;
