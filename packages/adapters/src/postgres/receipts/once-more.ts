import { MOST_TAKEN } from '@loa/domain/delivery';
import type { ReceiptToSettle } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

/**
 * A row is queued anew for that time: a queue is judged by how long its oldest row has waited. To the ten seconds, since what has been queued at one
 * time is counted together. Where the report overtakes the settle, or another try is under way, it is the last word.
 */
const ONCE_MORE = `
-- Makes SMS to citizens due that were taken and did not arrive, where another try can still be of use. $1 ids, $2 attempts, $3 reasons, $4 provider ids,
-- $5 when reported, $6 due at, $7 attempts at most
update deliveries d set state = 'due', state_reason = r.reason, attempt = r.attempt, provider_id = coalesce(r.provider_id, d.provider_id),
  sent_at = coalesce(d.sent_at, r.at), settled_at = null, due_at = r.due_at, queued_at = date_bin('10 seconds', r.due_at, timestamptz 'epoch')
from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[]) as r (id, attempt, reason, provider_id, at, due_at)
where d.id = r.id and d.channel = 'sms' and d.audience = 'citizen' and d.state in ('unknown', 'accepted')
  and r.attempt >= d.attempt and r.attempt < $7 and r.due_at < d.expires_at
  and not exists (select from warnings w where w.id = d.warning_id and (w.recalled_at is not null or w.cancelled_by is not null))
  and not exists (select from deliveries o where o.subscriber_id = d.subscriber_id and o.event_id = d.event_id and o.hazard_group = d.hazard_group
    and o.channel = d.channel and o.id > d.id and o.warning_id <> d.warning_id)
returning d.id`;

type Due = ReceiptToSettle & { readonly onceMoreAt: string };

const isBad = (one: ReceiptToSettle): one is Due => one.state === 'undelivered' && typeof one.onceMoreAt === 'string';

/** Of the deliveries that these receipts are about, those that are tried once more; see the port. A word that the message was delivered comes first. */
export async function onceMore(db: Sql, receipts: readonly ReceiptToSettle[]): Promise<ReadonlySet<number>> {
  const delivered = new Set(receipts.filter(({ state }) => state === 'delivered').map(({ deliveryId }) => deliveryId));
  const last = new Map<number, Due>();
  for (const one of receipts.filter(isBad)) {
    const { attempt } = last.get(one.deliveryId) ?? { attempt: 0 };
    if (!delivered.has(one.deliveryId) && one.attempt > attempt) last.set(one.deliveryId, one);
  }
  if (last.size === 0) return new Set();
  const column = <K extends keyof Due>(key: K) => [...last.values()].map((one) => one[key]);
  const parameters = ['deliveryId', 'attempt', 'code', 'providerId', 'at', 'onceMoreAt'] as const;
  const due = await db.query<{ id: number }>(ONCE_MORE, [...parameters.map(column), MOST_TAKEN]);
  return new Set(due.map(({ id }) => id));
}
