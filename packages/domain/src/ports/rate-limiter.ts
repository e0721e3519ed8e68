/** A token bucket: `burst` tokens at most, refilled by `perSecond`. `burst` at least 1, `perSecond` above 0. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Taken {
  /** Whole tokens given, 0 to `wanted`. */
  readonly granted: number;
  /** Milliseconds until the bucket holds one more token; 0 when everything wanted was granted. */
  readonly retryAfterMs: number;
}

/**
 * Rate limits that several processes keep together. Obligations of every engine, shown by the contract suite:
 * - within any stretch of t seconds a key grants never more than `burst + perSecond × t`, however many take at once;
 * - a new key starts full; the clock is the store's own;
 * - whoever asks for more than there is gets what there is.
 */
export interface RateLimiter {
  /** `wanted` is a whole number, at least 1. Rejects when the store does not answer. */
  take(key: string, wanted: number, rate: Rate): Promise<Taken>;
}
