import type { SeriesBulletin, SeriesDesk } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const IN_RHYTHM = `(select jsonb_build_object('type', r.content -> 'type', 'finishedAt', r.content -> 'finishedAt') from bulletins r
    where r.series_id = b.series_id and r.content ->> 'type' not in ('correction', 'quick')
      and (r.content ->> 'sequence')::bigint <= (b.content ->> 'sequence')::bigint order by (r.content ->> 'sequence')::bigint desc limit 1)`;

const COLUMNS = `b.id, b.series_id as "seriesId", b.content as bulletin, ${IN_RHYTHM} as "inRhythm", b.accepted_at as "acceptedAt", b.decision, b.decision_reason as reason,
  w.id as warning_id, w.expires_at, w.recalled_at, w.level`;

const LAST_WARNING = `left join lateral (
    select id, expires_at, recalled_at,
      (select max((entry ->> 'level')::int) from jsonb_array_elements(content -> 'entries') entry) as level
    from warnings where series_id = b.series_id and status = b.status order by number desc limit 1) w on true`;

const OF_ISSUER = `-- the last bulletin of each series of an issuer, newest first; $1 issuer, $2 accepted since
select ${COLUMNS} from (
    select distinct on (series_id) * from bulletins where content ->> 'issuer' = $1 and accepted_at >= $2
    order by series_id, (content ->> 'sequence')::bigint desc) b
  ${LAST_WARNING} order by b.accepted_at desc`;

const BULLETINS = `-- the last bulletins of a series; $1 series, $2 limit
select ${COLUMNS} from bulletins b ${LAST_WARNING} where b.series_id = $1 order by (b.content ->> 'sequence')::bigint desc limit $2`;

const LAST_SEQUENCE = `-- highest sequence of a series; $1 series
select coalesce(max((content ->> 'sequence')::bigint), 0) as last from bulletins where series_id = $1`;

interface Row extends Omit<SeriesBulletin, 'warning'> {
  readonly warning_id: string | null;
  readonly expires_at: string;
  readonly recalled_at: string | null;
  readonly level: number | null;
}

const ofRow = ({ warning_id, expires_at, recalled_at, level, ...row }: Row): SeriesBulletin => ({
  ...row,
  warning: warning_id === null ? null : { id: warning_id, expiresAt: expires_at, recalledAt: recalled_at, level },
});

/** Series on PostgreSQL; see the port. */
export function seriesDeskTable(db: Sql): SeriesDesk {
  return {
    ofIssuer: async (issuer, since) => (await db.query<Row>(OF_ISSUER, [issuer, since])).map(ofRow),
    bulletins: async (seriesId, limit) => (await db.query<Row>(BULLETINS, [seriesId, limit])).map(ofRow),
    async lastSequence(seriesId) {
      const [row] = await db.query<{ last: number }>(LAST_SEQUENCE, [seriesId]);
      return row?.last ?? 0;
    },
  };
}
