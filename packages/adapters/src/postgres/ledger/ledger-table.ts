import type { Ledger } from '@loa/domain/ports';
import type { Addresses } from '../registry/index.ts';
import type { Sql } from '../sql.ts';
import { leasing } from './lease.ts';
import { settle } from './settle.ts';

const RENEW = `
-- Prolongs the leases that are still ours. $1 batches, $2 owner, $3 milliseconds
update batches set lease_until = clock_timestamp() + $3::int * interval '1 millisecond'
where id = any($1::bigint[]) and lease_owner = $2 and done_at is null and lease_until > clock_timestamp()
returning id`;

/**
 * Letting go takes back the count of the lease: what was under way has been settled, so the next holder need not ask the provider
 * about every row. Unsettled rows are read by the same rule as in a lease.
 */
const CLOSE = `
-- Ends our lease; the batch is done when no row waits for its sender. $1 batch, $2 owner
update batches set lease_owner = null, lease_until = null, leases = leases - 1,
  done_at = case when exists (
    select from deliveries where batch_id = $1 and state in ('queued', 'due', 'unknown') and due_at is null and settled_at is null
  ) then null else clock_timestamp() end
where id = $1 and lease_owner = $2
returning done_at is not null as done`;

const EARLIER = `
-- Of a batch's rows: the last earlier delivery that told the same person of the event on the same channel. $1 batch
select d.id, max(e.id) as earlier from deliveries d
join deliveries e on e.subscriber_id = d.subscriber_id and e.event_id = d.event_id and e.channel = d.channel and e.id < d.id
  and e.state in ('unknown', 'accepted', 'no-receipt-on-this-route', 'delivered')
where d.batch_id = $1 group by d.id`;

/** The sender's side of the ledger on PostgreSQL; see {@link Ledger}. */
export function ledgerTable(db: Sql, addresses: Pick<Addresses, 'open'>): Ledger {
  return {
    lease: leasing(db, addresses),
    renew: async (batchIds, owner, leaseMs) => (await db.query<{ id: number }>(RENEW, [batchIds, owner, leaseMs])).map((row) => row.id),
    settle: async (results) => void (await settle(db, results)),
    earlierTold: async (batchId) =>
      new Map((await db.query<{ id: number; earlier: number }>(EARLIER, [batchId])).map(({ id, earlier }) => [id, earlier])),
    async close(batchId, owner) {
      const [row] = await db.query<{ done: boolean }>(CLOSE, [batchId, owner]);
      if (row === undefined) return 'lost';
      return row.done ? 'done' : 'open';
    },
  };
}
