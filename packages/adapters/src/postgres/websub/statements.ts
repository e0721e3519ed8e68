/** Statements of the WebSub hub. */

const FREE = `(lease_until is null or lease_until <= $2::timestamptz) and (due_at is null or due_at <= $2::timestamptz)`;
const LEASE = `lease_owner = $1, lease_until = $2::timestamptz + $3::int * interval '1 millisecond'`;

export const FOLLOW_TOPIC = `
-- A topic that is asked for, unless there are too many. $1 topic, $2 hash of what it shows, $3 most topics
insert into websub_topics (topic, shown)
select $1, $2 where exists (select 1 from websub_topics where topic = $1) or (select count(*) from websub_topics) < $3
on conflict (topic) do update set topic = excluded.topic
returning version`;

export const ASK = `
-- What a subscriber asks for; it takes the place of what it asked before. $1 key, $2 mode, $3 topic, $4 callback, $5 secret, $6 lease in
-- seconds, $7 outlet, $8 the topic's version, $9 now
insert into websub_asks (key, mode, topic, callback, secret, lease_s, outlet_id, version, asked_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (key) do update set mode = excluded.mode, secret = excluded.secret, lease_s = excluded.lease_s, outlet_id = excluded.outlet_id,
  version = excluded.version, asked_at = excluded.asked_at, failures = 0, due_at = null, lease_owner = null, lease_until = null`;

export const TAKE_ASKS = `
-- Leases asks to verify, oldest first. $1 owner, $2 now, $3 lease in milliseconds, $4 how many
update websub_asks set ${LEASE}
where key in (select key from websub_asks where ${FREE} order by asked_at limit $4 for update skip locked)
returning key, mode, topic, callback, secret, lease_s as "leaseS", outlet_id as "outletId", failures`;

export const END_ASK = `
-- An ask that was answered, for its holder. $1 key, $2 owner
delete from websub_asks where key = $1 and lease_owner = $2
returning version`;

export const ASK_AGAIN = `
-- An ask to be verified later, for its holder. $1 key, $2 owner, $3 when
update websub_asks set failures = failures + 1, due_at = $3, lease_owner = null, lease_until = null where key = $1 and lease_owner = $2`;

export const KEEP_TOPIC = `
-- The topic of a subscription that is about to be made, should it have been forgotten meanwhile: unlike anything, so that it is sent. $1 topic
insert into websub_topics (topic, shown) values ($1, '') on conflict (topic) do nothing`;

export const SUBSCRIBE = `
-- A verified subscription; one that stood before goes on from what it had. $1 key, $2 topic, $3 callback, $4 secret, $5 outlet, $6 ends, $7 version
insert into websub_subscriptions (key, topic, callback, secret, outlet_id, ends_at, version)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (key) do update set secret = excluded.secret, outlet_id = excluded.outlet_id, ends_at = excluded.ends_at, failures = 0, due_at = null`;

export const UNSUBSCRIBE = `
-- A subscription that is no more. $1 key
delete from websub_subscriptions where key = $1`;

export const TOPICS = `
-- Topics with subscriptions whose time is not over. $1 now
select distinct topic from websub_subscriptions where ends_at > $1::timestamptz order by topic`;

export const NOTE_SHOWN = `
-- What a topic shows; its version grows when that is new. $1 topic, $2 hash
update websub_topics set shown = $2, version = version + 1 where topic = $1 and shown <> $2
returning version`;

const candidates = (where: string, limit: string): string => `
  select s.key from websub_subscriptions s join websub_topics t on t.topic = s.topic
  where s.version < t.version and s.ends_at > $2::timestamptz and ${FREE} and ${where}
  order by s.due_at nulls first, s.delivered_at nulls first limit ${limit} for update of s skip locked`;

export const TAKE = `
-- Leases subscriptions that lack the newest version of their topic. $1 owner, $2 now, $3 lease in milliseconds, $4 how many whose last try
-- did not fail, $5 how many whose did
with sound as (${candidates('s.failures = 0', '$4')}),
suspect as (${candidates('s.failures > 0', '$5')}),
taken as (
  update websub_subscriptions s set ${LEASE}
  from (select * from sound union all select * from suspect) pick where s.key = pick.key
  returning s.key, s.topic, s.callback, s.secret, s.failures)
select taken.*, t.version from taken join websub_topics t on t.topic = taken.topic`;

export const DELIVERED = `
-- A version arrived, for the holder. $1 key, $2 owner, $3 version, $4 now
update websub_subscriptions set version = greatest(version, $3), delivered_at = $4, failures = 0, failure = null, due_at = null,
  lease_owner = null, lease_until = null
where key = $1 and lease_owner = $2`;

export const FAILED = `
-- A try failed, for the holder. $1 key, $2 owner, $3 reason, $4 when to try again
update websub_subscriptions set failures = failures + 1, failure = $3, due_at = $4, lease_owner = null, lease_until = null
where key = $1 and lease_owner = $2`;

export const ENDED = `
-- The subscriber does not want it any more, for the holder. $1 key, $2 owner
delete from websub_subscriptions where key = $1 and lease_owner = $2`;

export const OVER = `
-- Subscriptions whose time is over. $1 now
delete from websub_subscriptions where ends_at <= $1::timestamptz
returning key`;

export const UNFOLLOWED = `
-- Topics that nobody follows or asks for
delete from websub_topics t
where not exists (select 1 from websub_subscriptions s where s.topic = t.topic) and not exists (select 1 from websub_asks a where a.topic = t.topic)`;

export const COUNT = `
-- Subscriptions in force. $1 now
select count(*)::int as count from websub_subscriptions where ends_at > $1::timestamptz`;

export const VERSIONS = `
-- Versions of all topics, summed
select coalesce(sum(version), 0)::bigint as versions from websub_topics`;
