import type { LineStand, OutletLag, OutletLine, OutletLines, SettledItems } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { HEADS, LAG, SETTLE, TAKE } from './line-statements.ts';

/** The cursors of outlets on PostgreSQL, for those who push; see the port. */
export function outletLinesTable(db: Sql): OutletLines {
  return {
    take: (way, { owner, now, leaseMs, sound, suspect }) => db.query<OutletLine>(TAKE, [owner, now, leaseMs, sound, suspect, way]),
    async heads() {
      const [row] = await db.query<{ heads: number }>(HEADS);
      return row?.heads ?? 0;
    },
    settle(results, { now, leaseMs }) {
      const column = <T>(of: (one: SettledItems) => T): T[] => results.map(of);
      return db.query<LineStand>(SETTLE, [
        ...[now, leaseMs, column((one) => one.outletId), column((one) => one.status), column((one) => one.owner)],
        ...[column((one) => one.from), column((one) => one.to), column((one) => one.kind), column((one) => one.failure?.reason ?? null)],
        ...[column((one) => one.failure?.dueAt ?? null), column((one) => one.keep)],
      ]);
    },
    lag: (now) => db.query<OutletLag>(LAG, [now]),
  };
}
