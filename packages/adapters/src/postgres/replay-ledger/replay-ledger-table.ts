import type { LedgerLine, ReplayLedger, RegistryLine } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { isContact } from '../fanout/reachable.ts';

const OF = `
-- How far a warning is. $1 warning, $2 channels that report delivery
select
  exists (select 1 from fanout_jobs where warning_id = $1) and not exists (select 1 from fanout_jobs where warning_id = $1 and done_at is null) as "jobsDone",
  count(*)::int as deliveries,
  count(*) filter (where state in ('queued', 'due', 'unknown') or (state = 'accepted' and channel = any($2::text[])))::int as open
from deliveries where warning_id = $1`;

const LEDGER = `
-- Ledger rows of events, but for contacts of the supply list. $1 event ids
select d.id as "deliveryId", w.bulletin_id as "bulletinId", d.warning_id as "warningId", d.subscriber_id as "subscriberId", d.audience, d.channel, d.lane,
  d.reason, d.level, d.state, d.state_reason as "stateReason", d.attempt, d.sent_at as "sentAt", d.settled_at as "settledAt"
from deliveries d join warnings w on w.id = d.warning_id where d.event_id = any($1::text[])
  and not ${isContact('d.subscriber_id')} order by d.id`;

const REGISTRY = `
-- Everybody who can be told, but for contacts of the supply list
select s.id, s.audience, s.language, s.email_sealed is not null and s.email_opted_out_at is null as email,
  s.phone_sealed is not null and s.phone_opted_out_at is null as phone, array_agg(u.unit order by u.unit) as units
from subscribers s join subscriber_units u on u.subscriber_id = s.id where s.opted_out_at is null and not s.watchdog and u.ends_at > now()
  and not ${isContact('s.id')}
group by s.id order by s.id`;

interface Person extends Omit<RegistryLine, 'channels'> {
  email: boolean;
  phone: boolean;
}

/** Reading for replays and their reports; see {@link ReplayLedger}. */
export function replayLedgerTable(db: Sql): ReplayLedger {
  return {
    async of(warningId, reporting) {
      const [row] = await db.query<{ jobsDone: boolean; deliveries: number; open: number }>(OF, [warningId, reporting]);
      return row ?? { jobsDone: false, deliveries: 0, open: 0 };
    },
    ledger: (eventIds) => db.query<LedgerLine>(LEDGER, [eventIds]),
    async registry() {
      const rows = await db.query<Person>(REGISTRY);
      return rows.map(({ email, phone, ...one }) => ({ ...one, channels: [...(email ? ['email'] : []), ...(phone ? ['sms'] : [])] }));
    },
  };
}
