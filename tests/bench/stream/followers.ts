import { join } from 'node:path';
import { z } from 'zod';
import { startChild } from './child.ts';

const MAIN = join(import.meta.dirname, 'followers-main.ts');

const received = z.object({ number: z.int(), data: z.string(), at: z.array(z.number()) });
/** An event, and the instants at which its followers had it. */
export type Received = z.output<typeof received>;

/** Followers of one event stream in a process of their own. */
export interface Followers {
  /** The next event that all of them have got. Rejects after a minute without one, and when one of them was disconnected. */
  next(): Promise<Received>;
  stop(): Promise<void>;
}

/** Connects `count` followers to the event stream at `url`; resolves when all are connected. */
export async function follow(url: string, count: number): Promise<Followers> {
  const child = startChild(MAIN);
  child.send({ url, count });
  z.object({ open: z.literal(count) }).parse(await child.next(`${count} streams`));
  return { next: async () => received.parse(await child.next('an event at all followers')), stop: () => child.stop() };
}
