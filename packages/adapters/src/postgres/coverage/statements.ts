export const COUNTS = `
-- A warning's counts by place, and the lines of changes that come on top of them, as of one moment. $1 warning
select 'unit' as grain, unit as place, channel, null as operator, state, state_reason as "stateReason", rows, false as "leftQueued", null as places
from unit_counts where warning_id = $1
union all
select 'province', province, channel, operator, state, state_reason, rows, false, null from province_counts where warning_id = $1
union all
select 'line', null, channel, null, state, state_reason, rows, left_queued_at is not null, places from ledger_changes where warning_id = $1`;

export const UNITS = `
-- Communes and sea areas that a warning names. $1 warning
select distinct jsonb_array_elements_text(e.entry -> 'units') as unit
from warnings w cross join lateral jsonb_array_elements(w.content -> 'entries') as e (entry) where w.id = $1`;

export const PEOPLE = `
-- People at units of one province by channel, in the province each once. $1 units, $2 the province, $3 now
with people as (
  select u.unit, s.id, s.email_sealed is not null and (s.supply or s.email_opted_out_at is null) as email,
    s.phone_sealed is not null and not s.by_voice and (s.supply or s.phone_opted_out_at is null) as sms, s.phone_sealed is not null and s.by_voice as voice
  from unnest($1::text[]) as t (unit) join subscriber_units u on u.unit = t.unit and u.ends_at > $3::timestamptz
    join subscribers s on s.id = u.subscriber_id and (s.opted_out_at is null or s.supply) and not s.watchdog
), counted as (
  select 'unit' as grain, unit as place, count(*) filter (where email) as email, count(*) filter (where sms) as sms, count(*) filter (where voice) as voice
  from people group by unit
  union all
  select 'province', $2::text, count(*) filter (where email), count(*) filter (where sms), count(*) filter (where voice)
  from (select distinct id, email, sms, voice from people) each_once
)
select c.grain, c.place, b.channel, b.people::int from counted c cross join lateral (values ('email', c.email), ('sms', c.sms), ('voice', c.voice)) as b (channel, people)
where b.people > 0`;
