import type { Instant, TimeWindow } from '@loa/domain/time';
import type { CorpusRecord } from './record.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A bulletin that does not say how long it holds. It is too short to be taken for the length of a spell. */
const UNSAID_HOURS = 24;

const utc = (ms: number): Instant => new Date(ms).toISOString();

/** A date stands for its first instant in Viet Nam, a date-time for itself. */
export function instantOf(text: string): Instant {
  return utc(startOf(text));
}
const startOf = (text: string): number => Date.parse(text.length === 10 ? `${text}T00:00:00+07:00` : text);
/** A date as an end stands for the end of that day. */
const endOf = (text: string): number => startOf(text) + (text.length === 10 ? DAY_MS : 0);

/** The forecast window as instants. An end that is not said, or not after the start, is taken 24 h after it. */
export function windowOf({ window, issued_at: issued }: CorpusRecord): TimeWindow {
  const from = startOf(window?.from ?? issued);
  const longest = (value: number | number[] | undefined): number => (value === undefined ? 0 : Math.max(...[value].flat()));
  const length = longest(window?.hours) * HOUR_MS + longest(window?.days) * DAY_MS;
  const said = window?.to === undefined ? from + length : endOf(window.to);
  return { from: utc(from), to: utc(said > from ? said : from + UNSAID_HOURS * HOUR_MS) };
}
