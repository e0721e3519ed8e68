import { isProviderOptOut, isUnknownMailbox, UNKNOWN_MAILBOX } from '@loa/domain/delivery';
import type { Receipt, Receipts, SettleResult } from '@loa/domain/ports';
import { settle, strongest } from '../ledger/settle.ts';
import type { Sql } from '../sql.ts';
import { onceMore } from './once-more.ts';

const COMPLAINT = 'complaint';
/** Bounces and refusals, each of another warning, after which an address is taken for gone. */
const ENOUGH = 2;

const ENDINGS = `
-- Whose channel must end. $1 deliveries, $2 how a complaint is known, $3 how a bounce or refusal for want of a mailbox is, $4 how many of them are enough;
-- $5 deliveries refused because the person had told the provider so. What is of before the address was confirmed says nothing of it; one whose delivery was dropped for its age counts too.
select distinct s.id as "subscriberId", d.channel, case when d.channel = 'sms' then 'provider' when d.state_reason = $2 then 'complaint' else 'bounced' end as how
from deliveries d join subscribers s on s.id = d.subscriber_id left join consents c on c.id = s.consent_id
  left join confirmed_addresses a on a.subscriber_id = s.id and a.channel = d.channel
where coalesce(d.sent_at, d.queued_at) >= coalesce(a.confirmed_at, '-infinity') and ((d.id = any($5::bigint[]) and d.channel = 'sms' and s.phone_opted_out_at is null) or (d.id = any($1::bigint[]) and d.channel = 'email' and s.email_opted_out_at is null and (d.state_reason = $2 or $4::int <= (
  select count(*) from (
    select b.settled_at from deliveries b
    where b.subscriber_id = s.id and b.channel = 'email' and b.state in ('undelivered', 'failed') and b.state_reason ~ $3
    union all select s.email_bounced_at
  ) b where b.settled_at > greatest(now() - interval '3 months', c.given_at, a.confirmed_at)
))))`;

/** Delivery reports on PostgreSQL, by the statement that settles everything; see {@link Receipts}. */
export function receiptsTable(db: Sql): Receipts {
  return {
    async settle(receipts) {
      const due = await onceMore(db, receipts);
      const others = receipts.filter(({ deliveryId }) => !due.has(deliveryId));
      return due.size + (await settle(db, strongest(others.map(resultOf))));
    },
    async endings(receipts) {
      const bad = receipts.filter(({ code }) => code !== null && (code === COMPLAINT || isUnknownMailbox(code)));
      const ids = bad.map(({ deliveryId }) => deliveryId);
      const optedOut = receipts.filter(({ code }) => isProviderOptOut(code)).map(({ deliveryId }) => deliveryId);
      return ids.length + optedOut.length === 0 ? [] : db.query(ENDINGS, [ids, COMPLAINT, UNKNOWN_MAILBOX, ENOUGH, optedOut]);
    },
  };
}

function resultOf({ deliveryId, attempt, state, at, providerId, code }: Receipt): SettleResult {
  return {
    deliveryId,
    attempt,
    state,
    reason: code ?? (isBad(state) ? 'reason-not-given' : null),
    sentAt: at,
    settledAt: at,
    dueAt: null,
    providerId,
  };
}

const isBad = (state: Receipt['state']): boolean => state === 'undelivered' || state === 'failed';
