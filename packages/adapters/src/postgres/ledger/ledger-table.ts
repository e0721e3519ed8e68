import { silentAt } from '@loa/domain/approval';
import type { Ledger } from '@loa/domain/ports';
import { readHold } from '../fanout/index.ts';
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
-- Ends our lease; the batch is done when no row waits for its sender. $1 batch, $2 owner, $3 whether it is known that none does
update batches set lease_owner = null, lease_until = null, leases = leases - 1,
  done_at = case when not $3::boolean and exists (
    select from deliveries where batch_id = $1 and state in ('queued', 'due', 'unknown') and due_at is null and settled_at is null
  ) then null else clock_timestamp() end
where id = $1 and lease_owner = $2
returning done_at is not null as done`;

/**
 * Person by person, each by the key: joined, a batch of 500 walked through the whole ledger (19 ms beside 300,000 rows). `offset 0` keeps the planner
 * from looking for the last id first.
 */
const EARLIER = `
-- Of a batch's rows: the last earlier delivery that told the same person of the event on the same channel. $1 batch
select d.id, told.earlier from deliveries d cross join lateral (
  select max(id) as earlier from (
    select e.id from deliveries e where e.subscriber_id = d.subscriber_id and e.event_id = d.event_id and e.channel = d.channel and e.id < d.id
      and e.state in ('unknown', 'accepted', 'no-receipt-on-this-route', 'delivered') offset 0
  ) of_person
) told where d.batch_id = $1 and told.earlier is not null`;

const UNCLAIMED = `
-- What the provider has that may be a delivery's: ids that no other delivery to the same address has, and how many others are in doubt.
-- $1 delivery, $2 ids, $3 since when
with mine as (select d.id, d.channel, d.subscriber_id, s.phone_hash from deliveries d left join subscribers s on s.id = d.subscriber_id where d.id = $1),
here as (select subscriber_id as id from mine union select s.id from mine m join subscribers s on s.phone_hash = m.phone_hash),
others as (
  select o.provider_id, o.state, o.batch_id, o.settled_at from here h join deliveries o on o.subscriber_id = h.id join mine m on o.channel = m.channel and o.id <> m.id
)
select array(select id from unnest($2::text[]) as id where not exists (select from others where provider_id = id)) as ids,
  (select count(*)::int from others o left join batches b on b.id = o.batch_id where o.provider_id is null
    and (o.state = 'unknown' and (o.settled_at is null or o.settled_at >= $3) or o.state in ('queued', 'due') and b.leases > 0)) as rivals`;

const BEFORE = `
-- Open batches of higher precedence in a batch's channel and lane that nobody holds, the highest first. $1 batch
select o.id from batches b join batches o on o.channel = b.channel and o.lane = b.lane and o.precedence > b.precedence
where b.id = $1 and o.precedence > 0 and o.done_at is null and (o.lease_until is null or o.lease_until < clock_timestamp())
order by o.precedence desc, o.id`;

/** The sender's side of the ledger on PostgreSQL; see {@link Ledger}. */
export function ledgerTable(db: Sql, addresses: Pick<Addresses, 'open'>): Ledger {
  return {
    before: async (batchId) => (await db.query<{ id: number }>(BEFORE, [batchId])).map((row) => row.id),
    lease: leasing(db, addresses),
    renew: async (batchIds, owner, leaseMs) => (await db.query<{ id: number }>(RENEW, [batchIds, owner, leaseMs])).map((row) => row.id),
    settle: async (results) => void (await settle(db, results)),
    earlierTold: async (batchId) =>
      new Map((await db.query<{ id: number; earlier: number }>(EARLIER, [batchId])).map(({ id, earlier }) => [id, earlier])),
    async silentPlaces(warningId) {
      const hold = await readHold(db, warningId);
      return hold === null ? new Set() : silentAt(hold);
    },
    async unclaimed(deliveryId, providerIds, since) {
      const [row] = await db.query<{ ids: string[]; rivals: number }>(UNCLAIMED, [deliveryId, providerIds, since]);
      return row ?? { ids: [], rivals: 0 };
    },
    async close(batchId, owner, { nothingWaits } = { nothingWaits: false }) {
      const [row] = await db.query<{ done: boolean }>(CLOSE, [batchId, owner, nothingWaits]);
      if (row === undefined) return 'lost';
      return row.done ? 'done' : 'open';
    },
  };
}
