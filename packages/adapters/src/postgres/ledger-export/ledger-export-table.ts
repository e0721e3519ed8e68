import type { ExportedDelivery, LedgerExport } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const WARNINGS = `
-- Warnings in the order of their issue. $1 one, $2 those of an event, $3 and $4 those issued in a span; the others are null
select id from warnings
where id = $1 or event_id = $2 or (issued_at >= $3::timestamptz and issued_at < $4::timestamptz)
order by issued_at, number, id`;

const PAGE = `
-- Deliveries of a warning, by subscriber and channel. $1 warning, $2 and $3 after which subscriber and channel, $4 limit
select id as "deliveryId", warning_id as "warningId", event_id as "eventId", subscriber_id as "subscriberId", audience, channel, operator, lane, language,
  need, level, reason, units, state, state_reason as "stateReason", attempt, queued_at as "queuedAt", sent_at as "sentAt",
  settled_at as "settledAt", expires_at as "expiresAt"
from deliveries where warning_id = $1 and (subscriber_id, channel) > ($2::bigint, $3::text)
order by subscriber_id, channel limit $4`;

/** The ledger page by page, on PostgreSQL; see {@link LedgerExport}. Rejects with SqlError. */
export function ledgerExportTable(sql: Sql): LedgerExport {
  return {
    async warnings(of) {
      const { warning = null, event = null, from = null, to = null } = of as Partial<Record<'warning' | 'event' | 'from' | 'to', string>>;
      return (await sql.query<{ id: string }>(WARNINGS, [warning, event, from, to])).map(({ id }) => id);
    },
    page: (warningId, after, limit) =>
      sql.query<ExportedDelivery>(PAGE, [warningId, after?.subscriberId ?? 0, after?.channel ?? '', limit]),
  };
}
