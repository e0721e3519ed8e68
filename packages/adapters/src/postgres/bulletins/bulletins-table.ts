import { type Bulletin, bulletinId, seriesId } from '@loa/domain/bulletin';
import type { Bulletins, BulletinWay, Decision, InsertResult, UnpublishedBulletin } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';
import {
  COUNT_BY_DECISION,
  DELIVERIES,
  GET,
  INSERT,
  INSERT_FROM_LOG,
  MARK_PUBLISHED,
  RECORD_ASSESSMENT,
  RECORD_REFUSAL,
  SAME,
  UNPUBLISHED,
} from './statements.ts';

/** Bulletins on PostgreSQL; see the port. */
export function bulletinsTable(db: Sql): Bulletins {
  const put = async (statement: string, bulletin: Bulletin, at: Instant): Promise<InsertResult> => {
    const id = bulletinId(bulletin);
    const inserted = await db.query(statement, [id, seriesId(bulletin), bulletin.event.id, bulletin.status, bulletin, at]);
    if (inserted.length > 0) return 'inserted';
    return (await find(bulletin)) === 'different' ? 'different' : 'same';
  };
  const find: Bulletins['find'] = async (bulletin) => {
    const [row] = await db.query<{ same: boolean; published: boolean }>(SAME, [bulletinId(bulletin), bulletin]);
    if (row === undefined) return 'absent';
    if (!row.same) return 'different';
    return row.published ? 'published' : 'same';
  };

  return {
    insert: (bulletin, acceptedAt) => put(INSERT, bulletin, acceptedAt),
    find,
    async markPublished(id, at) {
      await db.query(MARK_PUBLISHED, [id, at]);
    },
    unpublished(olderThanMs, limit, now) {
      return db.query<UnpublishedBulletin>(UNPUBLISHED, [new Date(Date.parse(now) - olderThanMs), limit]);
    },
    get: (id) => wayOf(db, id),
    async recordAssessment({ bulletinId: id, bulletin, ...said }, at) {
      const result = await put(INSERT_FROM_LOG, bulletin, at);
      if (result !== 'different') await db.query(RECORD_ASSESSMENT, [id, said, at]);
      return result;
    },
    async recordRefusal(bulletin, reason, at) {
      const result = await put(INSERT_FROM_LOG, bulletin, at);
      if (result !== 'different') await db.query(RECORD_REFUSAL, [bulletinId(bulletin), reason, at]);
    },
    async countByDecision() {
      const rows = await db.query<{ decision: Decision | null; count: number }>(COUNT_BY_DECISION);
      const none = { issued: 0, repeat: 0, stale: 0, 'sequence-conflict': 0, 'nothing-to-say': 0, undecided: 0 };
      return rows.reduce((counts, { decision, count }) => ({ ...counts, [decision ?? 'undecided']: count }), none);
    },
  };
}

interface WayRow extends Omit<BulletinWay, 'warning' | 'deliveries'> {
  readonly warning_id: string | null;
  readonly number: number;
  readonly issued_at: Instant;
  readonly expires_at: Instant;
  readonly cancelled_by: string | null;
  readonly recalled_at: Instant | null;
}

async function wayOf(db: Sql, id: string): Promise<BulletinWay | null> {
  const [row] = await db.query<WayRow>(GET, [id]);
  if (row === undefined) return null;
  const { warning_id, number, issued_at, expires_at, cancelled_by, recalled_at, ...way } = row;
  if (warning_id === null) return { ...way, warning: null, deliveries: [] };
  const deliveries = await db.query<BulletinWay['deliveries'][number]>(DELIVERIES, [warning_id]);
  const after = { issuedAt: issued_at, expiresAt: expires_at, cancelledBy: cancelled_by, recalledAt: recalled_at };
  return { ...way, warning: { id: warning_id, number, ...after }, deliveries };
}
