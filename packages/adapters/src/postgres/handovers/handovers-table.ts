import type { Handover, HandoverContent, Handovers } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const COLUMNS = `id, content, note, given_account as "givenAccount", given_by as "givenBy", given_at as "givenAt",
  taken_account as "takenAccount", taken_by as "takenBy", taken_at as "takenAt", taken_note as "takenNote"`;

const LIST = `-- newest first; $1 below which id or null, $2 limit
select ${COLUMNS} from handovers where $1::bigint is null or id < $1 order by id desc limit $2`;

const GET = `-- one of them; $1 id
select ${COLUMNS} from handovers where id = $1`;

const GIVE = `-- who leaves signs; $1 content, $2 note, $3 account, $4 by, $5 now
insert into handovers (content, note, given_account, given_by, given_at) values ($1::jsonb, $2, $3, $4, $5) returning ${COLUMNS}`;

const TAKE = `-- who comes signs, once, and is not who left; $1 id, $2 note or null, $3 account, $4 by, $5 now
update handovers set taken_account = $3, taken_by = $4, taken_at = $5, taken_note = $2
where id = $1 and taken_at is null and given_account <> $3 returning ${COLUMNS}`;

interface Row {
  readonly id: number;
  readonly content: HandoverContent;
  readonly note: string;
  readonly givenAccount: string;
  readonly givenBy: string;
  readonly givenAt: string;
  readonly takenAccount: string | null;
  readonly takenBy: string | null;
  readonly takenAt: string | null;
  readonly takenNote: string | null;
}

const handoverOf = ({ id, content, note, ...row }: Row): Handover => ({
  ...{ id, content, note },
  given: { account: row.givenAccount, by: row.givenBy, at: row.givenAt },
  taken:
    row.takenAccount === null || row.takenBy === null || row.takenAt === null
      ? null
      : { account: row.takenAccount, by: row.takenBy, at: row.takenAt, note: row.takenNote },
});

/** Hand-overs of shifts on PostgreSQL; see the port. */
export function handoversTable(db: Sql): Handovers {
  const one = async (statement: string, values: readonly unknown[]): Promise<Handover | null> => {
    const [row] = await db.query<Row>(statement, values);
    return row === undefined ? null : handoverOf(row);
  };
  return {
    list: async (before, limit) => (await db.query<Row>(LIST, [before, limit])).map(handoverOf),
    get: (id) => one(GET, [id]),
    async give(content, note, { account, by }, now) {
      const given = await one(GIVE, [JSON.stringify(content), note, account, by, now]);
      if (given === null) throw new Error('an insert returned no row');
      return given;
    },
    take: (id, note, { account, by }, now) => one(TAKE, [id, note, account, by, now]),
  };
}
