import type { IssuedWarning, SequenceItem, Warnings } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const ISSUED = `w.content as warning, w.cancelled_by as "cancelledBy", w.recalled_at as "recalledAt",
  (select l.lapsed_at from lapses l where l.warning_id = w.id) as "lapsedAt",
  (select n.id from warnings n where n.series_id = w.series_id and n.status = w.status and n.number > w.number and n.recalled_at is null
    order by n.number limit 1) as "supersededBy"`;

const AFTER = `-- items of a status in order of number; $1 status, $2 the number to start after, $3 limit
select i.number, i.kind, ${ISSUED} from (
  (select number, 'issued' as kind, id from warnings where status = $1 and number > $2 order by number limit $3)
  union all
  (select number, 'lapsed', warning_id from lapses where status = $1 and number > $2 order by number limit $3)
) i join warnings w on w.id = i.id order by i.number limit $3`;

const HEAD = `-- the last number taken; $1 status
select last from counter where status = $1`;

const MARK = `-- the last number taken, and how many warnings were recalled; $1 status
select (select last from counter where status = $1) || '.' || (select count(*) from warnings where status = $1 and recalled_at is not null) as mark`;

const GET = `-- one warning; $1 id
select ${ISSUED} from warnings w where w.id = $1`;

const NOT_OVER = `-- warnings of a status that run out after a time, none that was recalled; $1 status, $2 the time
select ${ISSUED} from warnings w where w.status = $1 and w.expires_at > $2::timestamptz and w.recalled_at is null order by w.number`;

const SEVERAL = `-- warnings by their ids; $1 ids
select ${ISSUED} from warnings w where w.id = any($1::text[]) order by w.status, w.number`;

/** Issued warnings on PostgreSQL; see the port. */
export function warningsTable(db: Sql): Warnings {
  return {
    async head(status) {
      return (await db.query<{ last: number }>(HEAD, [status]))[0]?.last ?? 0;
    },
    async mark(status) {
      return (await db.query<{ mark: string }>(MARK, [status]))[0]?.mark ?? '';
    },
    async after(status, number, limit) {
      const rows = await db.query<IssuedWarning & Omit<SequenceItem, 'issued'>>(AFTER, [status, number, limit]);
      return rows.map(({ number: own, kind, ...issued }) => ({ number: own, kind, issued }));
    },
    async get(id) {
      const [warning] = await db.query<IssuedWarning>(GET, [id]);
      return warning ?? null;
    },
    notOverBy: (status, since) => db.query<IssuedWarning>(NOT_OVER, [status, since]),
    several: (ids) => db.query<IssuedWarning>(SEVERAL, [ids]),
  };
}
