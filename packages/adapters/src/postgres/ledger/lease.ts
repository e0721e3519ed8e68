import type { Channel, Language, Lane } from '@loa/domain/audience';
import type { LeaseResult, LedgerRow } from '@loa/domain/ports';
import { type Warning, warning } from '@loa/domain/warning';
import { type Addresses, AddressUnreadable } from '../registry/index.ts';
import type { Sql } from '../sql.ts';

const LEASE = `
-- Takes the lease of a batch that is open and free. $1 batch, $2 owner, $3 milliseconds
update batches set lease_owner = $2, lease_until = clock_timestamp() + $3::int * interval '1 millisecond', leases = leases + 1
where id = $1 and done_at is null and (lease_until is null or lease_until < clock_timestamp() or lease_owner = $2)
returning warning_id, channel, lane, language, leases`;

const STATE = `
-- Whether a batch is still open, and the open batches that share its place in the queue. $1 batch
select coalesce((select done_at is null from batches where id = $1), false) as open,
  array(select id from batches where in_place_of = $1 and done_at is null order by id) as in_its_place`;

const ROWS = `
-- Rows that wait for this batch's sender, with the person's address on the batch's channel; one with a due time waits for the sweeper. $1 batch
select d.id, d.subscriber_id, d.state, d.state_reason, d.attempt, d.provider, d.audience, d.reason, d.level, array_to_string(d.units, chr(31)) as units, d.expires_at,
  case d.channel when 'email' then s.email_sealed else s.phone_sealed end as address,
  coalesce(s.opted_out_at, case d.channel when 'email' then s.email_opted_out_at else s.phone_opted_out_at end) is not null as opted_out,
  coalesce(s.unaccented_sms, false) as unaccented, coalesce(s.supply, false) as supply,
  coalesce(s.exercises, false) as exercises, coalesce(s.watchdog, false) as watchdog,
  coalesce(d.units && (select a.units from batches b join approvals a on a.warning_id = b.warning_id
    where b.id = $1 and (a.outcome is null or a.outcome = 'refused')), false) as waits
from deliveries d left join subscribers s on s.id = d.subscriber_id
where d.batch_id = $1 and d.state in ('queued', 'due', 'unknown') and d.due_at is null and d.settled_at is null
order by d.id`;

const WARNING = `
-- A warning as issued. $1 id
select content from warnings where id = $1`;

/** Warnings kept decoded: a sender works on few at a time, and large ones take milliseconds to decode. */
const KEPT_WARNINGS = 16;

interface BatchRow {
  warning_id: string;
  channel: Channel;
  lane: Lane;
  language: Language;
  leases: number;
}

interface Row extends Pick<
  LedgerRow,
  'state' | 'attempt' | 'provider' | 'audience' | 'reason' | 'level' | 'supply' | 'exercises' | 'watchdog' | 'unaccented' | 'waits'
> {
  id: number;
  subscriber_id: number;
  state_reason: string | null;
  units: string;
  expires_at: string;
  address: Uint8Array | null;
  opted_out: boolean;
}

/**
 * One statement takes the lease, and the rows are read by a later one: the lease waits for a fan-out that holds the batch, and only
 * a snapshot taken after that sees which rows it made give way.
 */
export function leasing(
  db: Sql,
  addresses: Pick<Addresses, 'open'>,
): (batchId: number, owner: string, leaseMs: number) => Promise<LeaseResult> {
  const warningOf = warnings(db);
  return async (batchId, owner, leaseMs) => {
    const [batch] = await db.query<BatchRow>(LEASE, [batchId, owner, leaseMs]);
    const [state] = await db.query<{ open: boolean; in_its_place: number[] }>(STATE, [batchId]);
    if (batch === undefined) return state?.open === true ? { kind: 'held' } : { kind: 'done', inItsPlace: state?.in_its_place ?? [] };
    const [rows, warning] = await Promise.all([db.query<Row>(ROWS, [batchId]), warningOf(batch.warning_id)]);
    return {
      kind: 'leased',
      batch: { id: batchId, channel: batch.channel, lane: batch.lane, language: batch.language, leasedBefore: batch.leases > 1 },
      warning,
      rows: rows.map(({ address, ...row }) => rowOf(row, addressOf(addresses, batch.channel, address))),
      inItsPlace: state?.in_its_place ?? [],
    };
  };
}

/** Bytes that do not open are an address that is not there: one spoilt row must not hold up the others of its batch. */
function addressOf(addresses: Pick<Addresses, 'open'>, channel: Channel, sealed: Uint8Array | null): string | null {
  if (sealed === null) return null;
  try {
    return addresses.open(channel === 'email' ? 'email' : 'sms', sealed);
  } catch (error) {
    if (error instanceof AddressUnreadable) return null;
    throw error;
  }
}

function rowOf(
  { id, subscriber_id, state_reason, units, expires_at, opted_out, ...row }: Omit<Row, 'address'>,
  to: string | null,
): LedgerRow {
  return {
    ...row,
    deliveryId: id,
    subscriberId: subscriber_id,
    stateReason: state_reason,
    units: units.split('\u001f'),
    expiresAt: expires_at,
    to,
    optedOut: opted_out,
  };
}

/** Warnings never change once issued, so a decoded one serves every batch of it. */
function warnings(db: Sql): (id: string) => Promise<Warning> {
  const kept = new Map<string, Warning>();
  return async (id) => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const [row] = await db.query<{ content: unknown }>(WARNING, [id]);
    const decoded = warning.parse(row?.content);
    const oldest = kept.keys().next();
    if (kept.size >= KEPT_WARNINGS && oldest.done !== true) kept.delete(oldest.value);
    kept.set(id, decoded);
    return decoded;
  };
}
