/**
 * A token bucket per key, exact across all workers: over any stretch of `t` seconds at most `burst + perSecond × t` are granted.
 * `granted` may be less than wanted, down to 0; `retryAfterMs` says when one more will be there.
 */
export interface RateLimiter {
  take(key: string, wanted: number, limit: { perSecond: number; burst: number }): Promise<{ granted: number; retryAfterMs: number }>;
}
