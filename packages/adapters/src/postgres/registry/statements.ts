export const INSERT_SUBSCRIBERS = `-- subscribers, an array per column; $1 ids, $2 audiences, $3 languages, $4 and $5 sealed e-mail addresses and their hashes, $6 and $7
-- the same of numbers, $8 least needs, $9 supply, $10 exercises, $11 watchdog
insert into subscribers (id, audience, language, email_sealed, email_hash, phone_sealed, phone_hash, least_need, supply, exercises, watchdog)
select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::smallint[], $9::boolean[],
  $10::boolean[], $11::boolean[])`;

export const INSERT_UNITS = `-- their places; $1 subscriber ids, $2 units, side by side
insert into subscriber_units (subscriber_id, unit) select * from unnest($1::bigint[], $2::text[]) on conflict do nothing`;

export const MOVE_IDENTITY = `-- ids that the database gives out itself start above those that were given
select setval(pg_get_serial_sequence('subscribers', 'id'), greatest((select max(id) from subscribers), 1))`;

export const COUNT = `-- how many subscribers
select count(*) as count from subscribers`;

export const GET = `-- one subscriber with places; $1 id
select id, audience, language, email_sealed as email, phone_sealed as phone, least_need as "leastNeed", supply, exercises, watchdog,
  array(select unit from subscriber_units where subscriber_id = s.id order by unit) as units
from subscribers s where id = $1`;
