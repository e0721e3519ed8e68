import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashPoint } from '@loa/runtime';
import { progressOf } from './progress.ts';
import { seededFor } from './random.ts';
import { NONE, type Scenario } from './scenario.ts';
import type { FarChannel } from './storm.ts';
import type { TestBed } from './test-bed.ts';
import type { WorkerName } from './workers.ts';

/**
 * What may be in doubt when its sender dies: an e-mail per connection, a call per request (services/sender: LOA_SLOTS). SMS are looked up first.
 */
const IN_DOUBT: Partial<Record<WorkerName, readonly [FarChannel, number]>> = { 'sender-email': ['email', 8], 'sender-voice': ['voice', 4] };
export const allowedOf = (workers: readonly WorkerName[]): Scenario['allowed'] => ({
  ...NONE,
  ...Object.fromEntries(workers.flatMap((name) => (IN_DOUBT[name] === undefined ? [] : [IN_DOUBT[name]]))),
});

/** A worker and the point where it dies. */
export interface Victim {
  readonly worker: WorkerName;
  readonly point: CrashPoint;
}

/** How many times a worker may pass a point before it is stopped there: where a bulletin brings it there often, any of the first so many. */
const PASSES: Partial<Record<WorkerName, Partial<Record<CrashPoint, number>>>> = {
  'sender-email': { 'before-send': 50, 'after-send': 50, 'before-settle': 50, 'after-settle': 50 },
  'sender-sms': { 'before-send': 50, 'after-send': 50, 'before-settle': 50, 'after-settle': 50 },
  'sender-voice': { 'before-send': 10, 'after-send': 10, 'before-settle': 3, 'after-settle': 3 },
  receipts: { 'before-publish': 50, 'after-publish': 50, 'before-settle': 50, 'after-settle': 50 },
};

/** SMS that the provider refuses at first, so that the sweeper has retries to put into batches. */
const RETRIES = [{ answer: { status: 429, code: 20_429, text: 'Too many requests' }, of: 'messages', times: 3 }] as const;
export async function withRetries<T>(bed: TestBed, wanted: boolean, work: () => Promise<T>): Promise<T> {
  if (wanted) await bed.sink.behave({ twilio: RETRIES });
  try {
    return await work();
  } finally {
    await bed.sink.behave({ twilio: [] });
  }
}

/**
 * Each group of workers is brought to its points by a bulletin of its own and stands there while the next group's bulletin comes: so the
 * groups go from the end of the way to its beginning. Then all of them are killed at once.
 */
export function killedAt(name: string, groups: readonly (readonly Victim[])[], seed: number): Scenario {
  const victims = groups.flat();
  const workers = victims.map((victim) => victim.worker);
  const random = seededFor(seed, name);
  return {
    name: `${name} (seed ${seed})`,
    allowed: allowedOf(workers),
    run: (bed) =>
      withRetries(bed, workers.includes('sweeper'), async () => {
        const events: string[] = [];
        const unanswered: string[] = [];
        const nths: number[] = [];
        for (const group of groups) {
          const event = bed.newEvent();
          events.push(event);
          const holds = await Promise.all(
            group.map(({ worker, point }) => {
              const nth = 1 + Math.floor(random() * (PASSES[worker]?.[point] ?? 1));
              nths.push(nth);
              return bed.workers[worker].hold(point, nth);
            }),
          );
          const given = bed.publish(event).catch(() => void unanswered.push(event));
          if (!group.some((victim) => victim.worker === 'intake')) await given;
          await Promise.all(holds.map((hold) => hold.there));
        }
        const arrivals = await bed.arrivals();
        await killAndStart(bed, workers);
        for (const event of unanswered) await bed.publish(event);
        const passes = victims.map(({ worker, point }, at) => `${worker} ${point} no. ${nths[at]}`).join(', ');
        return { events: Object.fromEntries(events.map((event) => [event, 1])), note: `${arrivals} arrived; ${passes}` };
      }),
  };
}

/** SIGKILL, and a new life once all are gone. Intake's unanswered requests end with it. */
async function killAndStart(bed: TestBed, workers: readonly WorkerName[]): Promise<void> {
  await Promise.all(workers.map((name) => bed.workers[name].kill()));
  for (const name of workers) bed.workers[name].start();
  await Promise.all(workers.map((name) => bed.workers[name].ready()));
}

/**
 * Where a random moment of a worker lies: so many milliseconds after the bulletin was given, for those that it passes in one go; of the
 * others when a share of its messages has reached the far end.
 */
const MOMENTS: Readonly<Record<WorkerName, readonly ['ms' | 'share', most: number]>> = {
  intake: ['ms', 40],
  classifier: ['ms', 60],
  deduplicator: ['ms', 120],
  fanout: ['ms', 500],
  'sender-email': ['share', 0.7],
  'sender-sms': ['share', 0.7],
  'sender-voice': ['share', 0.05],
  sweeper: ['share', 0.9],
  receipts: ['share', 0.9],
};

/** Workers of one bulletin, each killed at a moment of its own that the seed draws, and started again; the `nth` time of its kind. */
export function killedAnyTime(workers: readonly WorkerName[], seed: number, nth: number): Scenario {
  const moments = workers.map((worker) => {
    const [unit, most] = MOMENTS[worker];
    return { worker, unit, moment: seededFor(seed, `${worker} killed at random time ${nth}`)() * most };
  });
  return {
    name: `${workers.join(', ')} killed at random time ${nth} (seed ${seed})`,
    allowed: allowedOf(workers),
    run: (bed) =>
      withRetries(bed, workers.includes('sweeper'), async () => {
        const event = bed.newEvent();
        const given = bed.publish(event).then(
          () => 'answered',
          () => 'not answered',
        );
        if (!workers.includes('intake')) await given;
        const notes = await Promise.all(
          moments.map(async ({ worker, unit, moment }) => {
            if (unit === 'ms') await sleep(moment);
            else await bed.shareArrived(moment);
            await bed.workers[worker].kill();
            const { assessed, decided, rows } = await progressOf(bed.db, event);
            const arrivals = await bed.arrivals();
            bed.workers[worker].start();
            await bed.workers[worker].ready();
            // Its sender gives a bulletin again that was not answered, once intake is there.
            if (worker === 'intake' && (await given) === 'not answered') await bed.publish(event);
            const at = unit === 'ms' ? `${Math.round(moment)} ms` : `${Math.round(moment * 100)} % arrived`;
            return `${worker} at ${at}: ${JSON.stringify({ assessed, decided, rows, arrivals })}`;
          }),
        );
        return { events: { [event]: 1 }, note: notes.join(', ') };
      }),
  };
}
