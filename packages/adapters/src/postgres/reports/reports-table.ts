import type { ReportedEvent, ReportedWarning, Reports, WarningCount } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

/** Warnings of each status in which events are looked for: the list is of what was lately, not an archive. */
const NEWEST = 500;

const EVENTS = `
-- Events of the newest warnings, newest first. $1 warnings of each status looked at, $2 limit
with newest as (
  (select event_id, status, number from warnings where status = 'Actual' order by number desc limit $1)
  union all (select event_id, status, number from warnings where status = 'Exercise' order by number desc limit $1)
), named as (
  select event_id, status, max(number) as number from newest group by event_id, status
)
select n.event_id as "eventId", n.status, w.content -> 'eventName' as name, w.content ->> 'hazard' as hazard, c.warnings,
  c.first as "firstIssuedAt", w.issued_at as "lastIssuedAt"
from named n join warnings w on w.status = n.status and w.number = n.number cross join lateral (
  select count(*)::int as warnings, min(o.issued_at) as first from warnings o where o.event_id = n.event_id and o.status = n.status) c
order by w.issued_at desc, n.event_id limit $2`;

const WARNINGS = `
-- Warnings of an event by number. $1 event, $2 status
select w.content as warning, b.accepted_at as "acceptedAt", w.cancelled_by as "cancelledBy", l.lapsed_at as "lapsedAt",
  w.recalled_at as "recalledAt", w.recalled_by as "recalledBy", w.recall_reason as "recallReason", w.retired_at as "retiredAt",
  (select count(*)::int from confirmations c where c.warning_id = w.id and c.body_id is null) as "othersConfirmed",
  (select coalesce(sum(j.unnamed), 0)::int from fanout_jobs j where j.warning_id = w.id) as unnamed
from warnings w left join bulletins b on b.id = w.bulletin_id left join lapses l on l.warning_id = w.id
where w.event_id = $1 and w.status = $2 order by w.number`;

const COUNTS = `
-- Counts of warnings, and the lines of changes that come on top of them, as of one moment. $1 warnings
select warning_id as "warningId", channel, state, state_reason as "stateReason", sum(rows)::int as rows from (
  select warning_id, channel, state, state_reason, rows from warning_counts where warning_id = any($1::text[])
  union all select warning_id, channel, state, state_reason, rows from ledger_lines where warning_id = any($1::text[])
) counted group by 1, 2, 3, 4 having sum(rows) <> 0 order by 1, 2, 3, 4`;

/** What reports read, on PostgreSQL; see {@link Reports}. Rejects with SqlError. */
export function reportsTable(sql: Sql): Reports {
  return {
    events: (limit) => sql.query<ReportedEvent>(EVENTS, [NEWEST, limit]),
    warnings: (eventId, status) => sql.query<ReportedWarning>(WARNINGS, [eventId, status]),
    counts: (warningIds) => sql.query<WarningCount>(COUNTS, [warningIds]),
  };
}
