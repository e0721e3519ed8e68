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

/** Of the time until expiry the longest part that is waited, where the wait would be longer than all of it; and the shortest such wait, milliseconds. */
const OF_WHAT_IS_LEFT = 0.75;
const SHORTEST_MS = 5_000;

/** Attempts at a message that a provider takes and then reports as not delivered. */
export const MOST_TAKEN = 3;
/** First wait after such a report, seconds: a handset that is off or out of reach is not there again within seconds. */
const UNREACHED_S = 300;

/** When a message that was taken and did not arrive is tried once more: the wait doubles with each attempt, with jitter (0..1) over its upper half. */
export function triedOnceMoreAt(of: { readonly attempt: number; readonly now: Instant; readonly jitter: number }): Instant {
  const wait = UNREACHED_S * 1_000 * 2 ** Math.max(0, of.attempt - 1);
  return new Date(Date.parse(of.now) + wait / 2 + (wait / 2) * of.jitter).toISOString();
}

/**
 * When the next attempt is due: the wait doubles with each attempt, with jitter (0..1) over its upper half. A wait that would end after
 * `expiresAt` is cut to a part of the time until then: whoever may still be told in time is. Null when no attempt can begin before it, whether
 * for want of time or because the provider takes none sooner (`afterMs`): an expired warning is never sent late.
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
  const jittered = (wait: number): number => wait / 2 + (wait / 2) * of.jitter;
  const left = Date.parse(of.expiresAt) - Date.parse(of.now);
  const usual = of.afterMs ?? jittered(Math.min(longest, first * 2 ** Math.max(0, of.attempt - 1)) * 1_000);
  const cut = of.afterMs === undefined ? jittered(left * OF_WHAT_IS_LEFT) : 0;
  const wait = usual < left ? usual : cut >= SHORTEST_MS ? cut : null;
  return wait === null ? null : new Date(Date.parse(of.now) + wait).toISOString();
}
