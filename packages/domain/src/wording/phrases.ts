import type { Level } from '../bulletin/bulletin.ts';
import { bulletinType } from '../bulletin/bulletin-type.ts';
import { capital } from '../bulletin/capital.ts';
import { eventNameIn } from '../bulletin/event-name.ts';
import { nameOfPlaces } from '../place/index.ts';
import type { Warning } from '../warning/warning.ts';
import type { Facts } from './facts.ts';
import { inGsm } from './gsm.ts';
import type { Reader, StillInForce } from './reader.ts';
import type { ActionKey, PhraseTable } from './table/phrase-table.ts';
import { fill, fitsSlots, type SentenceId, type Values } from './table/sentences.ts';

/** A sentence of the table with its slots filled, for texts without registered templates. */
export function tell(table: PhraseTable, id: SentenceId, values: Values = {}): string {
  return fill(table.phrases.sentences[id], values);
}

/** The same for an SMS: null when a value is longer than its slot. */
export function say(table: PhraseTable, id: SentenceId, values: Values = {}): string | null {
  return fitsSlots(values) ? tell(table, id, values) : null;
}

/** A name or figure that is not of the table, as the table's alphabet writes it. */
export const written = (name: string, table: PhraseTable): string => (table.gsm ? inGsm(name) : name.normalize('NFC'));

/** Names of places as the gazetteer spells them in the table's language. */
export function placesOf(units: Facts['units'], table: PhraseTable, limit: number): string {
  return written(nameOfPlaces(units, table.names, limit), table);
}

/** The first place's bare name: "Quy Nhơn", "biển Gia Lai-Đắk Lắk", "Gia Lai +3 nơi"; in English "Quy Nhon", "Gia Lai +3". */
export function barePlace(units: Facts['units'], table: PhraseTable): string {
  return written(bareName(nameOfPlaces(units, table.names, 1)), table);
}

/** Bare names of all places: "Quy Nhơn, Lý Sơn". */
export function bareNames(units: Facts['units'], table: PhraseTable): string {
  return units.map((unit) => barePlace([unit], table)).join(', ');
}

const EXCEPT = /(?:trừ|except) .*/;
/** A name of the gazetteer without its type and what it lies in; what it does not hold stays. */
export const bareName = (name: string): string =>
  name
    .replace(/ \(([^)]*)\)/, (_, within: string) => (EXCEPT.exec(within) ?? []).map((but) => ` (${but})`).join(''))
    .replace(/^(xã|phường|đặc khu|khu vực) /, '')
    .replace(/ (commune|ward|special zone|area)(?= and | \(|$)/, '')
    .replace(/^vùng biển (?:đặc khu )?/, 'biển ')
    .replace(/ (?:đến|to) /, '-')
    .replace(/ và (\d+) nơi khác$/, ' +$1 nơi')
    .replace(/ and (\d+) other places?$/, ' +$1');

/** The event's name in the table's language; undefined when it has none in it. */
export function eventNameOf({ eventName }: Warning, table: PhraseTable): string | undefined {
  const name = eventNameIn(eventName, table.names);
  return name === undefined ? undefined : written(name, table);
}

/** The hazard's name, long and short; one of no other kind by its own name. */
export function hazardNames({ hazard, name }: StillInForce, table: PhraseTable): readonly [string, string] {
  const own = table.names === 'vi' ? name?.vi : name?.en;
  const known = table.phrases.hazards[hazard];
  return hazard === 'other' && own !== undefined ? [written(own, table), known.short] : [known.name, known.short];
}

/** The hazard that the warning is about. */
export function hazardOf({ hazard, hazardName }: Warning): StillInForce {
  return hazardName === undefined ? { hazard } : { hazard, name: hazardName };
}

/** What the warning is about: "Bão số 13 (Kalmaegi)" for a storm, "mưa lớn (Bão số 13)" for what a storm brings. */
export function subject(warning: Warning, table: PhraseTable): string {
  const event = eventNameOf(warning, table);
  const [hazard] = hazardNames(hazardOf(warning), table);
  if (event === undefined) return hazard;
  return warning.hazard === 'storm' ? event : `${hazard} (${event})`;
}

/** {@link subject} without what stands in brackets in the event's name: "Bão số 13", "mưa lớn (Bão số 13)". */
export function shortSubject(warning: Warning, table: PhraseTable): string {
  const short = eventNameOf(warning, table)?.replace(/ \([^)]*\)/g, '');
  if (short === undefined) return subject(warning, table);
  return warning.hazard === 'storm' ? short : `${hazardNames(hazardOf(warning), table)[0]} (${short})`;
}

/** The word of a level's colour. */
export function colourWord(level: Level, table: PhraseTable): string {
  const colour = table.phrases.colours[level - 1];
  if (colour === undefined) throw new RangeError(`there is no level ${String(level)}`);
  return colour;
}

/** What is measured or expected. A time that counts from the reading is left out: the window stands beside it with its dates. */
export function figureWords(facts: Facts, table: PhraseTable): string | null {
  const figures = table.figures === null ? '' : (facts.figures?.[table.figures] ?? '');
  return figures === '' ? null : written(capital(figures.replace(/(\d+ giờ) tới/gu, '$1').replace(/in the next (\d+)/g, 'in $1')), table);
}

/** Marks before everything else: an exercise, a test, a correction. */
export function marksOf(warning: Warning, reader: Reader, table: PhraseTable): readonly string[] {
  const status = table.phrases.status[warning.status];
  return [...(status === '' ? [] : [status]), ...(reader.reason === 'corrected' ? [table.phrases.occasions.corrected] : [])];
}

/** The marks as the beginning of a text: `DIỄN TẬP. ĐÍNH CHÍNH. `. */
export function markOf(warning: Warning, reader: Reader, table: PhraseTable): string {
  return beginning(marksOf(warning, reader, table));
}

/** Marks as the beginning of a text. */
export const beginning = (marks: readonly string[]): string => marks.map((mark) => `${mark}. `).join('');

/** The type of the bulletin as the trade titles it; undefined where the table has no titles, and where the text's mark says it already. */
export function typeOf({ hazard, bulletinType: id }: Warning, { reason }: Reader, table: PhraseTable): string | undefined {
  const type = bulletinType(hazard, id);
  if (table.figures === null || (type?.action === 'correct' && reason === 'corrected')) return undefined;
  return type?.[table.figures];
}

/** That another bulletin warned of a higher level at the reader's places: here, or at which of them, `limit` by name; null where none did. */
export function higherWords({ units, keptHigher }: Facts, table: PhraseTable, limit: number): string | null {
  if (keptHigher.length === 0) return null;
  if (isEverywhere(units, keptHigher)) return tell(table, 'higher');
  return tell(table, 'higherAt', { place: placesOf(keptHigher, table, limit) });
}

/** Are these all of the places? */
export function isEverywhere(units: Facts['units'], these: Facts['units']): boolean {
  const held = new Set(these);
  return units.every((unit) => held.has(unit));
}

/** The key of what the reader should do, or of what is taken back. */
export function actionKey(facts: Facts, { reason }: Reader): ActionKey {
  if (reason === 'narrowed' || reason === 'cancelled' || reason === 'ended') return reason;
  return facts.leave === null ? facts.response : 'Leave';
}
