import type { Settlement } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';
import { rankOf } from '../rank.ts';

const SETTLE = `
-- Settles deliveries, never lowering a rank. $1 ids, $2 states, $3 reasons, $4 attempts, $5 provider ids, $6 sent at, $7 due at, $8 now
update deliveries d set state = s.state, state_reason = s.reason, attempt = s.attempt, provider_id = coalesce(s.provider_id, d.provider_id),
  sent_at = coalesce(s.sent_at, d.sent_at), due_at = s.due_at,
  settled_at = case when s.state in ('due', 'unknown') then null else $8::timestamptz end,
  batch_id = case when s.state in ('due', 'unknown') then null else d.batch_id end
from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[])
  as s (id, state, reason, attempt, provider_id, sent_at, due_at)
where d.id = s.id and (${rankOf('s.state')} > ${rankOf('d.state')} or (d.state = 'due' and s.state = 'due') or (d.state = 'unknown' and s.state in ('due', 'unknown')))
returning d.warning_id, d.id, d.state`;

const TELL_OF_CANCEL = `
-- Rows of the cancelling warning for people whose row of the cancelled one was just settled as told. $1 ids of deliveries, $2 now
insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset,
  units, response, expires_at, batch_id, queued_at)
select c.id, d.event_id, d.hazard_group, d.subscriber_id, d.audience, d.channel, d.lane, d.language, d.need, 'cancelled', null, $2::timestamptz,
  d.units, 'Monitor', c.expires_at, null, $2::timestamptz
from deliveries d join warnings w on w.id = d.warning_id join warnings c on c.id = w.cancelled_by
where d.id = any($1::bigint[])
on conflict (warning_id, subscriber_id, channel) do nothing`;

const LOCK_WARNINGS = `
-- Holds off a cancel until this settle is committed, or waits for one that is being committed. $1 warning ids
select id, cancelled_by from warnings where id = any($1::text[]) order by id for share`;

/**
 * Settles in one transaction. A cancel takes the warning's row for update: either it waits for this settle and its
 * fan-out finds the row told, or this settle waits, sees `cancelled_by` and adds the cancel row itself.
 */
export async function settle(tx: Sql, settlements: readonly Settlement[], warningIds: readonly string[], now: Instant): Promise<void> {
  const warnings = await tx.query<{ id: string; cancelled_by: string | null }>(LOCK_WARNINGS, [warningIds]);
  const cancelled = new Set(warnings.filter((row) => row.cancelled_by !== null).map((row) => row.id));
  const column = <K extends keyof Settlement>(key: K) => settlements.map((one) => one[key]);
  const rows = await tx.query<{ id: number; state: string; warning_id: string }>(SETTLE, [
    column('deliveryId'),
    column('state'),
    column('reason'),
    column('attempt'),
    column('providerId'),
    column('sentAt'),
    column('dueAt'),
    now,
  ]);
  const owed = rows.filter((row) => (row.state === 'accepted' || row.state === 'unknown') && cancelled.has(row.warning_id)).map((row) => row.id);
  if (owed.length > 0) await tx.query(TELL_OF_CANCEL, [owed, now]);
}
