/** The subscriber of a contact `c` on a channel. */
const SUBSCRIBER_ON = (channel: string): string =>
  `case ${channel} when 'email' then c.email_subscriber when 'sms' then c.phone_subscriber when 'voice' then c.voice_subscriber end`;
const REACHABLE = '(s.email_sealed is not null or s.phone_sealed is not null)';

/** Ways of a contact `c` of a body `b`, as two booleans. */
const WAYS = `
  exists (select from subscribers s where s.id = ${SUBSCRIBER_ON('b.duty_channel')} and ${REACHABLE}) as duty,
  exists (select from subscribers s where s.id = ${SUBSCRIBER_ON('b.stand_in_channel')} and ${REACHABLE}) as "standIn"`;

/** The subscriber of a contact `c` of a body `b` by a way. */
const SUBSCRIBER = (way: string): string => SUBSCRIBER_ON(`case ${way} when 'duty' then b.duty_channel else b.stand_in_channel end`);

export const ROSTER_BODIES = `-- bodies of the list as decisions see them
select id, duties, exercises from supply_bodies where removed_at is null order by id`;

export const ROSTER_CONTACTS = `-- contacts in the order in which they are called, and by which ways each can be
select c.body_id as "bodyId", c.id, c.hours, ${WAYS}
from supply_contacts c join supply_bodies b on b.id = c.body_id
where b.removed_at is null and c.removed_at is null order by c.body_id, c.position`;

export const FANNED_OUT = `-- has fan-out taken this warning; $1 id
select 1 as seen from fanout_jobs where warning_id = $1 and only_subscribers is null limit 1`;

export const MARK = `-- a warning's bodies are called once; $1 warning, $2 now
insert into supply_openings (warning_id, opened_at) values ($1, $2) on conflict do nothing returning warning_id`;

export const ADD_SUPPLIES = `-- bodies that a warning concerns; $1 warning, $2 bodies, $3 needs, $4 now
insert into supplies (warning_id, body_id, need, opened_at)
select $1, o.body_id, o.need, $4::timestamptz from unnest($2::text[], $3::smallint[]) as o (body_id, need)`;

export const SUBSCRIBERS_OF = `-- subscribers of contacts by a way each, and of whoever was called earlier in an event; $1 bodies, $2 contacts, $3 ways,
-- $4 event, null: nobody earlier, $5 status
select ${SUBSCRIBER('o.way')} as id from unnest($1::text[], $2::text[], $3::text[]) as o (body_id, contact_id, way)
  join supply_bodies b on b.id = o.body_id join supply_contacts c on c.body_id = o.body_id and c.id = o.contact_id
union select c.subscriber_id from supply_calls c join warnings w on w.id = c.warning_id where w.event_id = $4 and w.status = $5`;

export const ADD_CALLS = `-- calls of contacts, each once; $1 warning, $2 bodies, $3 contacts, $4 ways, $5 reasons, $6 now
insert into supply_calls (warning_id, body_id, contact_id, way, subscriber_id, reason, called_at)
select $1, o.body_id, o.contact_id, o.way, ${SUBSCRIBER('o.way')}, o.reason, $6::timestamptz
from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as o (body_id, contact_id, way, reason)
  join supply_bodies b on b.id = o.body_id join supply_contacts c on c.body_id = o.body_id and c.id = o.contact_id
where ${SUBSCRIBER('o.way')} is not null
on conflict do nothing returning subscriber_id as id`;

export const CALLED_BEFORE = `-- contacts called earlier in an event; $1 event, $2 this warning
select distinct c.subscriber_id as id from supply_calls c join warnings w on w.id = c.warning_id
  join warnings own on own.id = $2 and own.status = w.status
where w.event_id = $1 and c.warning_id <> $2`;

/** Rank -1: before the strata, whose first job says on which lane. */
export const ADD_JOB = `-- a job for just these contacts; $1 warning, $2 subscribers by id, $3 now
insert into fanout_jobs (warning_id, event_id, lane_rank, rank, stratum, only_subscribers, created_at)
select j.warning_id, j.event_id, j.lane_rank, -1, j.stratum, $2::bigint[], $3::timestamptz
from fanout_jobs j where j.warning_id = $1 and j.only_subscribers is null order by j.rank limit 1
returning id`;

export const SET_JOB = `-- which job tells the contacts called; $1 warning, $2 job, $3 subscribers
update supply_calls set job_id = $2 where warning_id = $1 and job_id is null and subscriber_id = any($3::bigint[])`;

export const UNOPENED = `-- warnings that fan-out has taken and whose bodies nobody has called; $1 now, $2 issued after, $3 limit
select w.content from warnings w
where w.expires_at > $1 and w.issued_at > $2 and w.recalled_at is null and w.cancelled_by is null
  and not exists (select from supply_openings o where o.warning_id = w.id)
  and exists (select from fanout_jobs j where j.warning_id = w.id and j.only_subscribers is null)
order by w.issued_at limit $3`;

/** Places of which contacts of a body were told, or are about to be, by warnings `t`. `called`: by which warnings those contacts were called. */
const TOLD_OF = (warnings: string, called: string): string => `select array_agg(u.unit) from ${warnings}
    join supply_calls c on c.body_id = s.body_id and c.warning_id in (${called})
    join deliveries d on d.warning_id = t.id and d.subscriber_id = c.subscriber_id cross join unnest(d.units) as u (unit)`;

/** Asked of what was told, not of what was issued: a later warning may have had nothing new for a body, and then this one goes on. */
const OVERTAKEN = `coalesce((${TOLD_OF('(select s.warning_id as id) t', 's.warning_id')}) <@ (${TOLD_OF('warnings t', 's.warning_id, t.id')}
    where t.series_id = w.series_id and t.status = w.status and t.number > w.number and t.recalled_at is null and t.cancelled_by is null), false)`;

export const WAITING = `-- bodies called and not done with, the longest open first; after $1 time, $2 warning and $3 body, null: from the first; $4 limit
select s.opened_at as "openedAt", s.warning_id as "warningId", s.body_id as "bodyId", s.need, w.expires_at as "expiresAt", s.operator_called_at as "operatorCalledAt",
  case when w.recalled_at is not null then 'recalled' when w.cancelled_by is not null then 'cancelled' end as stopped, f.at as "confirmedAt",
  ${OVERTAKEN} as overtaken
from supplies s join warnings w on w.id = s.warning_id
  left join confirmations f on f.warning_id = s.warning_id and f.body_id = s.body_id
where s.closed_at is null and ($1::timestamptz is null or (s.opened_at, s.warning_id, s.body_id) > ($1, $2::text, $3::text))
order by s.opened_at, s.warning_id, s.body_id limit $4`;

export const CALLS = `-- calls of bodies, in the order of their time, and what became of each; $1 warnings, $2 bodies, side by side
select c.warning_id as "warningId", c.body_id as "bodyId", c.contact_id as "contactId", c.way, c.called_at as "calledAt",
  not exists (select from fanout_jobs j where j.id = c.job_id and j.done_at is null) as decided, d.state
from unnest($1::text[], $2::text[]) as o (warning_id, body_id)
  join supply_calls c on c.warning_id = o.warning_id and c.body_id = o.body_id
  left join deliveries d on d.warning_id = c.warning_id and d.subscriber_id = c.subscriber_id
order by c.called_at, c.contact_id, c.way`;

export const LOCK = `-- keeps a body of a warning for this transaction: calls and confirmations of it come one after the other; $1 warning, $2 body
select 1 as held from supplies where warning_id = $1 and body_id = $2 for update`;

/** Asked after the lock, as a statement of its own: one that waited for it would still see the rows of before. */
export const STILL_TO_CALL = `-- is it still to be called, with no call but those that were seen; $1 warning, $2 body, $3 how many
select 1 as open from supplies s join warnings w on w.id = s.warning_id
where s.warning_id = $1 and s.body_id = $2 and s.closed_at is null and w.recalled_at is null and w.cancelled_by is null
  and not exists (select from confirmations f where f.warning_id = s.warning_id and f.body_id = s.body_id)
  and (select count(*) from supply_calls c where c.warning_id = s.warning_id and c.body_id = s.body_id) = $3::int`;

export const CALL_OPERATOR = `-- nobody of a body is left to be called; $1 warning, $2 body, $3 now
update supplies set operator_called_at = $3::timestamptz
where warning_id = $1 and body_id = $2 and operator_called_at is null and closed_at is null returning body_id`;

export const CLOSE = `-- a body is done with; $1 warning, $2 body, $3 reason, $4 now
update supplies set closed_at = $4::timestamptz, closed_reason = $3 where warning_id = $1 and body_id = $2 and closed_at is null returning body_id`;
