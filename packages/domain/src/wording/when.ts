import type { Instant } from '../time.ts';
import { numberWords } from './numbers.ts';
import type { PhraseTable } from './table/phrase-table.ts';

/** Viet Nam keeps UTC+7 all year (Asia/Ho_Chi_Minh). */
const OFFSET_MS = 7 * 3_600_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as people read it: absolute, with its date. `08:00 ngày 06/11/2025`, `08:00 on 6 Nov 2025`. */
export function dateTime(instant: Instant, { clock }: PhraseTable): string {
  return written(clock.long, instant, clock.months);
}

/** The same without the year, for SMS: `08:00 06/11`, `08:00 6 Nov`. */
export function shortDateTime(instant: Instant, { clock }: PhraseTable): string {
  return written(clock.short, instant, clock.months);
}

/** The same as said, numbers as words: "tám giờ ngày sáu tháng mười một". */
export function spokenDateTime(instant: Instant, { clock, speech }: PhraseTable): string {
  const at = new Date(Date.parse(instant) + OFFSET_MS);
  const say = (value: number): string => numberWords(value, speech.numbers);
  const minutes = at.getUTCMinutes();
  return (minutes === 0 ? clock.spokenFullHour : clock.spoken)
    .replace('{Month}', clock.spokenMonths[at.getUTCMonth()] ?? '')
    .replace('{H}', say(at.getUTCHours()))
    .replace('{m}', `${minutes < 10 ? clock.spokenZero : ''}${say(minutes)}`)
    .replace('{D}', say(at.getUTCDate()));
}

function written(pattern: string, instant: Instant, months: readonly string[]): string {
  const at = new Date(Date.parse(instant) + OFFSET_MS);
  return pattern
    .replace('{Mon}', months[at.getUTCMonth()] ?? '')
    .replace('{HH}', two(at.getUTCHours()))
    .replace('{mm}', two(at.getUTCMinutes()))
    .replace('{DD}', two(at.getUTCDate()))
    .replace('{MM}', two(at.getUTCMonth() + 1))
    .replace('{D}', String(at.getUTCDate()))
    .replace('{YYYY}', String(at.getUTCFullYear()));
}
