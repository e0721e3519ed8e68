import type { LookedUpDelivery, LookedUpSubscriber, Lookup, OptOut } from '@loa/domain/ports';
import { type Addresses, OPT_OUTS } from '../registry/index.ts';
import type { Sql } from '../sql.ts';

const HOLDERS = `-- everybody who has an address, by its hashes; $1 of e-mail addresses, $2 of numbers
select s.id, s.audience, s.language, s.least_need as "leastNeed",
  array(select u.unit from subscriber_units u where u.subscriber_id = s.id order by u.unit) as units
from subscribers s
where s.id in (select id from subscribers where email_hash = any($1::bytea[]) union select id from subscribers where phone_hash = any($2::bytea[]))
  and not s.watchdog
order by s.id`;

const DELIVERIES = `-- the newest deliveries to somebody; $1 subscriber, $2 limit
select id, warning_id as warning, channel, lane, reason, level, units, state, state_reason as "stateReason", attempt, queued_at as "queuedAt",
  sent_at as "sentAt", settled_at as "settledAt"
from deliveries where subscriber_id = $1 order by id desc limit $2`;

type Holder = Omit<LookedUpSubscriber, 'deliveries' | 'optOuts'>;

/** Look-ups by address on PostgreSQL; see the port. */
export function lookupTable(db: Sql, addresses: Addresses): Lookup {
  return {
    async find(channel, address, limit) {
      const hashes = addresses.hashesOf(channel, address);
      const holders = await db.query<Holder>(HOLDERS, channel === 'email' ? [hashes, []] : [[], hashes]);
      const found: LookedUpSubscriber[] = [];
      for (const holder of holders)
        found.push({
          ...holder,
          optOuts: await db.query<OptOut>(OPT_OUTS, [holder.id]),
          deliveries: await db.query<LookedUpDelivery>(DELIVERIES, [holder.id, limit]),
        });
      return found;
    },
  };
}
