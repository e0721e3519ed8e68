import type { Language } from '../audience/subscriber.ts';
import type { Instant } from '../time.ts';

/** Viet Nam keeps UTC+7 all year (Asia/Ho_Chi_Minh). */
const OFFSET_MS = 7 * 3_600_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as people read it: absolute, with its date. `08:00 ngày 06/11/2025`, `08:00 on 6 Nov 2025`. */
export function dateTime(instant: Instant, language: Language): string {
  const at = new Date(Date.parse(instant) + OFFSET_MS);
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  if (language === 'vi') return `${time} ngày ${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${String(at.getUTCFullYear())}`;
  return `${time} on ${String(at.getUTCDate())} ${MONTHS[at.getUTCMonth()] ?? ''} ${String(at.getUTCFullYear())}`;
}

/** The same without the year, for SMS: `08:00 06/11`, `08:00 6 Nov`. */
export function shortDateTime(instant: Instant, language: Language): string {
  const at = new Date(Date.parse(instant) + OFFSET_MS);
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  if (language === 'vi') return `${time} ${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}`;
  return `${time} ${String(at.getUTCDate())} ${MONTHS[at.getUTCMonth()] ?? ''}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
