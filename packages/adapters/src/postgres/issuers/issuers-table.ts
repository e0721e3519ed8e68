import { authority } from '@loa/domain/place';
import type { Issuer, Issuers } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const PUT = `-- inserts or replaces an issuer; $1 id, $2 name, $3 authority, $4 superior
insert into issuers (id, name, authority, superior) values ($1, $2, $3, $4)
on conflict (id) do update set name = excluded.name, authority = excluded.authority, superior = excluded.superior`;

const GET = `-- one issuer; $1 id
select id, name, authority, superior from issuers where id = $1`;

const LIST = `-- all issuers, by id
select id, name from issuers order by id`;

const SUPERIORS = `-- everybody above an issuer, the nearest first; $1 id
with recursive above as (
  select superior as id, array[id] as passed from issuers where id = $1 and superior <> id
  union all
  select i.superior, passed || i.id from above a join issuers i on i.id = a.id
  where i.superior is not null and i.superior <> all (passed || i.id)
)
select id from above where id is not null order by cardinality(passed)`;

/** Issuers on PostgreSQL; see the port. The authority is read through its schema, since people write it. */
export function issuersTable(db: Sql): Issuers {
  return {
    async put({ id, name, authority: held, superior }) {
      await db.query(PUT, [id, name, authority.parse(held), superior ?? null]);
    },
    async get(id) {
      const [row] = await db.query<{ id: string; name: string; authority: unknown; superior: string | null }>(GET, [id]);
      if (row === undefined) return null;
      const above = row.superior === null ? {} : { superior: row.superior };
      return { id: row.id, name: row.name, authority: authority.parse(row.authority), ...above };
    },
    list: () => db.query<Pick<Issuer, 'id' | 'name'>>(LIST),
    async superiorsOf(id) {
      return (await db.query<{ id: string }>(SUPERIORS, [id])).map((row) => row.id);
    },
  };
}
