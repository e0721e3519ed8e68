import type { DeliveryReason } from '../delivery/delivery.ts';
import type { Instant } from '../time.ts';
import { isTakenBack, type Warning } from '../warning/warning.ts';
import type { Audience, Lane } from './subscriber.ts';
import { isOpen, isTold, type ToldRow } from './told-row.ts';

/** Hours of Viet Nam (UTC+7, all year) in which nobody is woken for what can wait: from the first to the second. Loa's own. */
export const QUIET_HOURS = { from: 21, to: 6 } as const;

const HOUR_MS = 3_600_000;
const OFFSET_MS = 7 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

/** What decides how far a message to one person is held back. */
export interface Message {
  readonly audience: Audience;
  readonly status: Warning['status'];
  readonly lane: Lane;
  readonly reason: DeliveryReason;
  readonly onset: Instant;
}

/**
 * Until when a message waits for the morning; null: it goes at once. Only what is routine, about a danger that begins after the
 * quiet hours, to a citizen, and live: an exercise is held when it is held.
 */
export function quietUntil({ audience, status, lane, reason, onset }: Message, now: Instant): Instant | null {
  if (audience !== 'citizen' || status !== 'Actual' || lane !== 'routine' || isTakenBack(reason)) return null;
  const local = Date.parse(now) + OFFSET_MS;
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  const hour = (local - midnight) / HOUR_MS;
  if (hour >= QUIET_HOURS.to && hour < QUIET_HOURS.from) return null;
  const end = new Date(midnight + (hour < QUIET_HOURS.to ? 0 : DAY_MS) + QUIET_HOURS.to * HOUR_MS - OFFSET_MS).toISOString();
  return onset >= end ? end : null;
}

/** News that no limit holds back: the first of a place, and what puts right or takes back what was told. */
const NEVER_LIMITED: readonly DeliveryReason[] = ['first-news', 'widened', 'cancelled', 'corrected', 'ended', 'narrowed'];

/**
 * Has a citizen had as many messages of this hazard and event within 24 h as the need table grants a day? Flash and urgent ones are never
 * held back, nor is another hazard: `told` are the rows of this one. `reasons`: of all the places that the message speaks of.
 */
export function isOverDailyLimit(
  { audience, lane, reasons }: Pick<Message, 'audience' | 'lane'> & { readonly reasons: readonly DeliveryReason[] },
  { perDay, told, now }: { readonly perDay: number | null; readonly told: readonly ToldRow[]; readonly now: Instant },
): boolean {
  if (perDay === null || audience !== 'citizen' || lane !== 'routine' || reasons.some((one) => NEVER_LIMITED.includes(one))) return false;
  const since = new Date(Date.parse(now) - DAY_MS).toISOString();
  return told.filter((row) => (isTold(row) || isOpen(row)) && row.queuedAt > since).length >= perDay;
}
