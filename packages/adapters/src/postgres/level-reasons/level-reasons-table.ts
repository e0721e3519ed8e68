import type { LevelReasons } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const OF_WARNING = `-- the bulletin of a warning with the areas of its assessment; $1 warning
select b.content as bulletin, coalesce(b.assessment -> 'areas', '[]'::jsonb) as areas
from warnings w join bulletins b on b.warning_id = w.id where w.id = $1`;

/** What issuers announced beside their tables, on PostgreSQL; see the port. */
export function levelReasonsTable(db: Sql): LevelReasons {
  return {
    async ofWarning(id) {
      const [row] = await db.query<NonNullable<Awaited<ReturnType<LevelReasons['ofWarning']>>>>(OF_WARNING, [id]);
      return row ?? null;
    },
  };
}
