import { type Bulletin, bulletinId, seriesId } from '@loa/domain/bulletin';
import type { Bulletins, BulletinWay, Decision, InsertResult, UnpublishedBulletin } from '@loa/domain/ports';
import type { Unit } from '@loa/domain/place';
import type { Instant } from '@loa/domain/time';
import { reachTable } from '../reach/index.ts';
import type { Sql } from '../sql.ts';
import {
  COUNT_BY_DECISION,
  DELIVERIES,
  GET,
  INSERT,
  MARK_PUBLISHED,
  PLACES,
  RECORD_ASSESSMENT,
  RECORD_REFUSAL,
  SAME,
  UNPUBLISHED,
} from './statements.ts';

/** Bulletins on PostgreSQL; see the port. */
export function bulletinsTable(db: Sql): Bulletins {
  const rowOf = (bulletin: Bulletin, at: Instant): unknown[] => [
    bulletinId(bulletin),
    seriesId(bulletin),
    bulletin.event.id,
    bulletin.status,
    bulletin,
    at,
  ];
  const standing = async (bulletin: Bulletin): Promise<InsertResult> => ((await find(bulletin)) === 'different' ? 'different' : 'same');
  const record = async (statement: string, bulletin: Bulletin, at: Instant, said: unknown): Promise<InsertResult> => {
    const [row] = await db.query<{ inserted: boolean }>(statement, [...rowOf(bulletin, at), said]);
    if (row === undefined) return standing(bulletin);
    return row.inserted ? 'inserted' : 'same';
  };
  const find: Bulletins['find'] = async (bulletin) => {
    const [row] = await db.query<{ same: boolean; published: boolean }>(SAME, [bulletinId(bulletin), bulletin]);
    if (row === undefined) return 'absent';
    if (!row.same) return 'different';
    return row.published ? 'published' : 'same';
  };

  return {
    async insert(bulletin, acceptedAt, by) {
      const sentBy = [by?.label ?? null, by?.account ?? null];
      const inserted = await db.query(INSERT, [...rowOf(bulletin, acceptedAt), ...sentBy, levelReasonsOf(bulletin)]);
      return inserted.length > 0 ? 'inserted' : standing(bulletin);
    },
    find,
    async markPublished(id, at) {
      await db.query(MARK_PUBLISHED, [id, at]);
    },
    unpublished(olderThanMs, limit, now) {
      return db.query<UnpublishedBulletin>(UNPUBLISHED, [new Date(Date.parse(now) - olderThanMs), limit]);
    },
    get: (id) => wayOf(db, id),
    recordAssessment: ({ bulletin, rulebook, areas, raises }, at) => record(RECORD_ASSESSMENT, bulletin, at, { rulebook, areas, raises }),
    async recordRefusal(bulletin, reason, at) {
      await record(RECORD_REFUSAL, bulletin, at, reason);
    },
    async countByDecision() {
      const rows = await db.query<{ decision: Decision | null; count: number }>(COUNT_BY_DECISION);
      const none = { issued: 0, repeat: 0, stale: 0, 'sequence-conflict': 0, 'nothing-to-say': 0, undecided: 0 };
      return rows.reduce((counts, { decision, count }) => ({ ...counts, [decision ?? 'undecided']: count }), none);
    },
  };
}

/** Each reason once; null: the levels are the table's, or nobody said why not. */
function levelReasonsOf({ areas }: Bulletin): string | null {
  const reasons = new Set(areas.flatMap(({ levelReason }) => levelReason ?? []));
  return reasons.size === 0 ? null : [...reasons].join('; ');
}

interface WayRow extends Omit<BulletinWay, 'warning' | 'deliveries'> {
  readonly warning_id: string | null;
  readonly number: number;
  readonly issued_at: Instant;
  readonly expires_at: Instant;
  readonly cancelled_by: string | null;
  readonly recalled_at: Instant | null;
  readonly now: Instant;
}

async function wayOf(db: Sql, id: string): Promise<BulletinWay | null> {
  const [row] = await db.query<WayRow>(GET, [id]);
  if (row === undefined) return null;
  const { warning_id, number, issued_at, expires_at, cancelled_by, recalled_at, now, ...way } = row;
  if (warning_id === null) return { ...way, warning: null, deliveries: [] };
  const deliveries = await db.query<BulletinWay['deliveries'][number]>(DELIVERIES, [warning_id]);
  const after = { issuedAt: issued_at, expiresAt: expires_at, cancelledBy: cancelled_by, recalledAt: recalled_at };
  const places = await db.query<{ unit: Unit }>(PLACES, [warning_id]);
  const noListener = await reachTable(db).noListener(
    places.map(({ unit }) => unit),
    now,
  );
  return { ...way, warning: { id: warning_id, number, ...after, noListener }, deliveries };
}
