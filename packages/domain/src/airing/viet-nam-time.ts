import type { Instant } from '../time.ts';

/** Viet Nam keeps UTC+7 all year (Asia/Ho_Chi_Minh). */
const OFFSET_MS = 7 * 3_600_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An instant on the clocks of Viet Nam. */
export interface LocalTime {
  readonly hour: number;
  readonly minute: number;
  readonly day: number;
  /** 1 to 12. */
  readonly month: number;
}

/** What the clocks of Viet Nam show. */
export function localTime(instant: Instant): LocalTime {
  const at = new Date(Date.parse(instant) + OFFSET_MS);
  return { hour: at.getUTCHours(), minute: at.getUTCMinutes(), day: at.getUTCDate(), month: at.getUTCMonth() + 1 };
}

/** The full hour at an instant or after it; hours of Viet Nam and of UTC begin together. */
export function fullHourFrom(ms: number): number {
  return Math.ceil(ms / HOUR_MS) * HOUR_MS;
}

/** The first of the hours of a day in Viet Nam that comes after an instant. */
export function nextOfHours(ms: number, hours: readonly number[]): number {
  const midnight = Math.floor((ms + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;
  const times = [0, DAY_MS].flatMap((day) => hours.map((hour) => midnight + day + hour * HOUR_MS));
  return Math.min(...times.filter((time) => time > ms));
}
