/**
 * Seconds from a failed try of one item to the next, after the first, second, third … failure; the last one stands for all
 * further ones. There is no last try: an item is tried until it is delivered, and none behind it is sent before.
 */
export const RETRY_AFTER_S = [1, 5, 15, 30, 60, 120, 300] as const;
/** A wait is longer or shorter by up to this share, so that outlets that failed together do not come back together. */
const RETRY_JITTER = 0.2;
const LONGEST_S = RETRY_AFTER_S[RETRY_AFTER_S.length - 1] ?? 0;

/**
 * Milliseconds until the next try. `failures`: of this item so far, from 1; `random`: from 0 to 1; `askedS`: what the far side asked
 * for (Retry-After, RFC 9110 10.2.3), heard up to the longest wait of the schedule.
 */
export function retryDelayMs(failures: number, random: number, askedS = 0): number {
  const scheduled = RETRY_AFTER_S[Math.max(1, failures) - 1] ?? LONGEST_S;
  const spread = 1 + RETRY_JITTER * (2 * random - 1);
  return Math.round(Math.max(scheduled * spread, Math.min(askedS, LONGEST_S)) * 1_000);
}
