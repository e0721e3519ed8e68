import type { ExportedDelivery, LedgerExport } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const WARNINGS = `
-- Warnings in the order of their issue. $1 one, $2 those of an event, $3 and $4 those issued in a span; the others are null
select id from warnings
where id = $1 or event_id = $2 or (issued_at >= $3::timestamptz and issued_at < $4::timestamptz)
order by issued_at, number, id`;

const PAGE = `
-- Deliveries of a warning, by subscriber, channel and telling. $1 warning, $2 to $4 after which of them, $5 limit
select d.id as "deliveryId", d.warning_id as "warningId", event_id as "eventId", subscriber_id as "subscriberId", audience, d.channel, telling, operator, d.lane, d.language,
  need, level, reason, onset, units, state, state_reason as "stateReason", d.attempt, queued_at as "queuedAt", sent_at as "sentAt",
  settled_at as "settledAt", d.expires_at as "expiresAt", coalesce(b.leases > 1, false) as "takenUpAgain"
from deliveries d left join batches b on b.id = d.batch_id
where d.warning_id = $1 and (subscriber_id, d.channel, telling) > ($2::bigint, $3::text, $4::smallint)
order by subscriber_id, d.channel, telling limit $5`;

/** The ledger page by page, on PostgreSQL; see {@link LedgerExport}. Rejects with SqlError. */
export function ledgerExportTable(sql: Sql): LedgerExport {
  return {
    async warnings(of) {
      const { warning = null, event = null, from = null, to = null } = of as Partial<Record<'warning' | 'event' | 'from' | 'to', string>>;
      return (await sql.query<{ id: string }>(WARNINGS, [warning, event, from, to])).map(({ id }) => id);
    },
    page: (warningId, after, limit) =>
      sql.query<ExportedDelivery>(PAGE, [warningId, after?.subscriberId ?? 0, after?.channel ?? '', after?.telling ?? 0, limit]),
  };
}
