import { ACCEPTED_STATES } from '../rank.ts';
import { HAS_DUE_TIME } from '../sweeper/end-rows.ts';

/** Statements of the operators' view. Counts are read, pauses written. */

export const LANES = `
-- Per channel and lane: rows by state, when the oldest unsettled was queued, what went out in the last minute; from counts alone. $1 now
select 'state' as kind, channel, lane, state, null::timestamptz as oldest, sum(rows)::int as rows
from (select channel, lane, state, rows from warning_counts union all select channel, lane, state, rows from ledger_lines) counted
group by channel, lane, state having sum(rows) <> 0
union all
select 'unsettled', channel, lane, null, min(queued_at), 0
from (
  select channel, lane, queued_at from (
    select channel, lane, queued_at, rows from unsettled_counts
    union all select channel, lane, queued_at, rows from ledger_lines where queued_at is not null
  ) counted group by channel, lane, queued_at having sum(rows) > 0
) unsettled group by channel, lane
union all
select 'sent', channel, lane, null, null, sum(rows)::int
from (
  select channel, lane, sent_at, rows from sent_counts
  union all select channel, lane, sent_at, rows from ledger_lines where sent_at is not null
) sent where sent_at > $1::timestamptz - interval '60 seconds' and sent_at <= $1::timestamptz
group by channel, lane`;

export const PAUSES = `
-- Pauses in force. $1 now
select id, channel, lane, reason, paused_by, paused_at, until
from pauses
where resumed_at is null and until > $1::timestamptz
order by id`;

export const PAUSES_NOTED = `
-- All pauses, newest first. $1 before, or null, $2 limit
select id, channel, lane, reason, paused_by, paused_at, until, resumed_at, resumed_by
from pauses
where $1::bigint is null or id < $1
order by id desc limit $2`;

export const PAUSE = `
-- Writes a pause. $1 channel, $2 lane or null, $3 reason, $4 by whom, $5 now, $6 until
insert into pauses (channel, lane, reason, paused_by, paused_at, until)
values ($1, $2, $3, $4, $5, $6)
returning id, channel, lane, reason, paused_by, paused_at, until`;

export const RESUME = `
-- Ends the pauses in force of a channel, or those made for one lane of it. $1 channel, $2 lane or null for all, $3 now, $4 by whom
update pauses set resumed_at = $3::timestamptz, resumed_by = $4
where channel = $1 and ($2::text is null or lane = $2) and resumed_at is null and until > $3::timestamptz
returning id, channel, lane, reason, paused_by, paused_at, until`;

export const WAITING = `
-- How many rows wait for a time. $1 counted at most
select count(*)::int as rows from (select from deliveries d where ${HAS_DUE_TIME} limit $1) waiting`;

export const RETRIES = `
-- What waits for another attempt or look-up, out of the rows that wait for a time, the first first; others wait for the end of quiet hours. $1 rows at most
with waiting as materialized (
  select warning_id, channel, lane, provider, state, state_reason, attempt, due_at, settled_at from deliveries d where ${HAS_DUE_TIME} order by due_at limit $1
)
select warning_id, channel, lane, provider, state, state_reason, count(*)::int as rows, max(attempt) as attempts, min(due_at) as next_at
from waiting where state in ('due', 'unknown') and settled_at is null
group by warning_id, channel, lane, provider, state, state_reason order by min(due_at), count(*) desc, warning_id`;

export const WARNING_KNOWN = `
-- Whether there is such a warning. $1 warning
select 1 as known from warnings where id = $1`;

export const OF_WARNING = `
-- A warning's deliveries by what an operator asks about, from counts alone. $1 warning, $2 state or null for all
select channel, lane, audience, reason, state, sum(rows)::int as count
from (
  select channel, lane, audience, reason, state, rows from warning_counts where warning_id = $1
  union all select channel, lane, audience, reason, state, rows from ledger_lines where warning_id = $1
) counted
where $2::text is null or state = $2
group by channel, lane, audience, reason, state having sum(rows) <> 0
order by channel, lane, audience, reason, state`;

export const WATCHDOG_BEATS = `
-- The last delivery to a watchdog listener that a provider took, per channel and lane
select d.channel, d.lane, max(d.sent_at) as accepted_at
from subscribers s
join deliveries d on d.subscriber_id = s.id
where s.watchdog and d.state in (${ACCEPTED_STATES}) and d.sent_at is not null
group by d.channel, d.lane`;
