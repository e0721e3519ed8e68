import { UNKNOWN_MAILBOX } from '@loa/domain/delivery';
import type { Instant } from '@loa/domain/time';
import { HANDED_OVER_AT } from '../rank.ts';
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
-- Drops settled deliveries of a warning. What is asked of them later stays: when a supply body was handed it, and that a mailbox was unknown.
-- $1 warning, $2 limit, $3 how a bounce for want of a mailbox is known
with gone as (
  delete from deliveries where id in (
    select id from deliveries where warning_id = $1 and settled_at is not null order by subscriber_id limit $2)
  returning *
), kept as (
  update supply_calls c set channel = g.channel, state = g.state, handed_over_at = g.handed_over_at
  from (select distinct on (d.subscriber_id) d.subscriber_id, d.channel, d.state, ${HANDED_OVER_AT('d')} as handed_over_at from gone d
    order by d.subscriber_id, d.telling) g
  where c.warning_id = $1 and c.subscriber_id = g.subscriber_id and c.state is null
), bounced as (
  update subscribers s set email_bounced_at = greatest(s.email_bounced_at, g.at)
  from (select d.subscriber_id, max(d.settled_at) as at from gone d
    where d.channel = 'email' and d.state in ('undelivered', 'failed') and d.state_reason ~ $3 group by d.subscriber_id) g
  where s.id = g.subscriber_id
)
select id from gone`;

const FINISH = `
-- Drops a warning's batches and marks it. $1 warning, $2 now
with retired as (update warnings set retired_at = $2::timestamptz where id = $1 returning id)
delete from batches where warning_id in (select id from retired)`;

/** See the port `Sweeper`. */
export async function retire(tx: Sql, { now, before, limit }: { now: Instant; before: Instant; limit: number }): Promise<number> {
  const [warning] = await tx.query<{ id: string }>(OLDEST, [before]);
  if (warning === undefined) return 0;
  const dropped = await tx.query(DROP_DELIVERIES, [warning.id, limit, UNKNOWN_MAILBOX]);
  if (dropped.length < limit) await tx.query(FINISH, [warning.id, now]);
  return Math.max(1, dropped.length);
}
