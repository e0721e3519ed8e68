import { type Lane, lane as lanes } from '../audience/subscriber.ts';
import type { Rate } from '../ports/rate-limiter.ts';

/** So much may go at once: a tenth of a second's worth. */
const BURST_S = 0.1;
/**
 * Share of the bucket that a lane leaves for each lane above it: their tokens are there when they come, and while they keep asking the
 * bucket never fills so far that a lower lane gets one. Where no higher lane asks, nothing is lost.
 */
const LEFT_FOR_EACH = 0.2;

/** The bucket of a provider's account, over everything that sends by it, as one lane may take of it. */
export function accountRate(perSecond: number, lane: Lane): Rate {
  const burst = Math.max(2, Math.ceil(perSecond * BURST_S));
  return { perSecond, burst, reserve: Math.min(burst - 1, LEFT_FOR_EACH * burst * lanes.options.indexOf(lane)) };
}

/** The account's key in the store of rate limits. */
export const accountKey = (account: string): string => `send:${account}`;
