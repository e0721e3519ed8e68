import type { IssuedWarning, Warnings } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const AFTER = `-- warnings of a status in order of number; $1 status, $2 the number to start after, $3 limit
select content as warning, cancelled_by as "cancelledBy", recalled_at as "recalledAt" from warnings
where status = $1 and number > $2 order by number limit $3`;

const GET = `-- one warning; $1 id
select content as warning, cancelled_by as "cancelledBy", recalled_at as "recalledAt" from warnings where id = $1`;

/** Issued warnings on PostgreSQL; see the port. */
export function warningsTable(db: Sql): Warnings {
  return {
    after: (status, number, limit) => db.query<IssuedWarning>(AFTER, [status, number, limit]),
    async get(id) {
      const [warning] = await db.query<IssuedWarning>(GET, [id]);
      return warning ?? null;
    },
  };
}
