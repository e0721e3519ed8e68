import { INSERT_UNITS } from '../registry/index.ts';

export const OPEN_LIST = `-- the id of a list, entered where it is new; $1 name
insert into lists (name) values ($1) on conflict (name) do update set name = excluded.name returning id`;

export const OPEN_FILE = `-- how far a file of a list is; one that was finished begins anew. $1 list, $2 digest, $3 now
insert into list_files as f (list_id, digest, started_at) values ($1, $2, $3)
on conflict (list_id, digest) do update set
  started_at = case when f.done_at is null then f.started_at else excluded.started_at end,
  line = case when f.done_at is null then f.line else 0 end,
  bytes = case when f.done_at is null then f.bytes else 0 end,
  counts = case when f.done_at is null then f.counts else '{}' end,
  done_at = null
returning started_at, line, bytes, counts`;

export const BEGIN_OTHERS_ANEW = `-- files of the list that were not finished begin anew; $1 list, $2 digest of the one that is taken in
update list_files set line = 0, bytes = 0, counts = '{}' where list_id = $1 and digest <> $2 and done_at is null and line > 0`;

export const DROP_PAGES_OF_OTHERS = `-- the pages of other files of the list; $1 list, $2 digest of the one that is taken in
delete from list_pages where list_id = $1 and digest <> $2`;

export const PAGES = `-- whom a file has spoken of, page by page; $1 list, $2 digest
select people from list_pages where list_id = $1 and digest = $2`;

export const KEEP_PAGE = `-- whom a page spoke of and in which lines; $1 list, $2 digest, $3 last line, $4 people and $5 their lines, side by side
insert into list_pages (list_id, digest, line, people, lines) values ($1, $2, $3, $4::bigint[], $5::int[])`;

export const LINES_OF = `-- in which lines a file spoke of people; $1 list, $2 digest, $3 people
select o.id, o.line from list_pages p, unnest(p.people, p.lines) as o (id, line)
where p.list_id = $1 and p.digest = $2 and p.people && $3::bigint[] and o.id = any($3::bigint[])`;

export const MOVE = `-- a page is written; $1 list, $2 digest, $3 the line at which it began, $4 last line, $5 where the next begins, $6 counts
update list_files set line = $4, bytes = $5, counts = $6::jsonb where list_id = $1 and digest = $2 and line = $3 and done_at is null returning line`;

export const FINISH = `-- a file is through, and its pages are not needed any more; $1 list, $2 digest, $3 when
with gone as (delete from list_pages where list_id = $1 and digest = $2)
update list_files set done_at = $3 where list_id = $1 and digest = $2`;

/** For thousands of values at once, and of a table that nothing has analysed, the planner would read the whole registry for each page. */
export const HOLD = `-- keeps whoever registers away while a page is looked at and written, and looks at people through indexes alone; $1 the lock
select pg_advisory_xact_lock($1::bigint), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`;

export const HOLDERS = `-- who has keys or addresses; $1 list, $2 keys, $3 hashes of e-mail addresses, $4 of numbers
with found as materialized (
  select id from subscribers where list_id = $1 and list_key = any($2::text[])
  union select id from subscribers where email_hash = any($3::bytea[]) and not supply and not watchdog
  union select id from subscribers where phone_hash = any($4::bytea[]) and not supply and not watchdog
)
select id, list_id as "listId", list_key as key, encode(list_content, 'hex') as content, encode(email_hash, 'hex') as "emailHash",
  encode(phone_hash, 'hex') as "phoneHash"
from subscribers where id = any(array(select id from found))`;

export const NEXT_IDS = `-- ids for so many, in one row; $1 how many
select array_agg(nextval(s.ids)) as ids from (select pg_get_serial_sequence('subscribers', 'id')::regclass as ids offset 0) s, generate_series(1, $1::int)`;

export const CHANGE = `-- what a list says of people now; $1 ids, $2 audiences, $3 languages, $4 and $5 sealed e-mail addresses and their hashes, $6 and $7 the same
-- of numbers, $8 least needs, $9 unaccented SMS, $10 consent, $11 keys, $12 contents, $13 operators of the
-- numbers, $14 named for exercises
update subscribers s set audience = n.audience, language = n.language, email_sealed = n.email, email_hash = n.email_hash, phone_sealed = n.phone,
  phone_hash = n.phone_hash, least_need = n.least_need, unaccented_sms = n.unaccented, consent_id = $10::bigint, list_key = n.key,
  list_content = n.content, operator = n.operator, exercises = n.exercises
from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::smallint[], $9::boolean[], $11::text[],
  $12::bytea[], $13::text[], $14::boolean[]) as n (id, audience, language, email, email_hash, phone, phone_hash, least_need, unaccented, key, content,
  operator, exercises)
where s.id = n.id returning s.id`;

export const COME_TO = `${INSERT_UNITS}
returning subscriber_id as id`;

export const LEAVE_UNITS = `-- units that are no longer people's, or end at another time; $1 people, $2 their ids, $3 units, $4 ends, side by side
delete from subscriber_units m where m.subscriber_id = any($1::bigint[]) and not exists (
  select from unnest($2::bigint[], $3::text[], $4::timestamptz[]) as n (id, unit, ends_at)
  where n.id = m.subscriber_id and n.unit = m.unit and n.ends_at = m.ends_at)`;
