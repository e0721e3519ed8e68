import type { Channel, Language, Lane } from '@loa/domain/audience';
import type { LeasedRow, LeaseResult } from '@loa/domain/ports';
import { warning } from '@loa/domain/warning';
import type { Sql } from '../sql.ts';

const LEASE = `
-- Takes the lease of a batch that is open and free. $1 batch, $2 owner, $3 milliseconds
update batches b set lease_owner = $2, lease_until = clock_timestamp() + $3::int * interval '1 millisecond', leases = leases + 1
where id = $1 and done_at is null and (lease_until is null or lease_until < clock_timestamp() or lease_owner = $2)
returning b.channel, b.lane, b.language, b.leases, (select content from warnings w where w.id = b.warning_id) as warning`;

const WHO_HOLDS = `
-- Why a batch could not be leased. $1 batch
select done_at is not null as done, greatest(0, extract(epoch from lease_until - clock_timestamp()) * 1000)::int as left_ms from batches where id = $1`;

const ROWS = `
-- Rows of a batch that are not settled, with the person's address on the batch's channel. $1 batch
select d.id, d.state, d.attempt, d.audience, d.reason, array_to_string(d.units, chr(31)) as units, d.expires_at,
  case d.channel when 'email' then s.email else s.phone end as to,
  coalesce(s.opted_out_at is not null, false) as opted_out, coalesce(s.supply, false) as supply,
  coalesce(s.exercises, false) as exercises, coalesce(s.watchdog, false) as watchdog
from deliveries d left join subscribers s on s.id = d.subscriber_id
where d.batch_id = $1 and d.state in ('queued', 'due', 'unknown') order by d.id`;

interface BatchRow {
  channel: Channel;
  lane: Lane;
  language: Language;
  leases: number;
  warning: unknown;
}

interface Row extends Pick<LeasedRow, 'id' | 'state' | 'attempt' | 'audience' | 'reason' | 'to' | 'supply' | 'exercises' | 'watchdog'> {
  units: string;
  expires_at: string;
  opted_out: boolean;
}

/** One statement takes the lease; rows are read after it, so that what a fan-out superseded before is not among them. */
export async function lease(db: Sql, batchId: number, owner: string, leaseMs: number): Promise<LeaseResult> {
  const [batch] = await db.query<BatchRow>(LEASE, [batchId, owner, leaseMs]);
  if (batch === undefined) {
    const [holder] = await db.query<{ done: boolean; left_ms: number | null }>(WHO_HOLDS, [batchId]);
    return holder === undefined || holder.done ? { kind: 'done' } : { kind: 'held', untilMs: holder.left_ms ?? 0 };
  }
  const rows = await db.query<Row>(ROWS, [batchId]);
  return {
    kind: 'leased',
    batch: {
      id: batchId,
      channel: batch.channel,
      lane: batch.lane,
      language: batch.language,
      heldBefore: batch.leases > 1,
      warning: warning.parse(batch.warning),
      rows: rows.map(({ units, expires_at, opted_out, ...row }) => ({ ...row, units: units.split('\u001f'), expiresAt: expires_at, optedOut: opted_out })),
    },
  };
}
