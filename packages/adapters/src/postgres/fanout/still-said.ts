import { type Hazard, hazardGroup } from '@loa/domain/bulletin';
import type { Unit } from '@loa/domain/place';
import type { Instant } from '@loa/domain/time';
import { isTakenBack, type Warning } from '@loa/domain/warning';
import type { Sql } from '../sql.ts';
import type { TakenJob } from './take-job.ts';

const IN_FORCE = `
-- What a warning's series has in force, by hazard; nothing where the event's state does not know the series. $1 warning, $2 now
select row ->> 'hazard' as hazard, row -> 'units' as units
from warnings w join events e on e.id = w.event_id
  cross join lateral (select e.state -> 'series' -> (w.status || ':' || w.series_id) -> 'inForce' as rows) series
  left join lateral jsonb_array_elements(series.rows) as row on (row ->> 'expiresAt')::timestamptz > $2::timestamptz
where w.id = $1 and series.rows is not null`;

/** Null and null: the series has nothing in force. */
interface InForceRow {
  readonly hazard: Hazard | null;
  readonly units: readonly Unit[] | null;
}

/**
 * Places of which a warning may still be told: those that its series has in force, and those that it takes back itself. Of the others a later
 * warning has said that it is over, and who comes after that, or has not been reached before it, must not hear the old news as new.
 */
export async function stillSaid(tx: Sql, job: TakenJob, said: Said, now: Instant): Promise<readonly Unit[]> {
  const { warning, units } = said;
  if (!job.isFollowed) return units;
  const rows = await tx.query<InForceRow>(IN_FORCE, [job.warningId, now]);
  if (rows.length === 0) return units;
  const ofGroup = rows.filter(({ hazard }) => hazard !== null && hazardGroup(hazard) === job.hazardGroup);
  const told = new Set([
    ...ofGroup.flatMap((row) => row.units ?? []),
    ...warning.entries.filter(({ change }) => isTakenBack(change)).flatMap((entry) => entry.units),
  ]);
  return units.filter((unit) => told.has(unit));
}

/** A warning, and every unit it speaks of. */
interface Said {
  readonly warning: Warning;
  readonly units: readonly Unit[];
}
