import type { Channel, Lane } from '@loa/domain/audience';
import type { FenceReader, FenceState } from '@loa/domain/ports';

/** How often the fence is read, and how long ago the last successful read may have begun when a wire operation starts; milliseconds. */
const READ_EVERY_MS = 100;
export const OLDEST_READ_MS = 200;

/** What senders may not send, never older than {@link OLDEST_READ_MS} where it lets something pass. */
export interface Fence {
  /** False when the last successful read began too long ago: nothing may start. */
  isFresh(): boolean;
  /** Resolves at once when fresh, otherwise with the next successful read, or when `signal` aborts. */
  fresh(signal: AbortSignal): Promise<void>;
  stopped(warningId: string): 'recalled' | 'cancelled' | null;
  /** The later warning that told a delivery's receiver meanwhile; null: none. */
  overtakenBy(deliveryId: number): string | null;
  paused(channel: Channel, lane: Lane): boolean;
  stop(): Promise<void>;
}

export interface FenceOptions {
  readonly reader: FenceReader;
  readonly now: () => Date;
  /** Milliseconds of a clock that never goes back: the wall clock may be set while a recall waits. */
  readonly monotonic: () => number;
  /** What a successful read has found. */
  readonly onRead?: (state: FenceState) => void;
  readonly onError: (error: unknown) => void;
}

/** Starts reading. A failed read leaves the old state, which is soon too old to let anything pass. */
export function startFence({ reader, now, monotonic, onRead = () => undefined, onError }: FenceOptions): Fence {
  let state: FenceState = { stopped: new Map(), overtaken: new Map(), pauses: [], inHand: [] };
  let began = Number.NEGATIVE_INFINITY;
  const waiting: (() => void)[] = [];
  const ending = new AbortController();
  const isFresh = (): boolean => monotonic() - began <= OLDEST_READ_MS;

  const read = async (): Promise<void> => {
    const at = monotonic();
    try {
      state = await reader.read(now().toISOString());
      began = at;
      onRead(state);
      for (const wake of waiting.splice(0)) wake();
    } catch (error) {
      onError(error);
    }
    await pause(Math.max(1, READ_EVERY_MS - (monotonic() - at)), ending.signal);
  };

  const running = (async () => {
    while (!ending.signal.aborted) await read();
  })();

  return {
    isFresh,
    async fresh(signal) {
      while (!isFresh() && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            signal.removeEventListener('abort', wake);
            resolve();
          };
          waiting.push(wake);
          signal.addEventListener('abort', wake, { once: true });
        });
      }
    },
    stopped: (warningId) => state.stopped.get(warningId) ?? null,
    overtakenBy: (deliveryId) => state.overtaken.get(deliveryId) ?? null,
    paused: (channel, lane) =>
      state.pauses.some((pause) => pause.channel === channel && (pause.lane === null ? lane !== 'flash' : pause.lane === lane)),
    async stop() {
      ending.abort();
      await running;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
