import type { EntryNeed, Unreached, UnitStanding, WarnedEntry } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { ACCEPTED_STATES } from '../rank.ts';

const ENTRIES = `-- entries of the warnings in force of a status that warn of something; $1 status, $2 now
select w.id as warning, (e.at - 1)::int as entry, w.content ->> 'hazard' as hazard, (e.entry ->> 'level')::int as level,
  (e.entry ->> 'onset')::timestamptz as onset, e.entry ->> 'change' as change, w.content ->> 'urgency' as urgency
from warnings w cross join lateral jsonb_array_elements(w.content -> 'entries') with ordinality as e (entry, at)
where w.status = $1 and w.expires_at > $2::timestamptz and w.cancelled_by is null and w.recalled_at is null
  and (e.entry ->> 'expiresAt')::timestamptz > $2::timestamptz and e.entry ->> 'change' not in ('narrowed', 'ended', 'cancelled')
  and not exists (select from warnings n where n.series_id = w.series_id and n.status = w.status and n.number > w.number and n.recalled_at is null)
order by w.number, e.at`;

const ASKED = `-- units of each entry of warnings; $1 warnings
select id, event_id || ' ' || status as event, jsonb_path_query_array(content, '$.entries[*].units') as units from warnings where id = any($1::text[])`;

const COUNTED = `-- how many deliveries that were not stopped are at each unit of warnings and of others of their events, warning by warning:
-- all of them in one grouping took more than four times as long; $1 warnings
select w.event_id || ' ' || w.status as event, case when w.id = any($1::text[]) then w.id end as warning, c.reached, c.counts
from warnings w cross join lateral (
  select state in (${ACCEPTED_STATES}) as reached, string_agg(unit || ',' || rows, ' ') as counts
  from unit_counts where warning_id = w.id and state not in ('recalled', 'superseded', 'suppressed') group by 1
) c
where (w.event_id, w.status) in (select event_id, status from warnings where id = any($1::text[]))`;

interface Asked {
  readonly id: string;
  readonly event: string;
  /** Of each entry. */
  readonly units: readonly (readonly string[])[];
}

interface Counted {
  readonly event: string;
  /** Null: of those of the event that nobody asks about. */
  readonly warning: string | null;
  readonly reached: boolean;
  readonly counts: string;
}

/** Who has not been reached, on PostgreSQL; see the port. */
export function unreachedTable(db: Sql): Unreached {
  return {
    entries: (status, now) => db.query<WarnedEntry>(ENTRIES, [status, now]),
    async standing(needs) {
      const ids = [...new Set(needs.map((one) => one.warning))];
      const asked = await db.query<Asked>(ASKED, [ids]);
      const found = worst(needs, asked, standsOf(await db.query<Counted>(COUNTED, [ids])));
      return found.toSorted((one, other) => other.score - one.score || (one.unit < other.unit ? -1 : 1));
    },
  };
}

/** Deliveries at a unit. */
interface Stand {
  deliveries: number;
  reached: number;
}

type Units = Map<string, Stand>;

/** Added up here and not in SQL, which took ten times as long. */
interface Stands {
  readonly byWarning: ReadonlyMap<string, Units>;
  /** Of each warning of an event, those that nobody asks about too. */
  readonly byEvent: ReadonlyMap<string, readonly Units[]>;
}

function standsOf(counted: readonly Counted[]): Stands {
  const byWarning = new Map<string, Units>();
  const byEvent = new Map<string, Units[]>();
  for (const { event, warning, reached, counts } of counted) {
    const known = warning === null ? undefined : byWarning.get(warning);
    const units: Units = known ?? new Map<string, Stand>();
    if (known === undefined) {
      if (warning !== null) byWarning.set(warning, units);
      const others = byEvent.get(event);
      if (others === undefined) byEvent.set(event, [units]);
      else others.push(units);
    }
    for (const count of counts.split(' ')) {
      const at = count.indexOf(',');
      const [unit, rows] = [count.slice(0, at), Number(count.slice(at + 1))];
      const stand = units.get(unit);
      if (stand === undefined) units.set(unit, { deliveries: rows, reached: reached ? rows : 0 });
      else {
        stand.deliveries += rows;
        if (reached) stand.reached += rows;
      }
    }
  }
  return { byWarning, byEvent };
}

/** How a unit stands by all warnings of an event together. */
function together(event: readonly Units[], unit: string): Stand {
  const stands = event.flatMap((units) => units.get(unit) ?? []);
  const sum = (of: (stand: Stand) => number): number => stands.reduce((total, one) => total + of(one), 0);
  return { deliveries: sum((one) => one.deliveries), reached: sum((one) => one.reached) };
}

/** At each unit the warning by which it stands worst: by score, then need, then id. */
function worst(needs: readonly EntryNeed[], asked: readonly Asked[], stands: Stands): UnitStanding[] {
  const byId = new Map(asked.map((one) => [one.id, one]));
  const found = new Map<string, UnitStanding>();
  for (const { warning, entry, need } of needs) {
    const { units = [], event = '' } = byId.get(warning) ?? {};
    const [own, all = []] = [stands.byWarning.get(warning), stands.byEvent.get(event)];
    for (const unit of units[entry] ?? []) {
      const ofWarning = own?.get(unit);
      const { deliveries, reached } = ofWarning !== undefined && ofWarning.deliveries > 0 ? ofWarning : together(all, unit);
      const one = { unit, warning, need, deliveries, reached, score: need * (1 - reached / Math.max(deliveries, 1)) };
      const other = found.get(unit);
      if (other === undefined || isWorse(one, other)) found.set(unit, one);
    }
  }
  return [...found.values()];
}

function isWorse(one: UnitStanding, other: UnitStanding): boolean {
  if (one.score !== other.score) return one.score > other.score;
  return one.need === other.need ? one.warning < other.warning : one.need > other.need;
}
