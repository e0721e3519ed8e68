import type { Channel, Lane } from '../audience/subscriber.ts';
import type { Instant } from '../time.ts';

interface Waits {
  readonly first: number;
  readonly longest: number;
}

/**
 * First wait and longest wait between attempts, seconds. Greylisting relays want minutes, SMS queues seconds, and so does the look-up of an SMS in doubt:
 * a provider's list is not up to date at once.
 */
const ROUTINE: Readonly<Record<Channel, Waits>> = {
  email: { first: 60, longest: 900 },
  sms: { first: 15, longest: 300 },
  voice: { first: 15, longest: 120 },
};
/** What must be there within minutes is tried again within seconds: by another relay, where one stands by. A greylist's minutes pass all the same. */
const PRESSING: Readonly<Record<Channel, Waits>> = { ...ROUTINE, email: { first: 10, longest: 300 } };
const BACKOFF: Readonly<Record<Lane, Readonly<Record<Channel, Waits>>>> = { flash: PRESSING, urgent: PRESSING, routine: ROUTINE };

/**
 * When the next attempt is due: the wait doubles with each attempt, with jitter (0..1) over its upper half.
 * Null when that would be after `expiresAt`: an expired warning is never sent late.
 */
export function nextAttemptAt(of: {
  channel: Channel;
  lane: Lane;
  attempt: number;
  now: Instant;
  expiresAt: Instant;
  jitter: number;
  afterMs?: number | undefined;
}): Instant | null {
  const { first, longest } = BACKOFF[of.lane][of.channel];
  const wait = Math.min(longest, first * 2 ** Math.max(0, of.attempt - 1)) * 1_000;
  const due = new Date(Date.parse(of.now) + (of.afterMs ?? wait / 2 + (wait / 2) * of.jitter)).toISOString();
  return due < of.expiresAt ? due : null;
}
