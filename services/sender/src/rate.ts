import { type Lane, lane as lanes } from '@loa/domain/audience';
import { accountRate } from '@loa/domain/delivery';
import type { RateLimiter } from '@loa/domain/ports';

/** Waits until the provider's account may take `messages` more; resolves also when `signal` aborts. Rejects as the limiter does. */
export interface RateTurn {
  (lane: Lane, signal: AbortSignal, messages?: number): Promise<void>;
  /** There is no limit now, and nobody waits. */
  readonly isFree: () => boolean;
}

/** Longest rest between two questions; shorter than a bucket takes to fill, so that nothing runs over. Milliseconds. */
const REST_MS = { least: 10, most: 1_000 };
const ORDER = lanes.options;

interface Waiter {
  readonly lane: Lane;
  left: number;
  readonly served: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * One question at a time to the limiter for all who wait here, the higher lane first, so that the store is not asked by every slot.
 * `limit`: messages a second as it is now; null: none.
 */
export function rateTurn(limiter: RateLimiter, key: string, limit: () => number | null): RateTurn {
  let waiting: Waiter[] = [];
  let running = false;
  let wake: () => void = () => undefined;

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(REST_MS.most, Math.max(REST_MS.least, ms)));
      wake = () => (clearTimeout(timer), resolve());
    });

  const hand = (granted: number, lane: Lane): void => {
    for (const one of waiting.filter((waiter) => waiter.lane === lane)) {
      const given = Math.min(granted, one.left);
      one.left -= given;
      granted -= given;
      if (one.left === 0) one.served();
    }
    waiting = waiting.filter(({ left }) => left > 0);
  };

  const serve = async (): Promise<void> => {
    for (;;) {
      const lane = ORDER.find((one) => waiting.some((waiter) => waiter.lane === one));
      if (lane === undefined) return;
      const wanted = waiting.filter((one) => one.lane === lane).reduce((sum, { left }) => sum + left, 0);
      const perSecond = limit();
      if (perSecond === null) {
        hand(wanted, lane);
        continue;
      }
      const rate = accountRate(perSecond, lane);
      const taken = await limiter.take(key, Math.min(wanted, rate.burst), rate);
      hand(taken.granted, lane);
      if (taken.retryAfterMs > 0) await rest(taken.retryAfterMs);
    }
  };

  const run = async (): Promise<void> => {
    running = true;
    try {
      await serve();
    } catch (error) {
      for (const one of waiting.splice(0)) one.failed(error);
    } finally {
      running = false;
    }
  };

  const isFree = (): boolean => waiting.length === 0 && limit() === null;
  const turn = (lane: Lane, signal: AbortSignal, messages = 1): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted || isFree()) return resolve();
      const leave = (): void => {
        waiting = waiting.filter((one) => one !== waiter);
        resolve();
      };
      const settled = (): void => signal.removeEventListener('abort', leave);
      const waiter: Waiter = {
        lane,
        left: messages,
        served: () => (settled(), resolve()),
        failed: (error) => (settled(), reject(error instanceof Error ? error : new Error('rate limit', { cause: error }))),
      };
      signal.addEventListener('abort', leave, { once: true });
      const first = waiting.every((one) => ORDER.indexOf(one.lane) > ORDER.indexOf(lane));
      waiting.push(waiter);
      if (!running) void run();
      else if (first) wake();
    });
  return Object.assign(turn, { isFree });
}
