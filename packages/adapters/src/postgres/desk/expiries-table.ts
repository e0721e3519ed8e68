import type { Expiries, RunningOut } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const RUNNING_OUT = `-- warnings about to run out without a successor of which nobody was called; $1 now, $2 until. A bulletin that came in the
-- last ten minutes is on its way to being one
select w.content as warning, w.series_id as "seriesId", w.issuer, w.expires_at as "expiresAt"
from warnings w
where w.status = 'Actual' and w.expires_at > $1 and w.expires_at <= $2 and w.action in ('issue', 'correct')
  and w.recalled_at is null and w.cancelled_by is null
  and not exists (select from warnings later where later.series_id = w.series_id and later.status = w.status and later.number > w.number)
  and not exists (select from bulletins b where b.series_id = w.series_id and b.status = w.status and b.decision is null
    and b.decision_reason is null and b.id <> w.bulletin_id and b.accepted_at > $1::timestamptz - interval '10 minutes')
  and not exists (select from expiry_calls c where c.warning_id = w.id)
order by w.expires_at`;

const NOTE = `-- somebody was called; $1 warning, $2 when
insert into expiry_calls (warning_id, called_at) values ($1, $2) on conflict do nothing`;

/** Warnings that run out, on PostgreSQL; see the port. */
export function expiriesTable(db: Sql): Expiries {
  return {
    runningOut: (now, until) => db.query<RunningOut>(RUNNING_OUT, [now, until]),
    async noteCall(warningId, at) {
      await db.query(NOTE, [warningId, at]);
    },
  };
}
