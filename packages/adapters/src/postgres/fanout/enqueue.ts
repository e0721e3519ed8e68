import type { Stratum } from '@loa/domain/audience';
import type { Instant } from '@loa/domain/time';
import type { Warning } from '@loa/domain/warning';
import { type Sql, SqlError } from '../sql.ts';

const ENQUEUE = `
-- All jobs of a warning, or none when it has some. $1 warning, $2 event, $3 lane ranks, $4 ranks, $5 strata as JSON, $6 now, $7 done at
insert into fanout_jobs (warning_id, event_id, lane_rank, rank, stratum, created_at, done_at, waits)
select $1, $2, s.lane_rank, s.rank, s.stratum::jsonb, $6::timestamptz, $7::timestamptz, s.stratum::jsonb ? 'waits'
from unnest($3::smallint[], $4::smallint[], $5::text[]) as s (lane_rank, rank, stratum)
where not exists (select from fanout_jobs where warning_id = $1 and only_subscribers is null)
order by s.rank
on conflict do nothing
returning id`;

/** The closed job of a warning that concerns nobody. */
const nobody: Stratum = { rank: 0, laneRank: 2, lane: 'routine', need: 1, audiences: [], supplyOnly: false, units: [] };

const FOREIGN_KEY_VIOLATION = '23503';

/** See the port `Fanout`. */
export async function enqueue(
  db: Sql,
  warning: Warning,
  strata: readonly Stratum[],
  now: Instant,
): Promise<'enqueued' | 'already-enqueued' | 'unknown-warning'> {
  const jobs = strata.length === 0 ? [nobody] : strata;
  try {
    const rows = await db.query(ENQUEUE, [
      warning.id,
      warning.eventId,
      jobs.map((job) => job.laneRank),
      jobs.map((job) => job.rank),
      jobs.map((job) => JSON.stringify(job)),
      now,
      strata.length === 0 ? now : null,
    ]);
    return rows.length === 0 ? 'already-enqueued' : 'enqueued';
  } catch (error) {
    if (error instanceof SqlError && error.code === FOREIGN_KEY_VIOLATION) return 'unknown-warning';
    throw error;
  }
}
