export const COPY_SUBSCRIBERS = `-- subscribers, many at once
copy subscribers (id, audience, language, email_sealed, email_hash, phone_sealed, phone_hash, least_need, least_needs, unaccented_sms,
  consent_id, supply, exercises, watchdog, operator, list_id, list_key, list_content) from stdin (format binary)`;

export const INSERT_UNITS = `-- their places; $1 subscriber ids, $2 units, $3 ends, side by side
insert into subscriber_units (subscriber_id, unit, ends_at) select * from unnest($1::bigint[], $2::text[], $3::timestamptz[])
on conflict do nothing`;

export const COPY_UNITS = `-- places of people who have none yet, many at once
copy subscriber_units (subscriber_id, unit, ends_at) from stdin (format binary)`;

export const INSERT_POINTS = `-- points; $1 subscriber ids, $2 latitudes, $3 longitudes, $4 radiuses, $5 their communes, $6 ends, side by side
insert into subscriber_points (subscriber_id, lat, lon, radius_m, unit, ends_at)
select * from unnest($1::bigint[], $2::float8[], $3::float8[], $4::int[], $5::text[], $6::timestamptz[])`;

export const CONSENT = `-- the id of a consent, entered where it is new; $1 when, $2 how, $3 wording, $4 source
insert into consents (given_at, how, wording, source) values ($1, $2, $3, $4)
on conflict (given_at, how, wording, source) do update set how = excluded.how returning id`;

export const MOVE_IDENTITY = `-- ids that the database gives out itself start above those that were given
select setval(pg_get_serial_sequence('subscribers', 'id'), greatest((select max(id) from subscribers), 1))`;

export const NEXT_ID = `-- an id for somebody new
select nextval(pg_get_serial_sequence('subscribers', 'id')) as id`;

export const COUNT = `-- how many subscribers
select count(*) as count from subscribers`;

export const WHO_IS_THERE = `-- how many there are but for Loa's own listeners, and the last number given
select count(*) filter (where not watchdog) as people, coalesce(max(id), 0) as last from subscribers`;

export const GET = `-- one subscriber with places; $1 id
select s.id, audience, language, email_sealed as email, phone_sealed as phone, least_need as "leastNeed",
  coalesce(least_needs, '{}') as "leastNeeds", unaccented_sms as "unaccentedSms", supply, exercises, watchdog,
  (select jsonb_object_agg(unit, case when ends_at < 'infinity' then ends_at end) from subscriber_units where subscriber_id = s.id) as places,
  (select jsonb_agg(jsonb_build_object('lon', lon, 'lat', lat, 'radiusM', radius_m, 'unit', unit,
    'until', case when ends_at < 'infinity' then ends_at end) order by p.id) from subscriber_points p where subscriber_id = s.id) as points,
  case when c.id is not null then jsonb_build_object('at', c.given_at, 'how', c.how, 'wording', c.wording, 'source', c.source) end as consent
from subscribers s left join consents c on c.id = s.consent_id
where s.id = $1`;

export const FIND = `-- who has one of some addresses; $1 hashes of e-mail addresses, $2 of numbers
select id from subscribers where email_hash = any($1::bytea[]) and not supply and not watchdog
union select id from subscribers where phone_hash = any($2::bytea[]) and not supply and not watchdog
order by id`;

/** Any number that nothing else locks. A list that is being taken in holds it alone, for a page at a time. */
export const ADDRESS_LOCK = 7_226_002;

export const LOCK_ADDRESSES = `-- keeps other writers from some addresses until the transaction ends; $1 the lock that lists hold alone, $2 a number per address, ascending
select pg_advisory_xact_lock_shared($1::bigint), (select count(pg_advisory_xact_lock(one)) from unnest($2::bigint[]) one)`;

export const LOCK_PERSON = `-- keeps a person as they are until the transaction ends; $1 id
select opted_out_at, email_opted_out_at, phone_opted_out_at from subscribers where id = $1 and not supply and not watchdog for update`;

export const UPDATE_SUBSCRIBER = `-- what is known of a person, for whom no list speaks from now on; $1 id, $2 audience, $3 language, $4 and $5 sealed e-mail
-- address and its hash, $6 and $7 the same of the number, $8 least need, $9 those of single hazards, $10 unaccented SMS, $11 consent,
-- $12 the number's operator
update subscribers set audience = $2, language = $3, email_sealed = $4, email_hash = $5, phone_sealed = $6, phone_hash = $7, least_need = $8,
  least_needs = $9, unaccented_sms = $10, consent_id = $11, operator = $12, list_id = null, list_key = null, list_content = null
where id = $1`;

export const CONFIRMED = `-- addresses that a person has confirmed, whose opt-outs end; $1 id, $2 channels, $3 when, $4 channels that have another address since
with confirmed as (
  insert into confirmed_addresses as c (subscriber_id, channel, confirmed_at, since)
  select $1::bigint, channel, $3::timestamptz, case when channel = any($4::text[]) then $3::timestamptz end
  from unnest($2::text[]) as n (channel)
  on conflict (subscriber_id, channel) do update set confirmed_at = excluded.confirmed_at, since = coalesce(excluded.since, c.since)
)
update subscribers set email_opted_out_at = case when 'email' <> all($2::text[]) then email_opted_out_at end,
  phone_opted_out_at = case when 'sms' <> all($2::text[]) then phone_opted_out_at end
where id = $1`;

export const COME_BACK = `-- whoever had left altogether is back on some channels, and has left the others; $1 id, $2 the channels that they are back on
with gone as (
  select s.id, s.opted_out_at as at, array_remove(array[
    case when s.email_hash is not null and s.email_opted_out_at is null then 'email' end,
    case when s.phone_hash is not null and s.phone_opted_out_at is null then 'sms' end], null) as channels
  from subscribers s where s.id = $1 and s.opted_out_at is not null
), noted as (
  insert into opt_outs (subscriber_id, channel, how, at)
  select first.subscriber_id, n.channel, first.how, first.at
  from (select o.* from opt_outs o join gone g on g.id = o.subscriber_id and o.at >= g.at where o.channel is null order by o.at, o.id limit 1) first,
    gone g cross join unnest(g.channels) as n (channel)
  where n.channel <> all($2::text[])
)
update subscribers s set opted_out_at = null,
  email_opted_out_at = case when 'email' = any(g.channels) and 'email' <> all($2::text[]) then g.at else s.email_opted_out_at end,
  phone_opted_out_at = case when 'sms' = any(g.channels) and 'sms' <> all($2::text[]) then g.at else s.phone_opted_out_at end
from gone g where s.id = g.id`;

export const OWE = `-- what is in force is owed to people; $1 ids
insert into arrivals (people) values ($1::bigint[])`;

export const DELETE_UNITS = `-- units that are no longer a person's, or end at another time; $1 id, $2 units, $3 ends, side by side
delete from subscriber_units m where subscriber_id = $1
  and not exists (select from unnest($2::text[], $3::timestamptz[]) as n (unit, ends_at) where n.unit = m.unit and n.ends_at = m.ends_at)`;

export const DELETE_POINTS = `-- a person's points; $1 id
delete from subscriber_points where subscriber_id = $1`;

export const OPT_OUT = `-- marks and notes an opt-out; $1 id, $2 channel or null for all, $3 how, $4 when
with person as (
  update subscribers set
    opted_out_at = case when $2::text is null then coalesce(opted_out_at, $4::timestamptz) else opted_out_at end,
    email_opted_out_at = case when $2 = 'email' then coalesce(email_opted_out_at, $4::timestamptz) else email_opted_out_at end,
    phone_opted_out_at = case when $2 = 'sms' then coalesce(phone_opted_out_at, $4::timestamptz) else phone_opted_out_at end
  where id = $1 and not supply and not watchdog returning id
)
insert into opt_outs (subscriber_id, channel, how, at) select id, $2, $3, $4::timestamptz from person returning id`;

export const OPT_OUTS = `-- opt-outs of a person that hold; $1 id
select distinct on (o.channel) o.channel, o.how, o.at
from opt_outs o join subscribers s on s.id = o.subscriber_id
where s.id = $1 and o.at >= case when o.channel is null then s.opted_out_at when o.channel = 'email' then s.email_opted_out_at else s.phone_opted_out_at end
order by o.channel nulls first, o.at, o.id`;

export const REMOVE = `-- erases a person with their places; $1 id
with gone as (delete from subscribers where id = $1 and not supply and not watchdog returning id),
  places as (delete from subscriber_units where subscriber_id in (select id from gone))
select id from gone`;

export const REMOVE_OPT_OUTS = `-- erases what is noted of a person's opt-outs; $1 id
delete from opt_outs where subscriber_id = $1`;
