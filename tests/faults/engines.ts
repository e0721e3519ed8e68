import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashPoint } from '@loa/runtime';
import type { Engine } from '@loa/testing/servers';
import { withRetries } from './kills.ts';
import { progressOf } from './progress.ts';
import { NONE, type Scenario } from './scenario.ts';
import type { WorkerName } from './workers.ts';

const OUTAGE_MS = 10_000;

/** An engine killed when a share of the messages has arrived, and started again 10 s later on the same data and port. */
export function stopped(engine: Engine, share: number): Scenario {
  return {
    name: `${engine} stopped for 10 s when ${share * 100} % have arrived`,
    allowed: NONE,
    async run(bed) {
      const event = bed.newEvent();
      await bed.publish(event);
      await bed.shareArrived(share);
      const { rows, open_rows: open } = await progressOf(bed.db, event);
      await bed.engines[engine].kill();
      const atKill = await bed.arrivals();
      await sleep(OUTAGE_MS);
      const atStart = await bed.arrivals();
      await bed.engines[engine].restart();
      return { events: { [event]: 1 }, note: JSON.stringify({ rows, open, atKill, atStart }) };
    },
  };
}

/** Redis killed and started again without its data while a worker stands at a point, at each of its points in turn, on the way of one bulletin. */
export function redisEmptied(name: string, at: readonly (readonly [WorkerName, readonly CrashPoint[]])[]): Scenario {
  return {
    name,
    allowed: NONE,
    run: (bed) =>
      withRetries(
        bed,
        at.some(([worker]) => worker === 'sweeper'),
        async () => {
          const redis = bed.engines.redis;
          const event = bed.newEvent();
          let turn = Promise.resolve();
          let times = 0;
          const emptied: Promise<void>[] = [];
          for (const [worker, points] of at)
            for (const point of points) {
              const hold = await bed.workers[worker].hold(point);
              const empty = async () => {
                await redis.kill();
                hold.release();
                await redis.restart({ empty: true });
                times += 1;
              };
              emptied.push(hold.there.then(() => (turn = turn.then(empty))));
            }
          await bed.publish(event);
          await Promise.all(emptied);
          return { events: { [event]: 1 }, note: `${times} times` };
        },
      ),
  };
}
