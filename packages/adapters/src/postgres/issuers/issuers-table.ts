import { authority } from '@loa/domain/place';
import type { Issuers } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const PUT = `-- inserts or replaces an issuer; $1 id, $2 name, $3 authority
insert into issuers (id, name, authority) values ($1, $2, $3)
on conflict (id) do update set name = excluded.name, authority = excluded.authority`;

const GET = `-- one issuer; $1 id
select id, name, authority from issuers where id = $1`;

/** Issuers on PostgreSQL; see the port. The authority is read through its schema, since people write it. */
export function issuersTable(db: Sql): Issuers {
  return {
    async put({ id, name, authority: held }) {
      await db.query(PUT, [id, name, authority.parse(held)]);
    },
    async get(id) {
      const [row] = await db.query<{ id: string; name: string; authority: unknown }>(GET, [id]);
      return row === undefined ? null : { id: row.id, name: row.name, authority: authority.parse(row.authority) };
    },
  };
}
