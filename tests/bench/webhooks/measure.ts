import { setTimeout as sleep } from 'node:timers/promises';
import type { Arrival, Sink } from './sink.ts';
import type { Way } from './way.ts';

/** The next event comes after a pause of up to so many milliseconds, so that it meets every timer at any point of its period. */
const LONGEST_PAUSE_MS = 250;

/** What a way did. */
export interface Measured {
  /** Milliseconds until each target had each event, one event after another. */
  readonly times: readonly number[];
  /** Webhooks per second of a burst of events, from the first's beginning to the last delivery. */
  readonly rate: number;
}

export interface MeasureOptions {
  readonly sink: Sink;
  readonly random: () => number;
  /** A name for an event that no other has; of one length. */
  readonly newEvent: () => string;
}

/** Sends one event after another; calls `before` each of them. */
export async function oneByOne(
  way: Way,
  count: number,
  { sink, random, newEvent }: MeasureOptions,
  before: () => Promise<void> = async () => undefined,
): Promise<{ readonly times: number[]; readonly last: Arrival }> {
  const times: number[] = [];
  let last: Arrival | undefined;
  for (let nth = 0; nth < count; nth += 1) {
    await sleep(random() * LONGEST_PAUSE_MS);
    await before();
    const event = newEvent();
    const began = await way.send(event);
    [last] = await sink.arrivals([event]);
    for (const at of last?.at ?? []) times.push(at - began);
  }
  if (last === undefined) throw new RangeError('nothing was sent');
  return { times, last };
}

/** Sends so many events at once; webhooks per second. */
export async function burst(way: Way, count: number, { sink, newEvent }: MeasureOptions): Promise<number> {
  const events = Array.from({ length: count }, newEvent);
  const began = Math.min(...(await Promise.all(events.map((event) => way.send(event)))));
  const all = (await sink.arrivals(events)).flatMap((one) => one.at);
  const end = all.reduce((latest, at) => Math.max(latest, at), began);
  return all.length / ((end - began) / 1_000);
}
