import { type Later, stillStanding } from '@loa/domain/approval';
import type { Approval, Approvals } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { ANSWER, ANSWERED, CITIZENS, GET, NOTE_CALL, OPEN } from './statements.ts';

type Row = Omit<Approval, 'waiting'> & { readonly later: readonly Later[] };

/** Approvals on PostgreSQL; see the port. */
export function approvalsTable(db: Sql): Approvals {
  return {
    async open(now) {
      return (await db.query<Row>(OPEN, [now])).map(approvalOf).filter(({ waiting }) => waiting.length > 0);
    },
    async answered(before, limit) {
      const rows = await db.query<Row>(ANSWERED, [before?.answeredAt ?? null, before?.warningId ?? null, limit]);
      return rows.map(approvalOf);
    },
    async get(warningId) {
      const [row] = await db.query<Row>(GET, [warningId]);
      return row === undefined ? null : approvalOf(row);
    },
    async answer({ warningId, outcome, by, account, reason, now }) {
      return (await db.query(ANSWER, [warningId, outcome, by, account, reason, now])).length > 0;
    },
    async noteCall(warningId, calls, now) {
      await db.query(NOTE_CALL, [warningId, calls, now]);
    },
    async citizens(warningId, now) {
      return (await db.query<{ count: number }>(CITIZENS, [warningId, now]))[0]?.count ?? 0;
    },
  };
}

const approvalOf = ({ later, ...row }: Row): Approval => ({ ...row, waiting: stillStanding(row.units, row.warning.hazard, later) });
