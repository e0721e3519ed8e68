import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** Somebody who reads the sequence of status Actual from its beginning. */
export interface Reader {
  readonly name: string;
  /** Every number in the order read. */
  readonly numbers: readonly number[];
  /** The bulletin of each of them. */
  readonly bulletins: readonly string[];
  /** Ends it. Rejects with whatever ended it before. */
  stop(): Promise<void>;
}

const item = z.object({ number: z.int(), bulletinId: z.string() });
const page = z.object({ items: z.array(item), next: z.int() });
type Item = z.output<typeof item>;

/** Pause of a reader that has come to the end, milliseconds. */
const AT_END_MS = 5;

/** Reads page by page over GET /api/warnings, so many items at once, going on with the cursor that it is given. */
export function readByCursor(url: string, limit: number): Reader {
  return reader(`by cursor, ${limit} at once`, async (take, signal) => {
    for (let after = 0; !signal.aborted;) {
      const answer = await fetch(`${url}/api/warnings?after=${after}&limit=${limit}`, { signal });
      const { items, next } = page.parse(await answer.json());
      items.forEach(take);
      if (next === after) await sleep(AT_END_MS, undefined, { signal });
      after = next;
    }
  });
}

const EVENT = /^id: (\d+)\nevent: \w+\ndata: (.*)$/;

/**
 * Follows GET /api/stream as an EventSource does; `stayFor` says after how many events it loses its connection and comes back with
 * the last event id.
 */
export function readByStream(url: string, name: string, stayFor: () => number): Reader {
  return reader(name, async (take, signal) => {
    for (let last = 0; !signal.aborted;) {
      const leaving = new AbortController();
      const answer = await fetch(`${url}/api/stream`, {
        headers: { 'last-event-id': String(last) },
        signal: AbortSignal.any([signal, leaving.signal]),
      });
      if (answer.body === null) throw new Error('the stream has no body');
      let left = stayFor();
      for await (const [number, data] of eventsOf(answer.body.pipeThrough(new TextDecoderStream()))) {
        if (number !== data.number) throw new Error(`event ${number} holds number ${data.number}`);
        take(data);
        last = number;
        left -= 1;
        if (left <= 0) break;
      }
      leaving.abort();
    }
  });
}

async function* eventsOf(parts: AsyncIterable<string>): AsyncGenerator<readonly [number, Item]> {
  let text = '';
  for await (const part of parts) {
    const blocks = (text + part).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, number, data] = EVENT.exec(block) ?? [];
      // The others are the wish to retry and heartbeats.
      if (number !== undefined && data !== undefined) yield [Number(number), item.parse(JSON.parse(data))];
    }
  }
}

function reader(name: string, read: (take: (item: Item) => void, signal: AbortSignal) => Promise<void>): Reader {
  const ending = new AbortController();
  const numbers: number[] = [];
  const bulletins: string[] = [];
  const take = ({ number, bulletinId }: Item): void => {
    numbers.push(number);
    bulletins.push(bulletinId);
  };
  const reading = read(take, ending.signal).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  // It is looked at when the reader is stopped.
  reading.catch(() => undefined);
  return {
    name,
    numbers,
    bulletins,
    async stop() {
      ending.abort();
      await reading;
    },
  };
}
