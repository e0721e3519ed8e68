import type { OutletReads } from '@loa/domain/ports';
import { z } from 'zod';
import type { Sql } from '../sql.ts';
import { OUTLET_OF, READ } from './statements.ts';

const identified = z.object({ id: z.int() });

/** What outlets read by themselves, on PostgreSQL; see the port. */
export function outletReadsTable(db: Sql): OutletReads {
  return {
    async outletOf(tokenHash) {
      const [row] = await db.query(OUTLET_OF, [tokenHash]);
      return row === undefined ? null : identified.parse(row).id;
    },
    async noteRead(id, status, number, now) {
      await db.query(READ, [id, status, number, now]);
    },
  };
}
