import type { Fanout } from '@loa/domain/ports';
import { warning as warningSchema } from '@loa/domain/warning';
import type { Database, Sql } from '../sql.ts';
import { enqueue } from './enqueue.ts';
import { markPublished } from './mark-published.ts';
import { type Loaded, runSlice } from './slice.ts';

const HELD_AT = `
-- Where a warning's citizens wait, or waited. $1 warning
select units from approvals where warning_id = $1 and outcome is distinct from 'trusted'`;

const CONTENT = `
-- What a warning says. $1 warning
select content from warnings where id = $1`;

/** Warnings kept decoded: what is issued never changes. */
const KEPT = 16;

/** Fan-out's tables: `fanout_jobs`, `deliveries` (insert, supersede), `batches` (insert, published). Rejects with `SqlError`. */
export function fanoutTable(db: Database): Fanout {
  const load = warningCache();
  return {
    heldAt: async (warningId) => (await db.query<{ units: string[] }>(HELD_AT, [warningId]))[0]?.units ?? [],
    enqueue: (warning, strata, now) => enqueue(db, warning, strata, now),
    slice: (options) => runSlice(db, load, options),
    markPublished: (batchIds, now) => markPublished(db, batchIds, now),
  };
}

function warningCache(): (id: string, tx: Sql) => Promise<Loaded> {
  const kept = new Map<string, Loaded>();
  return async (id, tx) => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const [row] = await tx.query<{ content: unknown }>(CONTENT, [id]);
    const warning = warningSchema.parse(row?.content);
    const loaded = { warning, units: [...new Set(warning.entries.flatMap((entry) => entry.units))] };
    kept.set(id, loaded);
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return loaded;
  };
}
