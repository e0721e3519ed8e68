export const BODIES = `-- bodies of the supply list
select id, name, basis, duties, language, exercises, duty_channel as "dutyChannel", stand_in_channel as "standInChannel"
from supply_bodies where removed_at is null order by id`;

export const CONTACTS = `-- contacts of the bodies on the list, in order, with their sealed addresses
select c.body_id as "bodyId", c.id, c.role, c.hours, e.email_sealed as email, p.phone_sealed as phone
from supply_contacts c join supply_bodies b on b.id = c.body_id
  left join subscribers e on e.id = c.email_subscriber left join subscribers p on p.id = c.phone_subscriber
where b.removed_at is null and c.removed_at is null order by c.body_id, c.position`;

export const PUT_BODY = `-- a body, or what it is now; $1 id, $2 name, $3 basis, $4 duties, $5 language, $6 exercises, $7 and $8 channels, $9 now, $10 by
insert into supply_bodies (id, name, basis, duties, language, exercises, duty_channel, stand_in_channel, updated_at, updated_by)
values ($1, $2, $3::jsonb, $4::jsonb, $5, $6, $7, $8, $9, $10)
on conflict (id) do update set name = excluded.name, basis = excluded.basis, duties = excluded.duties, language = excluded.language,
  exercises = excluded.exercises, duty_channel = excluded.duty_channel, stand_in_channel = excluded.stand_in_channel,
  updated_at = excluded.updated_at, updated_by = excluded.updated_by, removed_at = null`;

export const KNOWN_CONTACTS = `-- contacts a body has or had, locked; $1 body
select id, email_subscriber as email, phone_subscriber as phone, voice_subscriber as voice from supply_contacts where body_id = $1 order by id for update`;

export const PUT_CONTACT = `-- a contact, or what it is now; $1 body, $2 id, $3 position, $4 role, $5 hours, $6 to $8 its subscribers by e-mail,
-- SMS and call
insert into supply_contacts (body_id, id, position, role, hours, email_subscriber, phone_subscriber, voice_subscriber)
values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
on conflict (body_id, id) do update set position = excluded.position, role = excluded.role, hours = excluded.hours,
  email_subscriber = excluded.email_subscriber, phone_subscriber = excluded.phone_subscriber, voice_subscriber = excluded.voice_subscriber,
  removed_at = null`;

export const ADD_SUBSCRIBER = `-- a contact's address as a subscriber; $1 language, $2 exercises, $3 and $4 e-mail sealed and hashed, $5 and $6 the same of the number,
-- $7 whether it is called
insert into subscribers (audience, language, supply, exercises, email_sealed, email_hash, phone_sealed, phone_hash, by_voice)
values ('agency', $1, true, $2, $3::bytea, $4::bytea, $5::bytea, $6::bytea, $7) returning id`;

export const SET_SUBSCRIBER = `-- the address of a contact's subscriber now; $1 language, $2 exercises, $3 to $7 as above, $8 id
update subscribers set language = $1, exercises = $2, email_sealed = $3::bytea, email_hash = $4::bytea, phone_sealed = $5::bytea,
  phone_hash = $6::bytea, by_voice = $7 where id = $8 returning id`;

export const CLEAR_UNITS = `-- $1 subscribers
delete from subscriber_units where subscriber_id = any($1::bigint[])`;

export const ADD_UNITS = `-- the same places for each; $1 subscribers, $2 units
insert into subscriber_units (subscriber_id, unit) select s, u from unnest($1::bigint[]) s cross join unnest($2::text[]) u on conflict do nothing`;

export const REMOVE_CONTACTS = `-- contacts that left a body: their addresses are erased; $1 body, $2 those that stay, $3 now
with gone as (
  update supply_contacts set removed_at = coalesce(removed_at, $3::timestamptz) where body_id = $1 and not (id = any($2::text[]))
  returning email_subscriber, phone_subscriber, voice_subscriber
)
update subscribers set email_sealed = null, email_hash = null, phone_sealed = null, phone_hash = null
where id in (select email_subscriber from gone union select phone_subscriber from gone union select voice_subscriber from gone)`;

export const REMOVE_BODY = `-- takes a body off the list; $1 id, $2 now, $3 by
update supply_bodies set removed_at = $2::timestamptz, updated_at = $2::timestamptz, updated_by = $3
where id = $1 and removed_at is null returning id`;
