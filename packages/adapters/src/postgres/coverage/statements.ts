export const COUNTS = `
-- A warning's counts by place, and the lines of changes that come on top of them, as of one moment. $1 warning
select 'unit' as grain, unit as place, channel, null as operator, state, state_reason as "stateReason", rows, null as places
from unit_counts where warning_id = $1
union all
select 'province', province, channel, operator, state, state_reason, rows, null from province_counts where warning_id = $1
union all
select 'line', null, channel, null, state, state_reason, rows, places from ledger_changes where warning_id = $1`;

export const PEOPLE = `
-- People at a warning's places by channel, each once in a province. $1 warning; $2 units and $3 their provinces; $4 now
with told as (
  select distinct jsonb_array_elements_text(e.entry -> 'units') as unit
  from warnings w cross join lateral jsonb_array_elements(w.content -> 'entries') as e (entry) where w.id = $1
), people as (
  select u.unit, coalesce(m.province, u.unit) as province, s.id, c.channel
  from told t join subscriber_units u on u.unit = t.unit and u.ends_at > $4
    join subscribers s on s.id = u.subscriber_id and (s.opted_out_at is null or s.supply) and not s.watchdog
    cross join lateral (values
      ('email', s.email_sealed is not null and (s.supply or s.email_opted_out_at is null)),
      ('sms', s.phone_sealed is not null and not s.by_voice and (s.supply or s.phone_opted_out_at is null)),
      ('voice', s.phone_sealed is not null and s.by_voice)) as c (channel, has)
    left join unnest($2::text[], $3::text[]) as m (unit, province) on m.unit = u.unit
  where c.has
)
select 'unit' as grain, unit as place, channel, count(*)::int as people from people group by unit, channel
union all
select 'province', province, channel, count(distinct id)::int from people group by province, channel
order by 1, 2, 3`;
