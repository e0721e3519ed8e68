import { LATER } from '../approvals/index.ts';

export const LOCK_EVENT = `-- locks the event's row, made where missing, and reads its state; $1 event, $2 the state of a new event, $3 now
insert into events (id, state, updated_at) values ($1, $2::jsonb, $3)
on conflict (id) do update set id = excluded.id returning state`;

export const FIND_BULLETIN = `-- the bulletin's row, made where missing, with its decision; $1 id, $2 series, $3 event, $4 status, $5 content, $6 now
insert into bulletins (id, series_id, event_id, status, content, accepted_at, published_at) values ($1, $2, $3, $4, $5::jsonb, $6, $6)
on conflict (id) do update set id = excluded.id
returning content = $5::jsonb as same, decision, decision_reason as reason,
  (select content from warnings where bulletin_id = $1) as warning, (select name from issuers where id = $5::jsonb ->> 'issuer') as "issuerName",
  (select name from issuers where id = $5::jsonb ->> 'givenBy') as "givenByName"`;

export const STORE_DECISION = `-- a bulletin that issues nothing, and its event; $1 bulletin, $2 decision, $3 reason, $4 now, $5 event, $6 state
with event as (update events set state = $6::jsonb, updated_at = $4 where id = $5)
update bulletins set decision = $2, decision_reason = $3, decided_at = $4 where id = $1`;

// Last but one, and STORE_ISSUE right after it: whoever comes next waits on this row until the commit, so that numbers have
// no gap and become visible in order.
export const TAKE_NUMBER = `-- the next number; $1 status
update counter set last = last + 1 where status = $1 returning last`;

export const STORE_ISSUE = `-- a warning, the decision, the event's state and what the warning cancels, in one statement.
-- $1 id, $2 status, $3 number, $4 bulletin, $5 series, $6 event, $7 hazard group, $8 issuer, $9 msg type, $10 action,
-- $11 content, $12 issued at, $13 onset, $14 expires at, $15 state of the event, $16 whether it cancels
with event as (update events set state = $15::jsonb, updated_at = $12 where id = $6),
decided as (update bulletins set decision = 'issued', decision_reason = null, warning_id = $1, decided_at = $12 where id = $4),
cancelled as (update warnings set cancelled_by = $1
  where $16::boolean and series_id = $5 and cancelled_by is null and expires_at > $12)
insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $14)`;

export const APPROVED = `-- what somebody has answered for in an event; $1 event, $2 status, $3 hazard group
select a.extent from approvals a join warnings w on w.id = a.warning_id
where a.event_id = $1 and w.status = $2 and w.hazard_group = $3 and a.outcome in ('approved', 'alone', 'trusted')
  and w.recalled_at is null and w.cancelled_by is null`;

export const PEOPLE = `-- citizens at places; $1 units, $2 now
select count(distinct m.subscriber_id) as count from unnest($1::text[]) as asked (unit) join subscriber_units m on m.unit = asked.unit
  join subscribers p on p.id = m.subscriber_id
where m.ends_at > $2::timestamptz and p.audience = 'citizen' and not p.supply and p.opted_out_at is null`;

export const WAITING = `-- what citizens wait for in a series; $1 event, $2 series, $3 now
select a.held_since as "heldSince", a.units, ${LATER} as later from approvals a join warnings w on w.id = a.warning_id
where a.event_id = $1 and w.series_id = $2 and a.outcome is null and w.recalled_at is null and w.cancelled_by is null and w.expires_at > $3::timestamptz`;

export const ASK = `-- a second person is asked about a warning, or a trusted issuer needs none.
-- $1 warning, $2 event, $3 held since, $4 reason, $5 exceeded, $6 extent, $7 people, $8 units, $9 outcome or null, $10 trusted issuer or null
insert into approvals (warning_id, event_id, held_since, reason, exceeded, extent, people, units, outcome, answered_at, answered_by)
values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8::text[], $9::text, case when $9::text is not null then $3::timestamptz end, $10)`;
