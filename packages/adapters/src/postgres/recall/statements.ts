import { ACCEPTED_STATES } from '../rank.ts';

/** Statements of recall: the only writers of warnings.recalled_at, recalled_by and recall_reason. */

export const FIND = `
-- A warning as recall looks at it. $1 warning
select id, issuer, recalled_at from warnings where id = $1`;

export const RECALL = `
-- Recalls a warning once: of two at once the second waits for the row, and writes nothing. $1 warning, $2 by whom, $3 reason, $4 now
update warnings set recalled_at = $4, recalled_by = $2, recall_reason = $3
where id = $1 and recalled_at is null
returning recalled_at`;

export const HELD_BATCHES = `
-- Batches of a warning under a running lease. $1 warning, $2 now
select id, lease_owner as owner from batches
where warning_id = $1 and done_at is null and lease_until > $2::timestamptz`;

export const COUNT = `
-- What became of a recalled warning's deliveries; rows of the batches given are undecided while that lease runs.
-- $1 warning, $2 now, $3 batches, $4 their owners
select
  (count(*) filter (where d.state in ('unknown', ${ACCEPTED_STATES}) or (d.state = 'failed' and d.sent_at is not null)))::int as started,
  (count(*) filter (where d.state = 'recalled' or (d.state in ('queued', 'due') and b.id is null)))::int as stopped,
  (count(*) filter (where d.state in ('queued', 'due') and b.id is not null))::int as undecided
from deliveries d
left join batches b on b.id = d.batch_id and b.done_at is null and b.lease_until > $2::timestamptz
  and (b.id, b.lease_owner) in (select * from unnest($3::bigint[], $4::text[]))
where d.warning_id = $1`;
