import type { CapMessages } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const GET = `-- messages of warnings; $1 warnings
select warning_id, xml from cap_messages where warning_id = any($1::text[])`;

// The update changes nothing: it makes the statement return the row that is there.
const KEEP = `-- keeps a message unless there is one, and gives the one kept; $1 warning, $2 text
insert into cap_messages as m (warning_id, xml) values ($1, $2) on conflict (warning_id) do update set xml = m.xml returning xml`;

/** CAP messages on PostgreSQL; see the port. */
export function capMessagesTable(db: Sql): CapMessages {
  return {
    async get(warningIds) {
      const rows = await db.query<{ warning_id: string; xml: string }>(GET, [warningIds]);
      return new Map(rows.map((row) => [row.warning_id, row.xml]));
    },
    async keep(warningId, xml) {
      const [row] = await db.query<{ xml: string }>(KEEP, [warningId, xml]);
      return row?.xml ?? xml;
    },
  };
}
