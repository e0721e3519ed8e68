import { LATER } from './later.ts';

const APPROVAL = `
select w.content as warning, w.issuer, w.content ->> 'givenBy' as "givenBy", w.expires_at as "expiresAt", w.recalled_at as "recalledAt",
  w.cancelled_by as "cancelledBy", a.held_since as "heldSince", a.reason, a.exceeded, a.extent, a.people, a.units, a.outcome,
  a.answered_at as "answeredAt", a.answered_by as "answeredBy", a.answer_reason as "answerReason", a.calls, a.called_at as "calledAt",
  b.sent_by as "sentBy", b.sent_account as "sentAccount",
  ${LATER} as later
from approvals a join warnings w on w.id = a.warning_id join bulletins b on b.id = w.bulletin_id`;

export const OPEN = `-- approvals that nobody has answered, longest waiting first; $1 now
${APPROVAL}
where a.outcome is null and w.recalled_at is null and w.cancelled_by is null and w.expires_at > $1::timestamptz
order by a.held_since, w.number`;

export const ANSWERED = `-- answered approvals, newest first; $1 and $2 the one to go on after, or null, $3 limit
${APPROVAL}
where a.outcome is not null and ($1::timestamptz is null or (a.answered_at, a.warning_id) < ($1::timestamptz, $2))
order by a.answered_at desc, a.warning_id desc limit $3`;

export const GET = `-- one approval; $1 warning
${APPROVAL}
where a.warning_id = $1`;

export const ANSWER = `-- an answer, the first one only, to what has not been stopped meanwhile; $1 warning, $2 outcome, $3 by whom, $4 their account, $5 reason, $6 now
update approvals a set outcome = $2, answered_by = $3, answered_account = $4, answer_reason = $5, answered_at = $6
from warnings w where a.warning_id = $1 and w.id = a.warning_id and a.outcome is null
  and w.recalled_at is null and w.cancelled_by is null and w.expires_at > $6::timestamptz
returning a.warning_id`;

export const NOTE_CALL = `-- one more call; $1 warning, $2 calls before, $3 now
update approvals set calls = calls + 1, called_at = $3 where warning_id = $1 and calls = $2`;

export const CITIZENS = `-- citizens at the places where a warning waits; $1 warning, $2 now
select count(distinct m.subscriber_id) as count from approvals a cross join unnest(a.units) as asked (unit)
  join subscriber_units m on m.unit = asked.unit join subscribers p on p.id = m.subscriber_id
where a.warning_id = $1 and m.ends_at > $2::timestamptz and p.audience = 'citizen' and not p.supply and p.opted_out_at is null`;
