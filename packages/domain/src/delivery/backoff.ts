import type { Channel } from '../audience/subscriber.ts';
import type { Instant } from '../time.ts';

/** First wait and longest wait between attempts, seconds: greylisting relays want minutes, SMS queues seconds. */
const BACKOFF: Readonly<Record<Channel, { readonly first: number; readonly longest: number }>> = {
  email: { first: 60, longest: 900 },
  sms: { first: 15, longest: 300 },
  voice: { first: 15, longest: 120 },
};

/**
 * When the next attempt is due: the wait doubles with each attempt, with jitter (0..1) over its upper half.
 * Null when that would be after `expiresAt`: an expired warning is never sent late.
 */
export function nextAttemptAt(of: {
  channel: Channel;
  attempt: number;
  now: Instant;
  expiresAt: Instant;
  jitter: number;
  afterMs?: number | undefined;
}): Instant | null {
  const { first, longest } = BACKOFF[of.channel];
  const wait = Math.min(longest, first * 2 ** Math.max(0, of.attempt - 1)) * 1_000;
  const due = new Date(Date.parse(of.now) + (of.afterMs ?? wait / 2 + (wait / 2) * of.jitter)).toISOString();
  return due < of.expiresAt ? due : null;
}
