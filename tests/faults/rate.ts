import type { FarChannel } from './storm.ts';
import type { TestBed } from './test-bed.ts';

/** What is still to be sent on some channels, and jobs of fan-out. $1 channels */
const OPEN = `
  select (select count(*) from deliveries where channel = any($1::text[]) and state in ('queued', 'due', 'unknown') and settled_at is null)
       + (select count(*) from fanout_jobs where done_at is null) as open`;

/** Is everything of these channels sent, or ended otherwise? */
export async function isOver(bed: TestBed, channels: readonly FarChannel[]): Promise<boolean> {
  const [row] = await bed.db.query<{ open: number }>(OPEN, [channels]);
  return Number(row?.open) === 0;
}

/** Messages a second of a channel that arrived from an instant (epoch milliseconds) until now, or until the last of them where nothing is open any more. */
export async function rateOf(bed: TestBed, channel: FarChannel, from: number): Promise<number> {
  const [now, over] = [Date.now(), await isOver(bed, [channel])];
  const times: number[] = [];
  for (const sink of [bed.sink, bed.secondSink])
    for await (const { at } of sink.arrivals(channel)) if (at >= from && at < now) times.push(at);
  const end = over ? times.reduce((latest, at) => Math.max(latest, at), from) : now;
  return Math.round((times.length * 1_000) / Math.max(1, end - from));
}
