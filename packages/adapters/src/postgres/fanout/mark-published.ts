import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';

const MARK = `
-- Marks batches as published. $1 ids, $2 now
update batches set published_at = $2::timestamptz where id = any($1::bigint[])`;

/** See the port `BatchMarks`. */
export async function markPublished(db: Sql, batchIds: readonly number[], now: Instant): Promise<void> {
  if (batchIds.length > 0) await db.query(MARK, [batchIds, now]);
}
