import { type Audience, precedenceOf } from '@loa/domain/audience';
import type { BatchMessage } from '@loa/domain/delivery';
import type { Instant } from '@loa/domain/time';
import { earliest, insertBatches, type NewBatch } from '../fanout/insert-batches.ts';
import { chunks } from '../fanout/plan.ts';
import type { Sql } from '../sql.ts';

const COLUMNS = `d.id, d.warning_id, d.channel, d.lane, d.language, d.attempt, d.batch_id, d.expires_at, d.audience,
  coalesce((select s.supply from subscribers s where s.id = d.subscriber_id), false) as supply`;

const MAY_STILL_GO = `d.expires_at > $1 and (d.state = 'unknown' or not exists (
    select from warnings w where w.id = d.warning_id and (w.recalled_at is not null or w.cancelled_by is not null)))`;

const IN_ORDER = `order by case d.lane when 'flash' then 0 when 'urgent' then 1 else 2 end, d.id limit $2 for update of d skip locked`;

const DUE = `
-- Retries and look-ups whose time has come, locked. $1 now, $2 limit
select ${COLUMNS} from deliveries d
where d.state in ('due', 'unknown') and d.due_at > '-infinity' and d.due_at <= $1 and d.settled_at is null and ${MAY_STILL_GO}
${IN_ORDER}`;

const UNBATCHED = `
-- Rows without a batch, such as cancels added by a settle, locked. $1 now, $2 limit
select ${COLUMNS} from deliveries d
where d.batch_id is null and d.state in ('queued', 'due') and (d.due_at is null or d.due_at <= $1) and ${MAY_STILL_GO}
${IN_ORDER}`;

const LEASED = `
-- Keeps batches from being leased until this transaction ends, and names those that are leased. $1 ids, $2 now
select id, done_at is null and lease_until is not null and lease_until > $2 as leased
from batches where id = any($1::bigint[]) order by id for share`;

const MOVE = `
-- Puts rows into their new batches; what they are waiting for now is a sender. $1 rows, $2 batches
update deliveries d set batch_id = r.batch_id, due_at = null
from unnest($1::bigint[], $2::bigint[]) as r (id, batch_id) where d.id = r.id`;

interface Row extends Omit<BatchMessage, 'batchId' | 'warningId'> {
  id: number;
  warning_id: string;
  batch_id: number | null;
  expires_at: Instant;
  audience: Audience;
  supply: boolean;
}

/**
 * See the port `Sweeper`. Rows first, then their batches, as everywhere; a row in a batch under lease stays where it is,
 * for its sender may be about to send it.
 */
export async function rebatch(
  tx: Sql,
  options: { now: Instant; limit: number; batchRows: number; beforeCommit?: () => void },
): Promise<BatchMessage[]> {
  const due = await tx.query<Row>(DUE, [options.now, options.limit]);
  const unbatched = await tx.query<Row>(UNBATCHED, [options.now, options.limit]);
  const rows = new Map([...due, ...unbatched].map((row) => [row.id, row]));
  const free = await notLeased(tx, [...rows.values()], options.now);
  const groups = grouped(free, options.batchRows);
  const batches = await insertBatches(tx, groups.map(batchOf), options.now);
  const batchOfRow = groups.flatMap((group, at) => group.map(() => batches[at]?.batchId ?? 0));
  if (free.length > 0) await tx.query(MOVE, [groups.flat().map((row) => row.id), batchOfRow]);
  if (batches.length > 0) options.beforeCommit?.();
  return batches;
}

async function notLeased(tx: Sql, rows: readonly Row[], now: Instant): Promise<Row[]> {
  const ids = [...new Set(rows.flatMap((row) => (row.batch_id === null ? [] : [row.batch_id])))];
  if (ids.length === 0) return [...rows];
  const batches = await tx.query<{ id: number; leased: boolean }>(LEASED, [ids, now]);
  const leased = new Set(batches.filter((batch) => batch.leased).map((batch) => batch.id));
  return rows.filter((row) => row.batch_id === null || !leased.has(row.batch_id));
}

function grouped(rows: readonly Row[], batchRows: number): Row[][] {
  const groups = Map.groupBy(rows, (row) =>
    [row.warning_id, row.channel, row.lane, row.language, row.attempt, precedenceOf(row)].join('|'),
  );
  return [...groups.values()].flatMap((group) => chunks(group, batchRows));
}

function batchOf(group: readonly Row[]): NewBatch {
  const [first] = group;
  if (first === undefined) throw new RangeError('a batch without rows');
  const { warning_id, channel, lane, language, attempt } = first;
  const expiresAt = earliest(group.map((row) => row.expires_at));
  return { warningId: warning_id, channel, lane, language, attempt: attempt + 1, place: null, precedence: precedenceOf(first), expiresAt };
}
