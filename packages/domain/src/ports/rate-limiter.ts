/** A token bucket: `burst` tokens at most, refilled by `perSecond`. `burst` at least 1, `perSecond` above 0. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
  /** Tokens that this taker leaves for others, 0 to `burst` - 1; default 0. */
  readonly reserve?: number | undefined;
}

export interface Taken {
  /** Whole tokens given, 0 to `wanted`. */
  readonly granted: number;
  /** Milliseconds until the bucket holds one more token than the taker leaves; 0 when everything wanted was granted. */
  readonly retryAfterMs: number;
}

/**
 * Rate limits that several processes keep together. Obligations of every engine, shown by the contract suite:
 * - within any stretch of t seconds a key grants never more than `burst + perSecond × t`, however many take at once;
 * - a new key starts full; the clock is the store's own;
 * - whoever asks for more than there is gets what there is, down to the tokens that it leaves;
 * - a bucket that is always asked for loses nothing: what was not granted is there for the next.
 */
export interface RateLimiter {
  /** `wanted` is a whole number, at least 1. Rejects when the store does not answer. */
  take(key: string, wanted: number, rate: Rate): Promise<Taken>;
}

/**
 * Counts in place of another limiter, for everybody while anybody cannot reach that one: some here and some there would be twice the rate.
 * Obligation: what was called before `calledForMs` was asked is in its answer.
 */
export interface StandInLimiter extends RateLimiter {
  /** Calls everybody here for so many milliseconds from now. */
  callAll(forMs: number): Promise<void>;
  /** Milliseconds for which everybody counts here; 0: nobody need. */
  calledForMs(): Promise<number>;
}
