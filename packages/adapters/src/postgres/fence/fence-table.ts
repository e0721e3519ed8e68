import type { Channel, Lane } from '@loa/domain/audience';
import type { Fence } from '@loa/domain/ports';
import type { Database } from '../sql.ts';

const READ = `
-- Everything that stops senders: stopped warnings not yet long expired, and pauses in force. $1 now
select id as warning_id, case when recalled_at is not null then 'recalled' else 'cancelled' end as stopped,
  null as channel, null as lane, null::timestamptz as until
from warnings where (recalled_at is not null or cancelled_by is not null) and expires_at > $1::timestamptz - interval '1 hour'
union all
select null, null, channel, lane, until from pauses where resumed_at is null and until > $1::timestamptz`;

interface Row {
  warning_id: string | null;
  stopped: 'recalled' | 'cancelled';
  channel: Channel;
  lane: Lane | null;
  until: string;
}

/** The recall fence on PostgreSQL; see {@link Fence}. */
export function fenceTable(db: Database): Fence {
  return {
    async read(now) {
      const rows = await db.query<Row>(READ, [now]);
      return {
        stopped: new Map(rows.flatMap((row) => (row.warning_id === null ? [] : [[row.warning_id, row.stopped] as const]))),
        pauses: rows.filter((row) => row.warning_id === null).map(({ channel, lane, until }) => ({ channel, lane, until })),
      };
    },
  };
}
