import { hoursUntil, type Instant } from '../time.ts';

/** A path that has carried nothing for so long may be broken without anybody knowing. */
export const PROVED_WITHIN_DAYS = 7;

/** Has the outlet's path worked in the last {@link PROVED_WITHIN_DAYS} days? `provedAt`: when it last did; null: never. */
export function isProved(provedAt: Instant | null, now: Instant): boolean {
  return provedAt !== null && hoursUntil(now, provedAt) <= PROVED_WITHIN_DAYS * 24;
}
