import type { Deeds } from '@loa/domain/ports';
import { accountsTable, dutyBookTable } from '../accounts/index.ts';
import { approvalsTable } from '../approvals/index.ts';
import { deadLettersTable } from '../dead-letters/index.ts';
import { handoversTable } from '../handovers/index.ts';
import { queueTable } from '../queue/index.ts';
import { recallTable } from '../recall/index.ts';
import type { Addresses } from '../registry/index.ts';
import type { Database, Transaction } from '../sql.ts';
import { steeringTable } from '../steering/index.ts';
import { callListTable, confirmationsTable, supplyBodiesTable } from '../supply/index.ts';
import { auditTable } from './audit-table.ts';

/** Deeds and their notes on PostgreSQL; see the port. */
export function deedsTable(db: Database, addresses: Addresses): Deeds {
  return {
    run: (now, work) =>
      db.transaction(async (tx) => {
        const inside = within(tx);
        const { answer, note } = await work({
          queue: queueTable(tx),
          recall: recallTable(tx),
          approvals: approvalsTable(tx),
          deadLetters: deadLettersTable(tx),
          accounts: accountsTable(inside),
          dutyBook: dutyBookTable(tx, addresses),
          supplyBodies: supplyBodiesTable(inside, addresses),
          confirmations: confirmationsTable(inside),
          callList: callListTable(inside, addresses),
          steering: steeringTable(tx),
          handovers: handoversTable(tx),
        });
        // Last, since the end of the chain stays locked until the commit.
        if (note !== null) await auditTable(tx).note(note, now);
        return answer;
      }),
  };
}

/** A transaction as a database: what opens one of its own inside gets a savepoint, so that its failure does not end the whole. */
function within(tx: Transaction): Database {
  return {
    ...tx,
    async transaction(work) {
      await tx.query('savepoint inner_work');
      try {
        const result = await work(tx);
        await tx.query('release savepoint inner_work');
        return result;
      } catch (error) {
        await tx.query('rollback to savepoint inner_work');
        throw error;
      }
    },
    close: () => Promise.resolve(),
  };
}
