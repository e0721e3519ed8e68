import { localTime } from './model.ts';

const HOUR_MS = 3_600_000;

/** An instant as it stands in a field: `08:00 06/11/2025`, in Viet Nam, in whatever language and wherever the screen stands. */
export function timeText(instant: unknown): string {
  const local = localTime(instant);
  if (local === '') return '';
  const [year, month, day] = local.slice(0, 10).split('-');
  return `${local.slice(11)} ${String(day)}/${String(month)}/${String(year)}`;
}

const DAY = String.raw`(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?`;
const HOUR = String.raw`(\d{1,2})(?:\s*(?::|h|g|giờ)\s*(\d{2})?)?`;
const HOUR_FIRST = new RegExp(`^${HOUR}(?:[\\s,]+(?:ngày\\s+)?${DAY})?$`, 'iu');
const DAY_FIRST = new RegExp(`^${DAY}[\\s,]+${HOUR}$`, 'iu');
const AS_MACHINES = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;
const BY_HOURS = /^([+-])\s*(\d{1,3})$/;

/** Whether a text says hour, minute, day and year, so that nothing is left to be guessed. */
export const isWholeTime = (text: string): boolean => AS_MACHINES.test(text) || /^\d{2}:\d{2} \d{2}\/\d{2}\/\d{4}$/.test(text);

/**
 * A typed time of Viet Nam as an instant: `08:00 06/11/2025`, `8h 6/11`, `8h30` (the day of `from`), `+3` (so many hours after
 * `from`). A year that is left out is the one that brings the day nearest to `from`. Undefined: it is no time.
 */
export function readTime(text: string, from: string): string | undefined {
  const given = text.trim().normalize('NFC');
  const [, sign, count] = BY_HOURS.exec(given) ?? [];
  if (count !== undefined) return new Date(Date.parse(from) + Number(`${String(sign)}${count}`) * HOUR_MS).toISOString();
  const machine = AS_MACHINES.exec(given)?.slice(1).map(Number);
  if (machine !== undefined) return instantOf(machine as Parts);
  const [, hour, minute, day, month, year] = HOUR_FIRST.exec(given) ?? reordered(DAY_FIRST.exec(given));
  if (hour === undefined) return undefined;
  const [ofYear = 0, ofMonth = 0, ofDay = 0] = localTime(from).slice(0, 10).split('-').map(Number);
  const clock = [Number(hour), Number(minute ?? 0)] as const;
  if (day === undefined) return instantOf([ofYear, ofMonth, ofDay, ...clock]);
  const years = year === undefined ? [ofYear - 1, ofYear, ofYear + 1] : [Number(year)];
  const found = years.flatMap((one) => instantOf([one, Number(month), Number(day), ...clock]) ?? []);
  const away = (at: string): number => Math.abs(Date.parse(at) - Date.parse(from));
  return found.toSorted((one, other) => away(one) - away(other))[0];
}

const reordered = (found: RegExpExecArray | null): (string | undefined)[] => {
  const [whole, day, month, year, hour, minute] = found ?? [];
  return [whole, hour, minute, day, month, year];
};

type Parts = [year: number, month: number, day: number, hour: number, minute: number];
const two = (value: number): string => String(value).padStart(2, '0');

/** A day or hour that there is not (31/4, 25:00) is no time. */
function instantOf([year, month, day, hour, minute]: Parts): string | undefined {
  const local = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
  const at = Date.parse(`${local}:00+07:00`);
  if (Number.isNaN(at)) return undefined;
  const instant = new Date(at).toISOString();
  return localTime(instant) === local ? instant : undefined;
}
