import type { Channel, Lane } from '@loa/domain/audience';
import type { FenceReader } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const READ = `
-- Everything that stops senders: stopped warnings that are still valid, open deliveries that a later warning has overtaken, pauses in force, and
-- batches that somebody has in hand. $1 now
select case when recalled_at is not null then 'recalled' else 'cancelled' end as kind, id as warning_id, null::bigint as delivery_id,
  null as channel, null as lane, null as owner
from warnings where (recalled_at is not null or cancelled_by is not null) and expires_at > $1::timestamptz
union all
select 'overtaken', o.by_warning, o.delivery_id, null, null, null from overtaken o join deliveries d on d.id = o.delivery_id
where d.settled_at is null and d.queued_at <= o.at
union all
select 'pause', null, null, channel, lane, null from pauses where resumed_at is null and until > $1::timestamptz
union all
select 'in-hand', null, null, channel, lane, lease_owner
from batches where lease_owner is not null and done_at is null and lease_until > clock_timestamp()`;

type Row =
  | { readonly kind: 'recalled' | 'cancelled'; readonly warning_id: string }
  | { readonly kind: 'overtaken'; readonly warning_id: string; readonly delivery_id: number }
  | { readonly kind: 'pause'; readonly channel: Channel; readonly lane: Lane | null }
  | { readonly kind: 'in-hand'; readonly channel: Channel; readonly lane: Lane; readonly owner: string };

/** The recall fence on PostgreSQL; see {@link FenceReader}. */
export function fenceTable(db: Sql): FenceReader {
  return {
    async read(now) {
      const rows = await db.query<Row>(READ, [now]);
      return {
        stopped: new Map(
          rows.flatMap((row) => (row.kind === 'recalled' || row.kind === 'cancelled' ? [[row.warning_id, row.kind] as const] : [])),
        ),
        overtaken: new Map(rows.flatMap((row) => (row.kind === 'overtaken' ? [[row.delivery_id, row.warning_id] as const] : []))),
        pauses: rows.flatMap((row) => (row.kind === 'pause' ? [{ channel: row.channel, lane: row.lane }] : [])),
        inHand: rows.flatMap((row) => (row.kind === 'in-hand' ? [{ channel: row.channel, lane: row.lane, owner: row.owner }] : [])),
      };
    },
  };
}
