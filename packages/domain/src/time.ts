import { z } from 'zod';

/**
 * A point in time: RFC 3339 with an offset on the way in, normalised to UTC with milliseconds
 * (`2025-11-06T01:00:00.000Z`), so that instants compare as strings.
 */
export const instant = z.iso
  .datetime({ offset: true, error: 'expected an RFC 3339 date-time with an offset, such as 2025-11-06T08:00:00+07:00' })
  .transform((text) => new Date(text).toISOString());

/** See {@link instant}. */
export type Instant = z.output<typeof instant>;

let last = { ms: Number.NaN, text: '' };

/** A date as an instant. The last one is kept: thousands of rows are asked about in one millisecond. */
export function instantOf(date: Date): Instant {
  const ms = date.getTime();
  if (ms !== last.ms) last = { ms, text: date.toISOString() };
  return last.text;
}

/** A stretch of time, both ends included; `to` is after `from`. */
export const timeWindow = z.strictObject({ from: instant, to: instant }).refine((window) => window.from < window.to, {
  path: ['to'],
  error: 'expected an instant after "from": a validity cannot end before it begins',
});
export type TimeWindow = z.output<typeof timeWindow>;

/** Hours from `now` until `then`; negative when `then` is past. */
export function hoursUntil(then: Instant, now: Instant): number {
  return (Date.parse(then) - Date.parse(now)) / 3_600_000;
}
