import type { Ledger } from '@loa/domain/ports';
import type { Database } from '../sql.ts';
import { lease } from './lease.ts';
import { settle } from './settle.ts';

const RENEW = `
-- Prolongs a lease that is still ours. $1 batch, $2 owner, $3 milliseconds
update batches set lease_until = clock_timestamp() + $3::int * interval '1 millisecond'
where id = $1 and lease_owner = $2 and done_at is null and lease_until > clock_timestamp() returning id`;

const RELEASE = `
-- Lets a batch go; done when none of its rows is left to send. $1 batch, $2 owner, $3 now
update batches set lease_owner = null, lease_until = null,
  done_at = case when exists (select 1 from deliveries where batch_id = $1 and state in ('queued', 'due', 'unknown')) then null else $3::timestamptz end
where id = $1 and lease_owner = $2 returning done_at is not null as done`;

const IN_PLACE_OF = `
-- Open batches that share the place of a batch. $1 batch
select id from batches where in_place_of = $1 and done_at is null order by id`;

const WARNINGS_OF = `
-- Warnings of deliveries. $1 delivery ids
select distinct warning_id from deliveries where id = any($1::bigint[])`;

/** The sender's side of the ledger on PostgreSQL; see {@link Ledger}. */
export function ledgerTable(db: Database): Ledger {
  return {
    lease: (batchId, owner, leaseMs) => lease(db, batchId, owner, leaseMs),
    renew: async (batchId, owner, leaseMs) => (await db.query(RENEW, [batchId, owner, leaseMs])).length === 1,
    async settle(settlements, now) {
      if (settlements.length === 0) return;
      const warnings = await db.query<{ warning_id: string }>(WARNINGS_OF, [settlements.map((one) => one.deliveryId)]);
      const ids = warnings.map((row) => row.warning_id).sort();
      await db.transaction((tx) => settle(tx, settlements, ids, now));
    },
    async release(batchId, owner, now) {
      const [row] = await db.query<{ done: boolean }>(RELEASE, [batchId, owner, now]);
      return row?.done === true ? 'done' : 'open';
    },
    inPlaceOf: async (batchId) => (await db.query<{ id: number }>(IN_PLACE_OF, [batchId])).map((row) => row.id),
  };
}
