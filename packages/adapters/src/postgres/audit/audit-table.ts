import type { Audit, AuditRow } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const COLUMNS = `number, at, done_by as by, account, deed, subject, reason, detail, hash`;

const NOTE = `-- a deed; number and hash are given by the table. $1 at, $2 by, $3 account, $4 deed, $5 subject, $6 reason, $7 detail
insert into audit (at, done_by, account, deed, subject, reason, detail) values ($1, $2, $3, $4, $5, $6, $7)`;

const LIST = `-- rows newest first; $1 below which number or null, $2 limit, $3 deed, $4 by and $5 subject, each or null
select ${COLUMNS} from audit
where ($1::bigint is null or number < $1) and ($3::text is null or deed = $3) and ($4::text is null or done_by = $4)
  and ($5::text is null or subject = $5)
order by number desc limit $2`;

const AFTER = `-- rows oldest first; $1 above which number, $2 limit
select ${COLUMNS} from audit where number > $1 order by number limit $2`;

const HEAD = `-- the end of the chain
select number, hash from audit_head`;

/** The audit trail on PostgreSQL; see the port. */
export function auditTable(db: Sql): Audit {
  return {
    async note({ deed, by, account, subject, reason, detail }, now) {
      await db.query(NOTE, [now, by, account, deed, subject, reason ?? null, detail === undefined ? null : JSON.stringify(detail)]);
    },
    list: ({ before, limit, deed, by, subject }) => db.query<AuditRow>(LIST, [before, limit, deed, by, subject]),
    after: (number, limit) => db.query<AuditRow>(AFTER, [number, limit]),
    async head() {
      const [row] = await db.query<{ number: number; hash: string }>(HEAD);
      return row ?? { number: 0, hash: '' };
    },
  };
}
