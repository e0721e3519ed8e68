import type { Channel, Language, Lane } from '@loa/domain/audience';
import type { LeaseResult, LedgerRow } from '@loa/domain/ports';
import { type Warning, warning } from '@loa/domain/warning';
import { type Addresses, AddressUnreadable } from '../registry/index.ts';
import type { Sql } from '../sql.ts';

const LEASE = `
-- Takes the lease of a batch that is open and free, and reads the rows that wait for its sender, with each person's address on the batch's channel; one with a due
-- time waits for the sweeper. Rows that differ in nothing else come as one: ids and people with spaces between, units and sealed addresses (hexadecimal;
-- empty: none) a line each. In each row: whether it is leased, whether it is open, and the open batches that share its place in the queue. $1 batch, $2 owner, $3 milliseconds
select * from lease_batch($1::bigint, $2::text, $3::int)`;

const WARNING = `
-- A warning as issued. $1 id
select content from warnings where id = $1`;

/** Warnings kept decoded: a sender works on few at a time, and large ones take milliseconds to decode. */
const KEPT_WARNINGS = 16;

interface BatchRow {
  leased: boolean;
  open: boolean;
  in_its_place: number[];
  warning_id: string;
  channel: Channel;
  lane: Lane;
  language: Language;
  leases: number;
}

type Same = Pick<
  LedgerRow,
  | 'state'
  | 'attempt'
  | 'doubts'
  | 'provider'
  | 'audience'
  | 'reason'
  | 'level'
  | 'supply'
  | 'exercises'
  | 'watchdog'
  | 'unaccented'
  | 'waits'
>;

/** Rows that are alike; see {@link LEASE}. */
interface Alike extends Same {
  ids: string;
  people: string;
  units: string;
  addresses: string;
  state_reason: string | null;
  expires_at: string;
  opted_out: boolean;
}

/** Takes and reads a batch. */
export function leasing(
  db: Sql,
  addresses: Pick<Addresses, 'open'>,
): (batchId: number, owner: string, leaseMs: number) => Promise<LeaseResult> {
  const warningOf = warnings(db);
  return async (batchId, owner, leaseMs) => {
    const found = await db.query<BatchRow & (Alike | { ids: null })>(LEASE, [batchId, owner, leaseMs]);
    const [batch] = found;
    const inItsPlace = batch?.in_its_place.toSorted((a, b) => a - b) ?? [];
    if (batch?.leased !== true) return batch?.open === true ? { kind: 'held' } : { kind: 'done', inItsPlace };
    const { channel, lane, language, leases } = batch;
    const rows = found.flatMap((one) => (one.ids === null ? [] : rowsOf(one, addresses, channel)));
    return {
      kind: 'leased',
      batch: { id: batchId, channel, lane, language, leasedBefore: leases > 1 },
      warning: await warningOf(batch.warning_id),
      rows: rows.sort((a, b) => a.deliveryId - b.deliveryId),
      inItsPlace,
    };
  };
}

/** What rows share is read once for all of them: a column for each field of each row took longer than to open the addresses. */
function rowsOf(alike: Alike, addresses: Pick<Addresses, 'open'>, channel: Channel): LedgerRow[] {
  const {
    state,
    state_reason: stateReason,
    attempt,
    doubts,
    provider,
    audience,
    reason,
    level,
    expires_at: expiresAt,
    opted_out: optedOut,
  } = alike;
  const { unaccented, supply, exercises, watchdog, waits } = alike;
  const same = { state, stateReason, attempt, doubts, provider, audience, reason, level, expiresAt, optedOut };
  const asked = { unaccented, supply, exercises, watchdog, waits };
  const [people, places, sealed] = [alike.people.split(' '), alike.units.split('\n'), alike.addresses.split('\n')];
  return alike.ids.split(' ').map((id, at) => ({
    ...same,
    ...asked,
    deliveryId: Number(id),
    subscriberId: Number(people[at]),
    units: (places[at] ?? '').split('\u001f'),
    to: addressOf(addresses, channel, sealed[at] ?? ''),
  }));
}

/** Bytes that do not open are an address that is not there: one spoilt row must not hold up the others of its batch. */
function addressOf(addresses: Pick<Addresses, 'open'>, channel: Channel, sealed: string): string | null {
  if (sealed === '') return null;
  try {
    return addresses.open(channel === 'email' ? 'email' : 'sms', Buffer.from(sealed, 'hex'));
  } catch (error) {
    if (error instanceof AddressUnreadable) return null;
    throw error;
  }
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
