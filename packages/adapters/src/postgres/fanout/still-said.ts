import { levelOfNeed } from '@loa/domain/audience';
import { type Hazard, hazardGroup } from '@loa/domain/bulletin';
import type { Unit } from '@loa/domain/place';
import type { Instant } from '@loa/domain/time';
import { isTakenBack, type Warning, type WarningEntry } from '@loa/domain/warning';
import type { Sql } from '../sql.ts';
import type { TakenJob } from './take-job.ts';

const IN_FORCE = `
-- What a warning's series has in force, by hazard, with the level; nothing where the event's state does not know the series. In each row: does every
-- later warning of it go to all whom it concerns? Not one that was recalled, nor one whose citizens wait or are not told. $1 warning, $2 now
select row ->> 'hazard' as hazard, row -> 'units' as units, coalesce((row ->> 'level')::int, 0) as level,
  not exists (select from warnings o left join approvals a on a.warning_id = o.id
    where o.series_id = w.series_id and o.status = w.status and o.number > w.number
      and (o.recalled_at is not null or (a.warning_id is not null and (a.outcome is null or a.outcome = 'refused')))) as told
from warnings w join events e on e.id = w.event_id
  cross join lateral (select e.state -> 'series' -> (w.status || ':' || w.series_id) -> 'inForce' as rows) series
  left join lateral jsonb_array_elements(series.rows) as row on (row ->> 'expiresAt')::timestamptz > $2::timestamptz
where w.id = $1 and series.rows is not null`;

const HIGHEST = 5;

/** Null and null: the series has nothing in force. */
interface InForceRow {
  readonly hazard: Hazard | null;
  readonly units: readonly Unit[] | null;
  readonly level: number;
  readonly told: boolean;
}

/**
 * Places of which a warning may still be told: those that its series has in force at no higher level, and those that it takes back itself. Of the
 * others a later warning has said that it is over, or that it is worse, which that warning tells: who comes after that, or has not been reached
 * before it, must not hear the old news as new.
 */
export async function stillSaid(tx: Sql, job: TakenJob, said: Said, now: Instant): Promise<readonly Unit[]> {
  const { warning, units } = said;
  if (!job.isFollowed) return units;
  const rows = await tx.query<InForceRow>(IN_FORCE, [job.warningId, now]);
  if (rows.length === 0) return units;
  const ofGroup = rows.filter(({ hazard }) => hazard !== null && hazardGroup(hazard) === job.hazardGroup);
  const inForce = new Map<Unit, number>();
  for (const { units: at, level, told } of ofGroup)
    for (const unit of at ?? []) inForce.set(unit, Math.max(inForce.get(unit) ?? 0, told ? level : 0));
  // Of an alert from abroad citizens may not hear the higher word.
  const mostOf = (entry: WarningEntry): number => (warning.citizens === undefined ? (levelOfNeed(entry) ?? 0) : HIGHEST);
  const here = warning.entries.flatMap((entry) =>
    isTakenBack(entry.change) ? entry.units : entry.units.filter((unit) => (inForce.get(unit) ?? Infinity) <= mostOf(entry)),
  );
  const still = new Set(here);
  return units.filter((unit) => still.has(unit));
}

/** A warning, and every unit it speaks of. */
interface Said {
  readonly warning: Warning;
  readonly units: readonly Unit[];
}
