import { join } from 'node:path';
import { z } from 'zod';
import { startChild } from '../stream/child.ts';

const MAIN = join(import.meta.dirname, 'sink-main.ts');
const arrival = z.object({ event: z.string(), body: z.string(), at: z.array(z.number()) });
/** An event at every counted target: what was posted there, and the instants. */
export type Arrival = z.output<typeof arrival>;

/** Webhook targets in a process of their own. The first three may fall ill, and are never counted. */
export interface Sink {
  readonly urls: readonly string[];
  /** Resolves when every counted target has got each of these events. Rejects after a minute without one. */
  arrivals(events: readonly string[]): Promise<readonly Arrival[]>;
  /** Whether the first hangs, the second answers 500 and the third resets. */
  fallIll(ill: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Opens so many targets, at least four. */
export async function openSink(targets: number): Promise<Sink> {
  const child = startChild(MAIN);
  child.send({ targets });
  const { urls } = z.object({ urls: z.array(z.string()) }).parse(await child.next('targets'));
  return {
    urls,
    async arrivals(events) {
      const found: Arrival[] = [];
      while (found.length < events.length) {
        const one = arrival.parse(await child.next(`all of ${events.join(', ')} at every target`));
        if (!events.includes(one.event)) throw new Error(`${one.event} has arrived, which was not waited for`);
        found.push(one);
      }
      return found;
    },
    async fallIll(ill) {
      child.send({ ill });
      z.object({ ill: z.literal(ill) }).parse(await child.next('its state'));
    },
    stop: () => child.stop(),
  };
}
