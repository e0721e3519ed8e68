import type { Hazard } from '@loa/domain/bulletin';

/** A bulletin as far as it is written: what the server will check. Values are as the form has them, right or wrong. */
export type Written = Readonly<Record<string, unknown>>;

/** Whether something has fields. */
export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What stands at a dotted path such as `areas.0.window.to`; undefined where nothing does. */
export function valueAt(written: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), written);
}

/** The same with another value at the path. Undefined takes the field away, and what is left empty by that. */
export function withValue<T>(written: T, path: string, value: unknown): T {
  const [key = '', ...rest] = path.split('.');
  const next = rest.length === 0 ? value : withValue(isObject(written) ? (written[key] ?? {}) : {}, rest.join('.'), value);
  if (Array.isArray(written)) return written.map((one, index) => (String(index) === key ? next : (one as unknown))) as T;
  const others = Object.entries(isObject(written) ? written : {}).filter(([name]) => name !== key);
  const isEmpty = rest.length > 0 && key !== 'parameters' && isObject(next) && !Array.isArray(next) && Object.keys(next).length === 0;
  const isGone = next === undefined || isEmpty;
  return Object.fromEntries(isGone ? others : [...others, [key, next]]) as T;
}

/** Whether two values say the same, whatever the order of keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key]));
}

/** `1.200` is a thousand and two hundred to one reader and little more than one to the other. */
const AMBIGUOUS = /\d[.,]\d{3}(?!\d)/;

/**
 * A typed value or range as numbers: `14`, `13-14`, `13,5`. Empty is undefined; what is neither, or may be read in two ways, stays text,
 * for the server to refuse.
 */
export function spanOf(text: string): number | [number, number] | string | undefined {
  const given = text.trim().replaceAll(',', '.');
  if (given === '') return undefined;
  if (AMBIGUOUS.test(given)) return text;
  const range = /^(-?\d+(?:\.\d+)?)\s*[-–]\s*(-?\d+(?:\.\d+)?)$/.exec(given);
  if (range !== null) return [Number(range[1]), Number(range[2])];
  return /^-?\d+(?:\.\d+)?$/.test(given) ? Number(given) : text;
}

/** A value or range as it is typed, with the decimal mark of the language. */
export function spanText(value: unknown, language: 'vi' | 'en' = 'en'): string {
  if (Array.isArray(value)) return value.map((end) => spanText(end, language)).join('-');
  if (typeof value === 'number') return language === 'vi' ? String(value).replace('.', ',') : String(value);
  return typeof value === 'string' ? value : '';
}

const VIET_NAM_MS = 7 * 3_600_000;

/** An instant as a field for date and time has it, in Viet Nam, wherever the screen stands. */
export function localTime(instant: unknown): string {
  const at = typeof instant === 'string' ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(at) ? '' : new Date(at + VIET_NAM_MS).toISOString().slice(0, 16);
}

/** An instant for people: `16:00 06/11`. */
export function shortTime(instant: string): string {
  const local = localTime(instant);
  return local === '' ? instant : `${local.slice(11)} ${local.slice(8, 10)}/${local.slice(5, 7)}`;
}

/** A name in the letters that ids have: "Bão số 13" becomes `bao-so-13`. */
export const slugOf = (name: string): string =>
  plain(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50);

/** Lower case without marks, for comparing what was typed. */
export const plain = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase().trim();

const HOUR_MS = 3_600_000;
const hours = (at: string, by: number): string => new Date(Date.parse(at) + by * HOUR_MS).toISOString();

export interface Begun {
  readonly issuer: string;
  readonly hazard: Hazard;
  readonly family: string;
  readonly type: string;
  readonly status: 'Actual' | 'Exercise';
  readonly event: { readonly id: string; readonly name?: { readonly vi: string } };
  readonly now: string;
}

/** The first bulletin of a series: one empty area for the next twelve hours. */
export function firstBulletin({ now, ...begun }: Begun): Written {
  return { ...begun, sequence: 1, finishedAt: now, scope: 'full', areas: [emptyArea(now)] };
}

/** An area of nowhere and nothing, from the last full hour for twelve hours. */
function emptyArea(now: string): Written {
  const from = new Date(Math.floor(Date.parse(now) / HOUR_MS) * HOUR_MS).toISOString();
  return { places: [], window: { from, to: hours(from, 12) }, parameters: {} };
}

/** An area to be filled, for the time of the one above it. */
export function anotherArea(written: Written, now: string): Written {
  const window = areasOf(written).at(-1)?.['window'];
  return { ...emptyArea(now), ...(window !== undefined && { window }) };
}

/** The same without some of its fields. */
export const without = (written: Written, ...names: readonly string[]): Written =>
  Object.fromEntries(Object.entries(written).filter(([name]) => !names.includes(name)));

/** The bulletin that closes what `next` would go on with: it speaks of everything of its series. */
export function closing(next: Written, type: string): Written {
  return { ...without(next, 'storm', 'order'), type, scope: 'full', areas: [] };
}

/** A correction of the last bulletin: all of it as it stands, to be put right. */
export function correctionOf(last: Written, next: Written): Written {
  return { ...without(last, 'replayOf', 'givenBy'), type: 'correction', sequence: next['sequence'], finishedAt: next['finishedAt'] };
}

/** What the table gives at places of an area. */
export interface LevelAt {
  /** Which area of the bulletin. */
  readonly at: number;
  readonly level: number | null;
  readonly places: readonly Written[];
}

/** The levels that the table gives in an area, highest first. */
export const levelsOf = (table: readonly LevelAt[], index: number): readonly number[] =>
  [...new Set(table.flatMap(({ at, level }) => (at === index ? (level ?? []) : [])))].toSorted((a, b) => b - a);

/**
 * The bulletin announcing what the table gives in the areas of `indexes` that announce nothing yet. Where the places of an area come to
 * different levels it becomes an area for each, so that no place is raised by its neighbour.
 */
export function announcing(written: Written, table: readonly LevelAt[], indexes: readonly number[]): Written {
  const areas = areasOf(written).flatMap((area, index): Written[] => {
    const rows = table.filter(({ at }) => at === index);
    if (!indexes.includes(index) || area['announcedLevel'] !== undefined || levelsOf(rows, index).length === 0) return [area];
    const byLevel = [...Map.groupBy(rows, ({ level }) => level)].toSorted(([a], [b]) => (b ?? 0) - (a ?? 0));
    if (byLevel.length === 1) return [{ ...area, announcedLevel: byLevel[0]?.[0] }];
    return byLevel.map(([level, own]) => ({
      ...area,
      places: own.flatMap(({ places }) => places),
      ...(level !== null && { announcedLevel: level }),
    }));
  });
  return { ...written, areas };
}

/** Areas of a bulletin; none where it has no list. */
export function areasOf(written: Written): readonly Written[] {
  const areas = written['areas'];
  return Array.isArray(areas) ? (areas as Written[]) : [];
}
