import type { Receipt, Receipts, SettleResult } from '@loa/domain/ports';
import { settle, strongest } from '../ledger/settle.ts';
import type { Sql } from '../sql.ts';

/** No such mailbox, no such domain, moved, or it takes no mail (RFC 3463, 3.2; RFC 7505). Policy, size and full mailboxes are not the address's fault. */
const UNKNOWN_MAILBOX = String.raw`^dsn-5\.1\.(1|2|3|6|10)$`;
const COMPLAINT = 'complaint';
/** Bounces, each of another warning, after which an address is taken for gone. */
const ENOUGH = 2;

const ENDINGS = `
-- Whose e-mail must end. $1 deliveries, $2 how a complaint is known, $3 how a bounce for want of a mailbox is, $4 how many of them are enough
select distinct s.id as "subscriberId", case d.state_reason when $2 then 'complaint' else 'bounced' end as how
from deliveries d join subscribers s on s.id = d.subscriber_id left join consents c on c.id = s.consent_id
where d.id = any($1::bigint[]) and d.channel = 'email' and s.email_opted_out_at is null and (d.state_reason = $2 or $4::int <= (
  select count(*) from deliveries b where b.subscriber_id = s.id and b.channel = 'email' and b.state = 'undelivered' and b.state_reason ~ $3
    and b.settled_at > greatest(now() - interval '3 months', c.given_at)
))`;

/** Delivery reports on PostgreSQL, by the statement that settles everything; see {@link Receipts}. */
export function receiptsTable(db: Sql): Receipts {
  return {
    settle: (receipts) => settle(db, strongest(receipts.map(resultOf))),
    async endings(receipts) {
      const bad = receipts.filter(({ code }) => code !== null && (code === COMPLAINT || new RegExp(UNKNOWN_MAILBOX).test(code)));
      const ids = bad.map(({ deliveryId }) => deliveryId);
      return ids.length === 0 ? [] : db.query(ENDINGS, [ids, COMPLAINT, UNKNOWN_MAILBOX, ENOUGH]);
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
