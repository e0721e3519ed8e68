import { NOT_NAMED } from '@loa/domain/audience';
import { silentAt } from '@loa/domain/approval';
import type { SliceOptions, SliceResult, StopReason } from '@loa/domain/ports';
import type { Unit } from '@loa/domain/place';
import type { Warning } from '@loa/domain/warning';
import type { Database, Sql } from '../sql.ts';
import { type Earlier, nothingEarlier, readEarlier, readOwn } from './earlier.ts';
import { earliest, insertBatches, type NewBatch } from './insert-batches.ts';
import { insertRows } from './insert-rows.ts';
import { namedPage, stratumPage } from './people.ts';
import { type Plan, plan } from './plan.ts';
import { readHold, waitEnd } from './hold.ts';
import { stillSaid } from './still-said.ts';
import { eventsWithJobs, type TakenJob, takeJob } from './take-job.ts';

const MOVE = `
-- Moves a job's cursor. $1 job, $2 last subscriber looked at, $3 when it was done, null when it was not, $4 people whom it was not for
update fanout_jobs set after_subscriber = $2, done_at = $3::timestamptz, unnamed = unnamed + $4::int where id = $1`;

const OVERTAKE = `
-- Marks deliveries that senders have as overtaken. $1 ids, $2 by which warning, $3 now
insert into overtaken (delivery_id, by_warning, at)
select d.id, $2, greatest($3::timestamptz, d.queued_at) from deliveries d where d.id = any($1::bigint[]) and d.settled_at is null order by d.id
on conflict (delivery_id) do update set by_warning = excluded.by_warning, at = excluded.at`;

const CLOSE = `
-- Closes what is left of a stopped warning, or of those who waited. $1 warning, $2 now, $3 reason, $4 only who waited
update fanout_jobs set done_at = $2::timestamptz, closed_reason = $3 where warning_id = $1 and done_at is null and (waits or not $4::boolean)`;

/** A warning as slices need it. */
export interface Loaded {
  readonly warning: Warning;
  /** Every unit it speaks of. */
  readonly units: readonly Unit[];
}

type Load = (id: string, tx: Sql) => Promise<Loaded>;

/** One slice, in a transaction of its own; none is begun where there is no work. See the port `Fanout`. */
export async function runSlice(db: Database, load: Load, options: SliceOptions): Promise<SliceResult> {
  const events = await eventsWithJobs(db, options.now);
  return events.length === 0 ? { kind: 'idle' } : db.transaction((tx) => sliceOf(tx, events, load, options));
}

async function sliceOf(tx: Sql, events: readonly string[], load: Load, options: SliceOptions): Promise<SliceResult> {
  const job = await takeJob(tx, events, options.now);
  if (job === null) return { kind: 'busy' };
  const hold = job.asked ? await readHold(tx, job.warningId) : null;
  const stopped = stopReason(job, options.now) ?? (job.waits ? waitEnd(hold) : null);
  if (stopped !== null) {
    await tx.query(CLOSE, [job.warningId, options.now, stopped, stopped === 'refused' || stopped === 'overtaken']);
    options.beforeCommit?.();
    return { kind: 'closed', warningId: job.warningId, reason: stopped };
  }
  const said = await load(job.warningId, tx);
  const { warning } = said;
  const page = await pageOf(tx, job, await stillSaid(tx, job, said, options.now), options);
  const ids = page.people.map((person) => person.id);
  const earlier = await earlierOf(tx, job, ids);
  const silent = hold === null ? NOWHERE : silentAt(hold);
  const planned = plan(page.people, earlier, { warning, ...options, silent, revive: job.again });
  const batches = await insertBatches(tx, newBatches(job, planned), options.now);
  const counts = await insertRows(tx, job, {
    batches: planned.batches,
    held: planned.held,
    batchIds: batches.map((batch) => batch.batchId),
    replaced: planned.replaced,
    now: options.now,
  });
  if (planned.overtaken.length > 0) await tx.query(OVERTAKE, [planned.overtaken, job.warningId, options.now]);
  await tx.query(MOVE, [job.id, page.upTo, page.end ? options.now : null, planned.untold[NOT_NAMED] ?? 0]);
  options.beforeCommit?.();
  return {
    kind: 'written',
    jobId: job.id,
    warningId: job.warningId,
    people: page.people.length,
    ...counts,
    untold: planned.untold,
    jobDone: page.end,
    batches,
  };
}

/** Of an event's first warning there are rows of the warning alone, and few: those of the layers above. */
async function earlierOf(tx: Sql, job: TakenJob, ids: readonly number[]): Promise<Earlier> {
  if (ids.length > 0 && (job.hasHistory || job.again)) return readEarlier(tx, job, ids);
  return job.hasOwn ? readOwn(tx, job, ids) : nothingEarlier;
}

const NOWHERE: ReadonlySet<Unit> = new Set();

function stopReason(job: TakenJob, now: string): StopReason | null {
  if (job.recalled) return 'recalled';
  if (job.cancelled) return 'cancelled';
  return job.expiresAt <= now ? 'expired' : null;
}

function pageOf(tx: Sql, job: TakenJob, units: readonly Unit[], { people: limit, now }: SliceOptions) {
  const { only, stratum, after } = job;
  return only === null ? stratumPage(tx, { stratum, units, after, limit, now }) : namedPage(tx, { only, units, after, limit, now });
}

function newBatches(job: TakenJob, planned: Plan): NewBatch[] {
  return planned.batches.map(({ channel, lane, language, place, precedence, rows }) => ({
    warningId: job.warningId,
    channel,
    lane,
    language,
    attempt: 1,
    place,
    precedence: precedence === 0 && job.few ? 1 : precedence,
    expiresAt: earliest(rows.map(({ told }) => told.expiresAt)),
  }));
}
