import type { Instant } from '@loa/domain/time';
import { type Warning, warning } from '@loa/domain/warning';
import type { Sql } from '../sql.ts';

const UNSEEN = `
-- Warnings issued before $2, still valid, that fan-out has not seen, oldest first. $1 now, $3 limit
select w.content from warnings w
where w.issued_at < $2 and w.expires_at > $1 and w.recalled_at is null and w.cancelled_by is null
  and not exists (select from fanout_jobs j where j.warning_id = w.id)
order by w.number limit $3`;

/** See the port `Sweeper`. */
export async function unseenWarnings(db: Sql, options: { now: Instant; before: Instant; limit: number }): Promise<Warning[]> {
  const rows = await db.query<{ content: unknown }>(UNSEEN, [options.now, options.before, options.limit]);
  return rows.map((row) => warning.parse(row.content));
}
