import type { Recall } from '@loa/domain/ports';
import { instant } from '@loa/domain/time';
import { z } from 'zod';
import type { Sql } from '../sql.ts';
import { COUNT, FIND, HELD_BATCHES, RECALL } from './statements.ts';

const found = z
  .object({ id: z.string(), issuer: z.string(), recalled_at: instant.nullable() })
  .transform(({ recalled_at: recalledAt, ...rest }) => ({ ...rest, recalledAt }));
const recalled = z.object({ recalled_at: instant });
const held = z.array(z.object({ id: z.int(), owner: z.string() }));
const counts = z.object({ started: z.int(), stopped: z.int(), undecided: z.int() });

/** Recall's port over warnings, batches and the ledger. Rejects with SqlError. */
export function recallTable(sql: Sql): Recall {
  const find: Recall['find'] = async (warningId) => {
    const [row] = await sql.query(FIND, [warningId]);
    return row === undefined ? null : found.parse(row);
  };
  return {
    find,
    async recall({ warningId, by, reason, now }) {
      const [written] = await sql.query(RECALL, [warningId, by, reason, now]);
      if (written !== undefined) return { recalledAt: recalled.parse(written).recalled_at, first: true };
      const known = await find(warningId);
      return known?.recalledAt ? { recalledAt: known.recalledAt, first: false } : null;
    },
    async heldBatches(warningId, now) {
      return held.parse(await sql.query(HELD_BATCHES, [warningId, now]));
    },
    async count(warningId, undecided, now) {
      const [row] = await sql.query(COUNT, [warningId, now, undecided.map((one) => one.id), undecided.map((one) => one.owner)]);
      return counts.parse(row);
    },
  };
}
