import type { TwilioRule } from '@loa/testing/servers';
import { until } from '@loa/testing/servers';
import { allowedOf } from './kills.ts';
import { seededFor } from './random.ts';
import type { Scenario } from './scenario.ts';
import type { TestBed } from './test-bed.ts';

/** The workers whose work is a row per person, from the beginning of the way to its end. */
export const SENDERS = ['sender-email', 'sender-sms', 'sender-voice'] as const;
export const SHARED_WORKERS = ['fanout', ...SENDERS, 'sweeper'] as const;
export type SharedWorker = (typeof SHARED_WORKERS)[number];

/** The moment lies within so much of the share, either way. */
const JITTER = 0.05;
/** SMS are refused three at a time, so often over a bulletin: the sweeper has retries to put into batches at any share. */
const REFUSALS = 10;
const WRITTEN_MS = 60_000;

/** How many rows are written. $1 event */
const WRITTEN = `select count(*)::int as rows from deliveries where event_id = $1`;

/** Resolves when the worker has done that share of its work: written its rows; or its messages have arrived, of the sweeper those of all channels. */
async function doneBy(bed: TestBed, worker: SharedWorker, event: string, share: number): Promise<void> {
  if (worker === 'sender-email') return bed.shareArrived(share, 'email');
  if (worker === 'sender-sms') return bed.shareArrived(share, 'sms');
  if (worker === 'sender-voice') return bed.shareArrived(share, 'voice');
  if (worker === 'sweeper') return bed.shareArrived(share);
  const isWritten = async (): Promise<boolean> => {
    const [row] = await bed.db.query<{ rows: number }>(WRITTEN, [event]);
    return (row?.rows ?? 0) >= share * bed.expected.all;
  };
  await until('a share is written', WRITTEN_MS + bed.extraMs, isWritten, bed.watchEveryMs);
}

/** On one bulletin each worker is killed when it has done a share of its work, give or take what the seed draws, and started again. */
export function killedAtShare(workers: readonly SharedWorker[], share: number, seed: number): Scenario {
  const name = `${workers.join(', ')} killed at ${share * 100} % of the work`;
  const random = seededFor(seed, name);
  const moments = workers.map((worker) => ({ worker, at: share + (2 * random() - 1) * JITTER }));
  return {
    name: `${name} (seed ${seed})`,
    allowed: allowedOf(workers),
    async run(bed) {
      const event = bed.newEvent();
      const every = bed.expected.sms / REFUSALS;
      const refusals = Array.from({ length: REFUSALS }, (_, nth): TwilioRule => ({
        answer: { status: 429, code: 20_429, text: 'Too many requests' },
        ...{ of: 'messages', times: 3, after: Math.floor(nth * every) },
      }));
      if (workers.includes('sweeper')) await bed.sink.behave({ twilio: refusals });
      try {
        await bed.publish(event);
        const notes = await Promise.all(
          moments.map(async ({ worker, at }) => {
            await doneBy(bed, worker, event, at);
            await bed.workers[worker].kill();
            const [row] = await bed.db.query<{ rows: number }>(WRITTEN, [event]);
            const arrivals = await bed.arrivals();
            bed.workers[worker].start();
            await bed.workers[worker].ready();
            return `${worker} at ${(at * 100).toFixed(1)} %: ${row?.rows ?? 0} rows written, ${arrivals} arrived`;
          }),
        );
        return { events: { [event]: 1 }, note: notes.join('; ') };
      } finally {
        await bed.sink.behave({ twilio: [] });
      }
    },
  };
}
