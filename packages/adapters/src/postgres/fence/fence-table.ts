import type { Channel, Lane } from '@loa/domain/audience';
import type { FenceReader } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const READ = `
-- Everything that stops senders: stopped warnings that are still valid, pauses in force, and batches that somebody has in hand. $1 now
select id as warning_id, case when recalled_at is not null then 'recalled' else 'cancelled' end as stop, null as channel, null as lane, null as owner
from warnings where (recalled_at is not null or cancelled_by is not null) and expires_at > $1::timestamptz
union all
select null, null, channel, lane, null from pauses where resumed_at is null and until > $1::timestamptz
union all
select null, null, channel, lane, lease_owner from batches where lease_owner is not null and done_at is null and lease_until > clock_timestamp()`;

type Row =
  | { readonly warning_id: string; readonly stop: 'recalled' | 'cancelled' }
  | { readonly warning_id: null; readonly channel: Channel; readonly lane: Lane | null; readonly owner: null }
  | { readonly warning_id: null; readonly channel: Channel; readonly lane: Lane; readonly owner: string };

/** The recall fence on PostgreSQL; see {@link FenceReader}. */
export function fenceTable(db: Sql): FenceReader {
  return {
    async read(now) {
      const rows = await db.query<Row>(READ, [now]);
      return {
        stopped: new Map(rows.flatMap((row) => (row.warning_id === null ? [] : [[row.warning_id, row.stop] as const]))),
        pauses: rows.flatMap((row) => (row.warning_id === null && row.owner === null ? [{ channel: row.channel, lane: row.lane }] : [])),
        inHand: rows.flatMap((row) =>
          row.warning_id === null && row.owner !== null ? [{ channel: row.channel, lane: row.lane, owner: row.owner }] : [],
        ),
      };
    },
  };
}
