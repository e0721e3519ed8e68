import type { BatchMessage } from '@loa/domain/delivery';
import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';

const MESSAGE = `b.id as "batchId", b.warning_id as "warningId", b.channel, b.lane, b.language, b.attempt`;

/** A row that still waits for a sender in this batch: one with a due time waits for the sweeper instead. */
const UNSETTLED = `exists (select from deliveries d
    where d.batch_id = b.id and d.state in ('queued', 'due', 'unknown') and d.due_at is null and d.settled_at is null)`;

const NOT_LEASED = `(b.lease_until is null or b.lease_until <= $1)`;

const UNPUBLISHED = `
-- Batches made before $1 that nobody marked as published, oldest first. $2 limit
select ${MESSAGE} from batches b
where b.published_at is null and b.done_at is null and b.created_at < $1
order by b.id limit $2`;

const STRANDED = `
-- The oldest open batches of each channel and lane that were published before $2 and that no sender has. $1 now, $3 how many of each
select ${MESSAGE}
from (
  select o.*, row_number() over (partition by o.channel, o.lane order by o.id) as nth
  from batches o where o.done_at is null and o.published_at is not null
) b
where b.nth <= $3 and b.published_at < $2 and ${NOT_LEASED} and ${UNSETTLED}
order by b.id`;

const CLOSE_EMPTY = `
-- Closes batches published before $2 that have nothing left to send. $1 now, $3 limit
update batches set done_at = $1::timestamptz
where id in (
  select b.id from batches b
  where b.done_at is null and b.published_at < $2 and ${NOT_LEASED} and not ${UNSETTLED}
  order by b.id limit $3 for update skip locked)
returning id`;

export async function unpublished(db: Sql, options: { before: Instant; limit: number }): Promise<BatchMessage[]> {
  return db.query<BatchMessage>(UNPUBLISHED, [options.before, options.limit]);
}

export async function stranded(db: Sql, options: { now: Instant; before: Instant; perLane: number }): Promise<BatchMessage[]> {
  return db.query<BatchMessage>(STRANDED, [options.now, options.before, options.perLane]);
}

export async function closeEmpty(db: Sql, options: { now: Instant; before: Instant; limit: number }): Promise<number> {
  return (await db.query(CLOSE_EMPTY, [options.now, options.before, options.limit])).length;
}
