export const INSERT = `-- a new bulletin; $1 id, $2 series, $3 event, $4 status, $5 content, $6 accepted at, $7 by whom, $8 their account, which stand in
-- the audit trail too, $9 why levels are not the table's, or null. No row: the id is taken
with kept as (
  insert into bulletins (id, series_id, event_id, status, content, accepted_at, sent_by, sent_account)
  values ($1, $2, $3, $4, $5::jsonb, $6::timestamptz, $7::text, $8::text) on conflict (id) do nothing returning id, accepted_at, sent_by, sent_account
), noted as (
  insert into audit (at, done_by, account, deed, subject, reason)
  select accepted_at, sent_by, sent_account, 'published', id, $9::text from kept where sent_by is not null
)
select id from kept`;

// A statement of its own: a row that a rival committed while INSERT waited for it is not in INSERT's snapshot.
export const SAME = `-- whether the row holds this content; $1 id, $2 content
select content = $2::jsonb as same, published_at is not null as published from bulletins where id = $1`;

export const MARK_PUBLISHED = `-- the bulletin is in the log; $1 id, $2 when
update bulletins set published_at = $2 where id = $1 and published_at is null`;

export const UNPUBLISHED = `-- accepted by $1 and not marked as published, oldest first; $2 limit
select id, content as bulletin from bulletins where published_at is null and accepted_at <= $1
order by accepted_at, id limit $2`;

const KEEP = (said: string, reason: string) => `
insert into bulletins (id, series_id, event_id, status, content, accepted_at, published_at, assessed_at, ${said})
values ($1, $2, $3, $4, $5::jsonb, $6, $6, $6, $7)
on conflict (id) do update set assessed_at = excluded.assessed_at, ${reason}
where bulletins.content = excluded.content and bulletins.decision is null
returning xmax = 0 as inserted`;

export const RECORD_ASSESSMENT = `-- keeps the areas and rulebook of an assessment until a decision stands, with the row of a bulletin that came straight through
-- the log; parameters as INSERT's, but for by whom, $6 also published and assessed at, $7 assessment. No row: other content, or a decision, stands${KEEP('assessment', 'assessment = excluded.assessment, decision_reason = null')}`;

export const RECORD_REFUSAL = `-- why a bulletin could not be assessed; as RECORD_ASSESSMENT, $7 reason${KEEP('decision_reason', 'decision_reason = excluded.decision_reason')}`;

export const GET = `-- a bulletin's way; $1 id
select b.id, b.series_id as "seriesId", b.event_id as "eventId", b.content ->> 'issuer' as issuer,
  b.accepted_at as "acceptedAt", b.published_at as "publishedAt", b.assessed_at as "assessedAt",
  (select max((area ->> 'level')::int) from jsonb_array_elements(b.assessment -> 'areas') area) as level,
  b.assessment, b.decision, b.decision_reason as reason, b.decided_at as "decidedAt",
  w.id as warning_id, w.number, w.issued_at, w.expires_at, w.cancelled_by, w.recalled_at, now() as now
from bulletins b left join warnings w on w.id = b.warning_id where b.id = $1`;

export const DELIVERIES = `-- a warning's deliveries; $1 warning id
select channel, state, count(*) as count from deliveries where warning_id = $1 group by channel, state order by channel, state`;

export const COUNT_BY_DECISION = `-- bulletins by decision; null: none yet
select decision, count(*) as count from bulletins group by decision`;

export const PLACES = `-- a warning's places; $1 warning id
select place as unit from warnings w cross join jsonb_array_elements(w.content -> 'entries') entry
  cross join jsonb_array_elements_text(entry -> 'units') place where w.id = $1`;
