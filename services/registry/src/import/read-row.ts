import { readPhone } from '@loa/adapters/phone';
import { audience, language, need, canonicalMailbox } from '@loa/domain/audience';
import { placeOfText } from '@loa/domain/place';
import type { ListRow } from '@loa/domain/ports';
import { z } from 'zod';
import { CommandRefused } from '../run-command.ts';

/** Columns of a list. One of `email` and `phone`, and one of `place` and `former_place`, must be there. */
export const COLUMNS = [
  'id',
  'email',
  'phone',
  'audience',
  'language',
  'place',
  'former_place',
  'until',
  'least_need',
  'unaccented',
  'exercises',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Why a row is not taken: the column at fault (empty: the whole line) and a reason, never a value. */
export interface Fault {
  readonly column: Column | '';
  readonly reason: string;
}

/** Where each column stands. Throws {@link CommandRefused} saying what the first line must be. */
export function readHeader(fields: readonly string[] | null): readonly Column[] {
  const names = (fields ?? []).map((name) => name.trim().toLowerCase());
  const unknown = names.filter((name) => !COLUMNS.some((one) => one === name));
  const has = (...some: Column[]) => some.some((one) => names.includes(one));
  const fits = unknown.length === 0 && new Set(names).size === names.length && has('email', 'phone') && has('place', 'former_place');
  if (!fits) {
    const which = unknown.length > 0 ? `; unknown: ${unknown.map((one) => JSON.stringify(one.slice(0, 40))).join(', ')}` : '';
    throw new CommandRefused(
      `the first line must name the columns, with commas between them: email or phone, place or former_place, and any of ${COLUMNS.join(', ')}${which}`,
    );
  }
  return names as Column[];
}

const EMAIL = z.regexes.email;
const MOST_PLACES = 50;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

type Texts = Readonly<Partial<Record<Column, string>>>;

/** A line as a row of the list. */
export function readRow(columns: readonly Column[], fields: readonly string[]): ListRow | Fault {
  if (fields.length !== columns.length) return { column: '', reason: `${fields.length} fields in place of ${columns.length}` };
  const given: Partial<Record<Column, string>> = {};
  columns.forEach((name, at) => (given[name] = fields[at]?.trim() ?? ''));
  const address = addressesOf(given);
  if ('reason' in address) return address;
  const kind = audienceOf(given.audience || 'citizen');
  if (kind === null) return { column: 'audience', reason: 'unknown audience' };
  const speech = languageOf(given.language || 'vi');
  if (speech === null) return { column: 'language', reason: 'no BCP 47 language tag' };
  const least = needOf(given.least_need || '1');
  if (least === null) return { column: 'least_need', reason: 'no whole number from 1 to 5' };
  const plain = YES_NO[given.unaccented?.toLowerCase() ?? ''];
  if (plain === undefined) return { column: 'unaccented', reason: 'neither yes nor no' };
  const drilled = YES_NO[given.exercises?.toLowerCase() ?? ''];
  if (drilled === undefined) return { column: 'exercises', reason: 'neither yes nor no' };
  if (drilled && kind === 'citizen') return { column: 'exercises', reason: 'citizens are not named for exercises' };
  const end = endOf(given.until ?? '');
  if (end === undefined) return { column: 'until', reason: 'no date such as 2026-12-31' };
  if ((given.id?.length ?? 0) > 200) return { column: 'id', reason: 'longer than 200 characters' };
  if (given.id?.includes('\0') === true) return { column: 'id', reason: 'a character of no text (NUL)' };
  const units = placesOf(given);
  if ('reason' in units) return units;
  return {
    ...address,
    key: given.id || null,
    audience: kind,
    language: speech,
    leastNeed: least,
    unaccentedSms: plain,
    exercises: drilled,
    units,
    ends: end === null ? {} : Object.fromEntries(units.map((unit) => [unit, end])),
  };
}

const YES_NO: Readonly<Record<string, boolean>> = { '': false, yes: true, no: false };

function addressesOf(given: Texts): { email?: string; phone?: string } | Fault {
  const email = given.email ? emailOf(given.email) : undefined;
  if (email === null) return { column: 'email', reason: 'no e-mail address' };
  const phone = given.phone ? readPhone(given.phone) : undefined;
  if (phone === null) return { column: 'phone', reason: 'no phone number' };
  if (email === undefined && phone === undefined) return { column: '', reason: 'neither an e-mail address nor a phone number' };
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
}

const emailOf = (text: string): string | null => (text.length > 254 || !EMAIL.test(text) ? null : canonicalMailbox(text));

/** A million rows have a handful of languages, audiences and needs: each text is read once, of the first so many. */
function readOnce<T>(read: (text: string) => T, most = 1_000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (known.size < most) known.set(text, value);
    return value;
  };
}

const valid = <T>(result: { success: true; data: T } | { success: false }): T | null => (result.success ? result.data : null);
const languageOf = readOnce((text) => valid(language.safeParse(text)));
const audienceOf = readOnce((text) => valid(audience.safeParse(text)));
const needOf = readOnce((text) => valid(need.safeParse(Number(text))));

/** The end of a day in Viet Nam; null for none, undefined for what is no day. */
function endOf(text: string): string | null | undefined {
  if (text === '') return null;
  const day = DAY.test(text) ? new Date(`${text}T00:00:00+07:00`) : null;
  // 31 February is read as a day in March by some, and as none here.
  if (day === null || Number.isNaN(day.getTime()) || new Date(day.getTime() + 25_200_000).toISOString().slice(0, 10) !== text)
    return undefined;
  return new Date(day.getTime() + 86_400_000).toISOString();
}

function placesOf({ place = '', former_place: former = '' }: Texts): readonly string[] | Fault {
  if (former === '') return present(place);
  return place === '' ? formerly(former) : inBoth(`${place}\n${former}`);
}

/** A list names few places and many people: each is looked up once, and all at it share its units. */
const present = readOnce((place) => unitsOf([['place', place]]), 50_000);
const formerly = readOnce((former) => unitsOf([['former_place', former]]), 50_000);
const inBoth = readOnce((both) => {
  const [place = '', former = ''] = both.split('\n');
  return unitsOf([
    ['place', place],
    ['former_place', former],
  ]);
}, 50_000);

const UNKNOWN = 'unknown place; a commune is written by its code or with its province';

function unitsOf(columns: readonly (readonly ['place' | 'former_place', string])[]): readonly string[] | Fault {
  const units = new Set<string>();
  for (const [column, written] of columns) {
    const texts = written.split(';').filter((text) => text.trim() !== '');
    if (texts.length > MOST_PLACES) return { column, reason: `more than ${MOST_PLACES} places` };
    for (const text of texts) {
      const found = placeOfText(text, { former: column === 'former_place' });
      if (!found.ok) return { column, reason: found.reason === 'ambiguous-place' ? 'a place of which there are several' : UNKNOWN };
      for (const unit of found.units) units.add(unit);
    }
  }
  return units.size > 0 ? [...units] : { column: 'place', reason: 'no place' };
}
