import { ACCEPTED_STATES } from '../rank.ts';

export { LAG as OUTLETS_BEHIND } from '../outlets/line-statements.ts';

/** Statements of the wall. None reads deliveries, but for the first of an index. */

export const MARKS = `
-- Warnings in force that nothing of their series has replaced, and recalled ones of whose series nothing was issued since. $1 now
select w.id, w.recalled_at as "recalledAt", w.recalled_by as "recalledBy", w.recall_reason as "recallReason"
from warnings w
where w.status in ('Actual', 'Exercise') and w.expires_at > $1::timestamptz and w.cancelled_by is null
  and (w.recalled_at is not null or w.action not in ('end', 'cancel') or w.content ? 'standing')
  and not exists (select from warnings n where n.series_id = w.series_id and n.status = w.status and n.number > w.number and n.recalled_at is null)
order by w.status, w.number`;

export const HEADS = `
-- What of warnings never changes. $1 ids
select w.id, w.status, w.number, w.action, w.series_id as "seriesId", w.event_id as "eventId", w.content -> 'eventName' as event,
  w.content ->> 'hazard' as hazard, w.content -> 'hazardName' as "hazardName", w.issuer, w.content ->> 'issuerName' as "issuerName",
  (select max((e ->> 'level')::int) from jsonb_array_elements(w.content -> 'entries') e) as level,
  (select coalesce(sum(jsonb_array_length(e -> 'units')), 0)::int from jsonb_array_elements(w.content -> 'entries') e) as units,
  case when b.sent_account is not null then b.sent_by end as "sentBy",
  (select min(f.issued_at) from warnings f where f.series_id = w.series_id and f.status = w.status) as "beganAt",
  w.issued_at as "issuedAt", w.onset, w.expires_at as "expiresAt"
from warnings w left join bulletins b on b.id = w.bulletin_id where w.id = any($1::text[])`;

const SUMS = `sum(rows)::int as total, coalesce(sum(rows) filter (where state in ('queued', 'due', 'unknown')), 0)::int as waiting,
  coalesce(sum(rows) filter (where state in (${ACCEPTED_STATES})), 0)::int as accepted`;

export const PROGRESS = `
-- How the deliveries of warnings stand by channel. $1 ids
select warning_id as warning, channel, ${SUMS}, coalesce(sum(rows) filter (where state = 'delivered'), 0)::int as delivered,
  coalesce(sum(rows) filter (where state in ('failed', 'undelivered', 'expired')), 0)::int as failed,
  coalesce(sum(rows) filter (where state in ('recalled', 'superseded', 'suppressed')), 0)::int as stopped
from (
  select warning_id, channel, state, rows from warning_counts where warning_id = any($1::text[])
  union all select warning_id, channel, state, rows from ledger_lines where warning_id = any($1::text[])
) counted group by warning_id, channel having sum(rows) <> 0 order by warning_id, channel`;

export const PROVINCES = `
-- How the deliveries of warnings stand by province, or sea area where there is none. $1 ids
select warning_id as warning, province, ${SUMS}
from province_counts where warning_id = any($1::text[]) group by warning_id, province having sum(rows) <> 0 order by warning_id, province`;

export const GAUGES = `
-- Single figures: letters neither replayed nor dropped, deliveries that wait for another attempt, hand-overs that nobody has taken
select (select count(*) from dead_letters where replayed_at is null and dropped_at is null) as "deadLetters",
  coalesce(sum(rows) filter (where state = 'due'), 0)::int as due, coalesce(sum(rows) filter (where state = 'unknown'), 0)::int as unknown,
  (select min(due_at) from deliveries where due_at is not null) as "nextAt",
  (select count(*) from handovers where taken_at is null) as "notTakenOver"
from (select state, rows from warning_counts where state in ('due', 'unknown') union all
  select state, rows from ledger_lines where state in ('due', 'unknown')) counted`;
