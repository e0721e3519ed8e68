import type { RateLimiter } from '@loa/domain/ports';

/** Waits until the provider account may take `messages` more; resolves also when `signal` aborts. Rejects as the limiter does. */
export type RateTurn = (signal: AbortSignal, messages?: number) => Promise<void>;

/** A tenth of a second's worth may go at once. */
const BURST_S = 0.1;

export function rateTurn(limiter: RateLimiter, key: string, perSecond: number): RateTurn {
  const limit = { perSecond, burst: Math.max(1, Math.ceil(perSecond * BURST_S)) };
  return async (signal, messages = 1) => {
    for (let left = messages; !signal.aborted;) {
      const { granted, retryAfterMs } = await limiter.take(key, left, limit);
      left -= granted;
      if (left <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, retryAfterMs)));
    }
  };
}

/** No limit. */
export const unlimited: RateTurn = () => Promise.resolve();
