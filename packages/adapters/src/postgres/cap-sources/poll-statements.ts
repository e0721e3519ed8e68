/** Statements of the poller of CAP sources. */

export const CONFIGURE = `
-- Sources as they are configured now; new and changed ones are due, their document is read anew. $1 ids, $2 urls, $3 fingerprints, $4 now.
-- Returns those that changed
insert into cap_sources as c (id, url, fingerprint, configured_at, next_at)
select id, url, fingerprint, $4::timestamptz, $4::timestamptz from unnest($1::text[], $2::text[], $3::text[]) as s (id, url, fingerprint)
on conflict (id) do update set url = excluded.url, fingerprint = excluded.fingerprint, configured_at = excluded.configured_at,
  etag = null, last_modified = null, failures = 0, next_at = excluded.next_at
where c.fingerprint <> excluded.fingerprint
returning id`;

export const FORGET_UNTAKEN = `
-- Messages of these sources that became no bulletin may become one now. $1 ids
delete from cap_source_items where source_id = any ($1::text[]) and outcome <> 'submitted'`;

export const FORGET_LINKS = `
-- Links of these sources are followed once more. $1 ids
delete from cap_source_links where source_id = any ($1::text[])`;

const candidates = (where: string, limit: string): string => `
  select id from cap_sources where id = any ($1::text[]) and next_at <= $2::timestamptz
    and (lease_until is null or lease_until <= $2::timestamptz) and ${where}
  order by next_at limit ${limit} for update skip locked`;

export const TAKE = `
-- Leases sources that are due. $1 ids, $2 now, $3 lease in milliseconds, $4 how many whose last round did not fail, $5 how many whose did
with sound as (${candidates('failures = 0', '$4')}), suspect as (${candidates('failures > 0', '$5')})
update cap_sources c set lease_owner = gen_random_uuid()::text, lease_until = $2::timestamptz + $3::int * interval '1 millisecond'
from (select id from sound union all select id from suspect) pick where c.id = pick.id
returning c.id, c.lease_owner as lease, c.etag, c.last_modified as "lastModified", c.failures`;

export const RENEW = `
-- Prolongs a lease. $1 id, $2 lease, $3 until when. No row: it is lost
update cap_sources set lease_until = $3 where id = $1 and lease_owner = $2 returning id`;

/** How many failures are kept per source. */
const KEPT_FAILURES = 5;

export const SETTLE = `
-- What a round came to; ends the lease. $1 id, $2 lease, $3 outcome, $4 reason or null, $5 etag, $6 last modified, $7 whether these two
-- take the place of those before, $8 when it is due again, $9 now. No row: the lease is lost
update cap_sources set status = $3, fetched_at = $9, next_at = $8, lease_owner = null, lease_until = null,
  etag = case when $7::boolean then $5 else etag end,
  last_modified = case when $7::boolean then $6 else last_modified end,
  succeeded_at = case when $3 in ('read', 'unchanged') then $9::timestamptz else succeeded_at end,
  failures = case when $3 = 'failed' then failures + 1 else 0 end,
  recent_failures = case when $4::text is null then recent_failures else (
    select jsonb_agg(f.value order by f.n)
    from jsonb_array_elements(jsonb_build_array(jsonb_build_object('at', $10::text, 'reason', $4::text)) || recent_failures)
      with ordinality as f (value, n) where f.n <= ${KEPT_FAILURES}) end
where id = $1 and lease_owner = $2 returning id`;

export const RELEASE = `
-- Gives a lease back. $1 id, $2 lease
update cap_sources set lease_owner = null, lease_until = null where id = $1 and lease_owner = $2`;

export const DEALT_WITH = `
-- Which messages were dealt with. $1 source, $2 items
select item from cap_source_items where source_id = $1 and item = any ($2::text[])`;

export const NOTE = `
-- A message was dealt with. $1 source, $2 item, $3 sender, $4 identifier, $5 sent, $6 outcome, $7 reason, $8 bulletin, $9 findings, $10 when
insert into cap_source_items (source_id, item, sender, identifier, sent, outcome, reason, bulletin_id, findings, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10) on conflict (source_id, item) do nothing`;

export const LINKS = `
-- Links that were followed. $1 source, $2 links
select link, failures, done from cap_source_links where source_id = $1 and link = any ($2::text[])`;

export const NOTE_LINK = `
-- A link was followed. $1 source, $2 link, $3 whether it is done, $4 when
insert into cap_source_links as l (source_id, link, failures, done, at) values ($1, $2, case when $3::boolean then 0 else 1 end, $3, $4)
on conflict (source_id, link) do update set done = l.done or excluded.done, failures = l.failures + excluded.failures, at = excluded.at`;

export const FORGET_ITEMS_GONE = `
-- Messages that are not shown any more. $1 source, $2 items that are, $3 before when
delete from cap_source_items where source_id = $1 and item <> all ($2::text[]) and at < $3`;

export const FORGET_LINKS_GONE = `
-- Links that are not shown any more. $1 source, $2 links that are, $3 before when
delete from cap_source_links where source_id = $1 and link <> all ($2::text[]) and at < $3`;

export const STATES = `
-- Sources as they stand. $1 ids
select id, url, configured_at as "configuredAt", fetched_at as "polledAt", succeeded_at as "succeededAt", status as outcome, failures,
  next_at as "nextAt", recent_failures as "recentFailures"
from cap_sources where id = any ($1::text[]) order by id`;

export const COUNTS = `
-- Messages that are remembered, by what became of them. $1 ids
select source_id as id, outcome, count(*)::int as count from cap_source_items where source_id = any ($1::text[]) group by source_id, outcome`;

/** How many messages are shown per source. */
const SHOWN_ITEMS = 20;

export const RECENT_ITEMS = `
-- The newest messages of each source. $1 ids
select s.id, i.item, i.sender, i.identifier, i.sent, i.outcome, i.reason, i.bulletin_id as "bulletinId", i.findings, i.at
from unnest($1::text[]) as s (id) cross join lateral (
  select * from cap_source_items where source_id = s.id order by at desc, item limit ${SHOWN_ITEMS}) i
order by s.id, i.at desc, i.item`;
