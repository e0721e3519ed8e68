import type { SequenceItem } from '@loa/domain/ports';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Tail } from './tail.ts';

/** Milliseconds until a client should come back (WHATWG HTML, 9.2.5, `retry`). */
const RETRY_MS = 3_000;

export interface Stream {
  readonly tail: Tail;
  /** The last number that the client has. */
  readonly from: number;
  readonly frameOf: (item: SequenceItem) => string | null;
  readonly heartbeatMs: number;
}

/**
 * Writes the items after `from` as server-sent events until the client goes away: no number is left out, and a client that reads
 * slowly holds back only itself. The event id is the number. Resolves at the end, also when a read fails: the client comes back
 * with its Last-Event-ID.
 */
export async function sendStream(response: ServerResponse, { tail, from, frameOf, heartbeatMs }: Stream): Promise<void> {
  const gone = new AbortController();
  let wake = (): void => undefined;
  response.once('close', () => {
    gone.abort();
    wake();
  });
  const unfollow = tail.follow(() => wake());
  const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs);
  const write = async (text: string): Promise<void> => {
    if (!response.write(text)) await once(response, 'drain', { signal: gone.signal });
  };
  try {
    await write(`retry: ${String(RETRY_MS)}\n\n`);
    let sent = from;
    while (!gone.signal.aborted) {
      // Before the read, so that what comes while it reads is not slept through.
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const items = await tail.after(sent);
      const frames = items.map(frameOf).filter((frame) => frame !== null);
      if (frames.length > 0) await write(frames.join(''));
      sent = items.at(-1)?.number ?? sent;
      if (items.length === 0) await woken;
    }
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
    unfollow();
    response.end();
  }
}

/** One event: `id`, `event`, one line of JSON as `data`. */
export function frame(number: number, kind: string, data: unknown): string {
  return `id: ${String(number)}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
}
