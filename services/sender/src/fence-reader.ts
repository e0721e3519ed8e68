import type { Channel, Lane } from '@loa/domain/audience';
import type { Fence, FenceState } from '@loa/domain/ports';

/** How often the fence is read, and how old the last successful read may be when a wire operation starts, milliseconds. */
export const READ_EVERY_MS = 100;
export const MOST_AGE_MS = 200;

/** The sender's view of recalls, cancels and pauses, never older than {@link MOST_AGE_MS} where it lets something pass. */
export interface FenceReader {
  /** Resolves when the view is fresh enough; rejects when `signal` aborts. */
  fresh(signal: AbortSignal): Promise<void>;
  isFresh(): boolean;
  stopped(warningId: string): 'recalled' | 'cancelled' | null;
  paused(channel: Channel, lane: Lane, now: string): boolean;
  stop(): Promise<void>;
}

/** Reads the fence every {@link READ_EVERY_MS} by the monotonic clock. A failed read leaves the old view, which soon is too old. */
export function startFenceReader(options: { fence: Fence; now: () => Date; onError: (error: unknown) => void }): FenceReader {
  let state: FenceState = { stopped: new Map(), pauses: [] };
  let readBeganAt = Number.NEGATIVE_INFINITY;
  let waiting: (() => void)[] = [];
  let stopping = false;
  const isFresh = (): boolean => performance.now() - readBeganAt <= MOST_AGE_MS;
  const loop = async (): Promise<void> => {
    while (!stopping) {
      const began = performance.now();
      try {
        state = await options.fence.read(options.now().toISOString());
        readBeganAt = began;
        const woken = waiting;
        waiting = [];
        for (const wake of woken) wake();
      } catch (error) {
        options.onError(error);
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, READ_EVERY_MS - (performance.now() - began))));
    }
  };
  const running = loop();
  return {
    isFresh,
    async fresh(signal) {
      while (!isFresh()) {
        signal.throwIfAborted();
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
    paused: (channel, lane, now) =>
      state.pauses.some((pause) => pause.channel === channel && pause.until > now && (pause.lane === null ? lane !== 'flash' : pause.lane === lane)),
    async stop() {
      stopping = true;
      await running;
    },
  };
}
