import { z } from 'zod';
import type { Instant } from '../time.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 07:00');

/** Hours of a week in Viet Nam's time: 1 is Monday, 7 is Sunday. `to` at or before `from` is on the next day. */
const weeklyHours = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1, 'expected at least one day'),
  from: time,
  to: time,
});

/** When a contact is on duty. */
export const dutyHours = z.union([z.literal('always'), z.array(weeklyHours).min(1, 'expected at least one stretch of hours')]);
/** See {@link dutyHours}. */
export type DutyHours = z.output<typeof dutyHours>;

/** Asia/Ho_Chi_Minh: UTC+7, all year. */
const OFFSET_MS = 7 * 3_600_000;
const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Is a contact with these hours on duty? The first minute counts, the last does not. */
export function isOnDuty(hours: DutyHours, now: Instant): boolean {
  if (hours === 'always') return true;
  const minutes = Math.floor((Date.parse(now) + OFFSET_MS) / MINUTE_MS);
  const day = Math.floor(minutes / DAY_MINUTES);
  const minute = minutes - day * DAY_MINUTES;
  const today = weekdayOf(day);
  const yesterday = weekdayOf(day - 1);
  return hours.some(({ days, ...stretch }) => {
    const [from, to] = [minuteOf(stretch.from), minuteOf(stretch.to)];
    if (from < to) return days.includes(today) && minute >= from && minute < to;
    return (days.includes(today) && minute >= from) || (days.includes(yesterday) && minute < to);
  });
}

const weekdayOf = (day: number): number => ((day + EPOCH_WEEKDAY - 1) % 7) + 1;

function minuteOf(time: string): number {
  const [hour = '', minute = ''] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}
