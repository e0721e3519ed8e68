import type { SentMessage, SentMessages } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const FIND = `
-- The delivery whose attempt an operator took under an id. $1 provider, $2 its id
select delivery_id as "deliveryId", attempt, parts from smpp_messages where provider = $1 and provider_id = $2`;

const KEEP = `
-- Keeps that parts of messages were delivered. $1 provider, $2 its ids, $3 deliveries, $4 attempts, $5 parts
insert into smpp_messages (provider, provider_id, delivery_id, attempt, parts, delivered, at)
select distinct on (p.provider_id) $1, p.provider_id, p.delivery_id, p.attempt, p.parts, true, now()
from unnest($2::text[], $3::bigint[], $4::int[], $5::int[]) as p (provider_id, delivery_id, attempt, parts) order by p.provider_id
on conflict (provider, provider_id) do update set delivery_id = excluded.delivery_id, attempt = excluded.attempt, parts = excluded.parts, delivered = true`;

/** A statement of its own: of two that bring the last two parts at once, the one that commits last sees both. */
const WHOLE = `
-- Messages of which every part was delivered. $1 provider, $2 deliveries, $3 attempts
select delivery_id as "deliveryId", attempt, parts from smpp_messages
where provider = $1 and delivered and parts > 1 and (delivery_id, attempt) in (select * from unnest($2::bigint[], $3::int[]))
group by delivery_id, attempt, parts having count(*) >= parts`;

/** What operators' ids stand for, on PostgreSQL; see {@link SentMessages}. */
export function sentMessagesTable(db: Sql): SentMessages {
  return {
    async find(provider, providerId) {
      const [row] = await db.query<SentMessage>(FIND, [provider, providerId]);
      return row ?? null;
    },
    async partsDelivered(provider, parts) {
      const column = <K extends keyof (typeof parts)[number]>(key: K) => parts.map((one) => one[key]);
      const [deliveries, attempts] = [column('deliveryId'), column('attempt')];
      await db.query(KEEP, [provider, column('providerId'), deliveries, attempts, column('parts')]);
      return db.query<SentMessage>(WHOLE, [provider, deliveries, attempts]);
    },
  };
}
