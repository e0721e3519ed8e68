import type { Installation } from './installation.ts';

/** True when nothing of an event is left to do. $1 event */
const IS_QUIET = `
  select exists (select from fanout_jobs where event_id = $1)
    and not exists (select from fanout_jobs where event_id = $1 and done_at is null)
    and not exists (select from batches b join warnings w on w.id = b.warning_id where w.event_id = $1 and b.done_at is null) as quiet`;

/** Whether an event has been fanned out and every batch of it is done. */
export async function isQuiet(installation: Pick<Installation, 'query'>, event: string): Promise<boolean> {
  const [row] = await installation.query<{ quiet: boolean }>(IS_QUIET, [event]);
  return row?.quiet === true;
}
