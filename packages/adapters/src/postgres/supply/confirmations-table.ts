import type { Confirmable, Confirmation, Confirmations } from '@loa/domain/ports';
import type { Database } from '../sql.ts';
import { LOCK } from './desk-statements.ts';

const FIND = `-- a delivery as a confirmation looks at it; $1 id
select d.id as "deliveryId", d.warning_id as "warningId", w.content as warning, d.subscriber_id as "subscriberId", d.language, d.audience, coalesce(s.supply, false) as supply,
  d.expires_at as "expiresAt", w.recalled_at as "recalledAt", c.body_id as "bodyId", f.at as "confirmedAt"
from deliveries d join warnings w on w.id = d.warning_id left join subscribers s on s.id = d.subscriber_id
  left join supply_contacts c on d.subscriber_id in (c.email_subscriber, c.phone_subscriber, c.voice_subscriber)
  left join confirmations f on f.warning_id = d.warning_id
    and ((c.body_id is not null and f.body_id = c.body_id) or (c.body_id is null and f.body_id is null and f.subscriber_id = d.subscriber_id))
where d.id = $1`;

const KEEP = `-- a confirmation, the first of its body or receiver; $1 warning, $2 body, $3 subscriber, $4 delivery, $5 how, $6 by, $7 at, $8 reason
insert into confirmations (warning_id, body_id, subscriber_id, delivery_id, how, confirmed_by, at, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict do nothing returning id`;

const KEPT = `-- the confirmation that stands; $1 warning, $2 body, $3 subscriber
select at, how, confirmed_by as by, reason from confirmations
where warning_id = $1 and (($2::text is not null and body_id = $2) or ($2::text is null and body_id is null and subscriber_id = $3))`;

/** Confirmations on PostgreSQL; see the port. */
export function confirmationsTable(db: Database): Confirmations {
  return {
    async find(deliveryId) {
      const [row] = await db.query<Confirmable>(FIND, [deliveryId]);
      return row ?? null;
    },
    keep: ({ warningId, bodyId, subscriberId, deliveryId }, confirmation) =>
      db.transaction(async (tx) => {
        const { how, by, at, reason = null } = confirmation;
        if (bodyId !== null) await tx.query(LOCK, [warningId, bodyId]);
        const added = await tx.query(KEEP, [warningId, bodyId, subscriberId, deliveryId, how, by, at, reason]);
        if (added.length > 0) return { kept: confirmation, isNew: true };
        const [kept] = await tx.query<Confirmation>(KEPT, [warningId, bodyId, subscriberId]);
        return { kept: kept ?? confirmation, isNew: false };
      }),
  };
}
