import type { Level } from '../bulletin/bulletin.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import { type AirRow, airRow, AT_ONCE_MINUTES, type Medium, MEDIA, NEWS_MINUTES } from './air-table.ts';
import type { BasisId } from './basis.ts';
import { runsOutAt } from './parts-at.ts';
import { fullHourFrom, MINUTE_MS } from './viet-nam-time.ts';

/** One airing of a warning. */
export interface Airing {
  /** Stable: warning and repeat, `actual-12.radio-3`. */
  readonly id: string;
  readonly warningId: string;
  /** `radio-1` is the first airing on radio, `radio-lapsed` says that the warning ran out. */
  readonly repeat: string;
  readonly medium: Medium;
  readonly kind: 'first' | 'repeat' | 'lapsed';
  readonly dueAt: Instant;
  /** At the latest. */
  readonly by: Instant;
  /** Where the time comes from. */
  readonly basis: BasisId;
}

const iso = (ms: number): Instant => new Date(ms).toISOString();

/** What the law and Loa's table say of a warning on a medium. */
function ruleOf({ hazard, bulletinType, entries }: Warning, medium: Medium): AirRow {
  const level = entries.reduce<Level | null>((highest, entry) => Math.max(entry.level ?? 0, highest ?? 0) || null, null);
  return airRow({ hazard, bulletinType, level }, medium);
}

/** Every airing of a warning that is due up to `until`, whatever became of the warning: none once all of it has run out. */
export function dueTimes(warning: Warning, until: Instant, media: readonly Medium[] = MEDIA): Airing[] {
  return media.flatMap((medium) => {
    const row = ruleOf(warning, medium);
    const end = Math.min(Date.parse(until), Date.parse(runsOutAt(warning)) - 1);
    return timesOf(row, Date.parse(warning.issuedAt), end).map((ms, index): Airing => {
      const repeat = `${medium}-${String(index + 1)}`;
      const [kind, basis] = index === 0 ? (['first', row.first.basis] as const) : (['repeat', row.repeat.basis] as const);
      const by = iso(ms + allowedMs(row, index));
      return { id: `${warning.id}.${repeat}`, warningId: warning.id, repeat, medium, kind, dueAt: iso(ms), by, basis };
    });
  });
}

/** That a warning ran out and no successor came is said once on each medium. */
export function lapseAirings({ id }: Warning, lapsedAt: Instant, media: readonly Medium[] = MEDIA): Airing[] {
  return media.map((medium) => ({
    id: `${id}.${medium}-lapsed`,
    warningId: id,
    repeat: `${medium}-lapsed`,
    medium,
    kind: 'lapsed',
    dueAt: lapsedAt,
    by: iso(Date.parse(lapsedAt) + NEWS_MINUTES * MINUTE_MS),
    basis: 'ran-out',
  }));
}

function timesOf({ first, repeat }: AirRow, issued: number, end: number): number[] {
  const start = first.when === 'on-the-hour' ? fullHourFrom(issued) : issued;
  const times = [start, ...repeat.soon.map((minutes) => start + minutes * MINUTE_MS)];
  const step = (repeat.everyMinutes ?? Infinity) * MINUTE_MS;
  for (let at = (times.at(-1) ?? start) + step; at <= end; at += step) times.push(at);
  return times.filter((at) => at <= end);
}

function allowedMs({ first, repeat }: AirRow, index: number): number {
  const inNews = index === 0 ? first.when === 'next-news' : repeat.everyMinutes === null;
  return (inNews ? NEWS_MINUTES : AT_ONCE_MINUTES) * MINUTE_MS;
}
