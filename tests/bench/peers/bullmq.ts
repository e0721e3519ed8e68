import { startRedis, startSinkProcess } from '@loa/testing/servers';
import { Queue } from 'bullmq';
import { join } from 'node:path';
import { sized } from '../bench.ts';
import { type Child, startChild } from '../stream/child.ts';
import { CONNECTIONS, FROM, type Peer, type PeerOptions } from './peer.ts';

const WORKER = join(import.meta.dirname, 'bullmq-worker-main.ts');
const QUEUE = 'mails';
/** Jobs that a worker works on at once. */
export const CONCURRENCY = 50;
const JOBS_AT_ONCE = 1_000;
/** BullMQ's own: how long a lock lasts, and how often a worker looks for jobs without one. */
const STALLED_MS = 30_000;

/** How long a lock lasts under the scale, milliseconds. */
export const stalledMs = (scale: number): number => sized(STALLED_MS, scale, 2_000);

/**
 * BullMQ on a Redis of its own and nodemailer, with the options of both as they come but for the numbers here; a job to each recipient; its cancel
 * pauses the queue and empties it.
 */
export async function bullmq({ recipients, words, scale }: PeerOptions): Promise<Peer> {
  const [redis, sink] = await Promise.all([startRedis(), startSinkProcess()]);
  const queue = new Queue(QUEUE, { connection: { url: redis.address } });
  const start = async (): Promise<Child> => {
    const child = startChild(WORKER);
    const numbers = { connections: CONNECTIONS, concurrency: CONCURRENCY, stalledMs: stalledMs(scale) };
    child.send({ queue: QUEUE, redisUrl: redis.address, smtpUrl: sink.smtpUrl, from: FROM, ...numbers });
    await child.next('the worker is ready');
    return child;
  };
  let worker = await start();
  let added = Promise.resolve();
  const add = async (): Promise<void> => {
    await queue.resume();
    for (let from = 0; from < recipients.length; from += JOBS_AT_ONCE) {
      const some = recipients.slice(from, from + JOBS_AT_ONCE);
      await queue.addBulk(some.map((to) => ({ name: 'mail', data: { to, ...words }, opts: { removeOnComplete: true } })));
    }
  };
  return {
    sink,
    begin: () => (added = add()),
    async killAndRestart() {
      await worker.kill();
      worker = await start();
    },
    async cancel() {
      await queue.pause();
      // What is added later would not be taken out.
      await added;
      await queue.drain(true);
    },
    async isDone() {
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
      return Object.values(counts).every((count) => count === 0);
    },
    async stop() {
      await worker.stop();
      await queue.close();
      await Promise.all([sink.stop(), redis.stop()]);
    },
  };
}
