import type { AiredReport, Airings } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const COLUMNS = `a.outlet_id as "outletId", a.warning_id as "warningId", a.medium, a.due_at as "dueAt", a.aired_at as "airedAt", a.note,
  a.reported_at as "reportedAt"`;

// The update changes nothing: it makes the statement return the row that is there.
const KEEP = `-- a report unless that outlet reported that airing, and the one kept; $1 outlet, $2 warning, $3 medium, $4 due, $5 aired, $6 note, $7 now
insert into airings as a (outlet_id, warning_id, medium, due_at, aired_at, note, reported_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (warning_id, medium, due_at, outlet_id) do update set note = a.note
returning ${COLUMNS}, (xmax = 0) as "isNew"`;

const OF = `-- reports on warnings in order of when they came; $1 ids of warnings
select ${COLUMNS} from airings a where a.warning_id = any($1::text[]) order by a.reported_at, a.outlet_id, a.due_at, a.medium`;

/** What outlets aired, on PostgreSQL; see the port. */
export function airingsTable(db: Sql): Airings {
  return {
    async keep({ outletId, warningId, medium, dueAt, airedAt, note, reportedAt }) {
      const values = [outletId, warningId, medium, dueAt, airedAt, note, reportedAt];
      const [row] = await db.query<AiredReport & { isNew: boolean }>(KEEP, values);
      if (row === undefined) throw new Error('the report was neither kept nor there');
      const { isNew, ...kept } = row;
      return { kept, isNew };
    },
    of: (warningIds) => db.query<AiredReport>(OF, [warningIds]),
  };
}
