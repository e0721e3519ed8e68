/** Statements of the operators' view. Rows are read, pauses written. */

export const LANES = `
-- Deliveries per channel, lane and state, the oldest waiting, and what went out in the last minute. $1 now
select channel, lane, state, count(*)::int as count, min(queued_at) as oldest,
       (count(*) filter (where sent_at > $1::timestamptz - interval '60 seconds' and sent_at <= $1::timestamptz))::int as sent
from deliveries
group by channel, lane, state`;

export const PAUSES = `
-- Pauses in force. $1 now
select id, channel, lane, reason, paused_by, paused_at, until
from pauses
where resumed_at is null and until > $1::timestamptz
order by id`;

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

export const WARNING_KNOWN = `
-- Whether there is such a warning. $1 warning
select 1 as known from warnings where id = $1`;

export const OF_WARNING = `
-- A warning's deliveries by what an operator asks about. $1 warning, $2 state or null for all
select channel, lane, audience, reason, state, count(*)::int as count
from deliveries
where warning_id = $1 and ($2::text is null or state = $2)
group by channel, lane, audience, reason, state
order by channel, lane, audience, reason, state`;

export const WATCHDOG_BEATS = `
-- The last delivery to a watchdog listener that a provider took, per channel and lane
select d.channel, d.lane, max(d.sent_at) as accepted_at
from subscribers s
join deliveries d on d.subscriber_id = s.id
where s.watchdog and d.state in ('accepted', 'delivered', 'undelivered') and d.sent_at is not null
group by d.channel, d.lane`;
