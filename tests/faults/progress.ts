import type { Database } from '@loa/adapters/postgres';
import { until } from '@loa/testing/servers';

/** One row: how far the bulletins of an event have come, and what is open of it. $1 event */
const PROGRESS = `
  select (select count(assessed_at) from bulletins where event_id = $1) as assessed,
         (select count(decision) from bulletins where event_id = $1) as decided,
         (select count(*) from warnings where event_id = $1) as warnings,
         (select count(distinct warning_id) from fanout_jobs where event_id = $1) as taken_up,
         (select count(*) from fanout_jobs where event_id = $1) as jobs,
         (select count(*) from fanout_jobs where event_id = $1 and done_at is null) as open_jobs,
         (select count(*) from deliveries where event_id = $1) as rows,
         (select count(*) from deliveries where event_id = $1 and state in ('queued', 'due', 'unknown')
           and settled_at is null) as open_rows,
         (select count(*) from batches join warnings on warnings.id = batches.warning_id
           where warnings.event_id = $1 and batches.done_at is null) as open_batches`;
/** Counts of {@link PROGRESS}. */
export type Progress = Readonly<
  Record<'assessed' | 'decided' | 'warnings' | 'taken_up' | 'jobs' | 'open_jobs' | 'rows' | 'open_rows' | 'open_batches', number>
>;

export async function progressOf(db: Database, event: string): Promise<Progress> {
  const [row] = await db.query<Progress>(PROGRESS, [event]);
  if (row === undefined) throw new Error('no progress');
  return row;
}

/** Longest wait for an event to be settled after all is well again, milliseconds: two look-ups of a lost batch, and its sending. */
export const SETTLED_MS = 150_000;

/** Waits until every bulletin of the event is decided, fan-out has taken up every warning, and no job, batch or delivery of it is open. */
export async function settled(
  db: Database,
  event: string,
  { bulletins, withinMs, everyMs }: { readonly bulletins: number; readonly withinMs: number; readonly everyMs: number },
): Promise<void> {
  let last: Progress | undefined;
  const isSettled = async () => {
    last = await progressOf(db, event);
    const open = last.open_jobs + last.open_batches + last.open_rows;
    return last.decided === bulletins && last.warnings > 0 && last.taken_up === last.warnings && open === 0;
  };
  await until(`${event} is settled`, withinMs, isSettled, everyMs).catch((error: unknown) => {
    throw new Error(`${event} is not settled: ${JSON.stringify(last)}`, { cause: error });
  });
}
