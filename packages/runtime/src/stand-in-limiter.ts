import type { RateLimiter } from '@loa/domain/ports';
import type { Logger } from './log.ts';

/** How long the first limiter is left alone after a failure, milliseconds: each try may take it half a second. */
const LEFT_ALONE_MS = 1_000;

/**
 * The first limiter while it answers, the second while it does not: a warning must not wait for a store of rate limits. The two
 * count apart, so a change-over may give one burst too many. Rejects only where both do.
 */
export function withStandIn(
  first: RateLimiter,
  standIn: RateLimiter,
  { log, monotonic = () => performance.now() }: { log: Logger; monotonic?: () => number },
): RateLimiter {
  let askAgainAt = Number.NEGATIVE_INFINITY;
  return {
    async take(key, wanted, rate) {
      if (monotonic() < askAgainAt) return standIn.take(key, wanted, rate);
      try {
        return await first.take(key, wanted, rate);
      } catch (err) {
        if (monotonic() >= askAgainAt) log.warn({ err }, 'rate limits are counted by the database');
        askAgainAt = monotonic() + LEFT_ALONE_MS;
        return standIn.take(key, wanted, rate);
      }
    },
  };
}
