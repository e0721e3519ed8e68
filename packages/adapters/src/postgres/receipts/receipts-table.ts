import type { Receipt, Receipts, SettleResult } from '@loa/domain/ports';
import { settle, strongest } from '../ledger/settle.ts';
import type { Sql } from '../sql.ts';

/** Delivery reports on PostgreSQL, by the statement that settles everything; see {@link Receipts}. */
export function receiptsTable(db: Sql): Receipts {
  return { settle: (receipts) => settle(db, strongest(receipts.map(resultOf))) };
}

function resultOf({ deliveryId, attempt, state, at, providerId, code }: Receipt): SettleResult {
  return { deliveryId, attempt, state, reason: code, sentAt: at, settledAt: at, dueAt: null, providerId };
}
