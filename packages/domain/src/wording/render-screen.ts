import { capital } from '../bulletin/capital.ts';
import type { Warning } from '../warning/warning.ts';
import { inForceWords, orderSms } from './advise.ts';
import { type Broadcast, publicReader } from './broadcast.ts';
import { type Facts, factsFor } from './facts.ts';
import { actionKey, colourWord, hazardNames, hazardOf, markOf, shortSubject, subject, tell } from './phrases.ts';
import { fitting, part } from './parts.ts';
import type { Reader } from './reader.ts';
import { chooseFullTable, TABLES } from './table/choose-table.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import { shortDateTime } from './when.ts';
import { whereWords } from './where-words.ts';

/** Longest headline, title of a page and TV crawl, characters. */
export const HEADLINE_LENGTH = 60;
export const TITLE_LENGTH = 140;
export const CRAWL_LENGTH = 160;

/** A headline of at most {@link HEADLINE_LENGTH} characters: what, where, and the level if it was announced. */
export function renderHeadline(warning: Warning, broadcast: Broadcast, tables: readonly PhraseTable[] = TABLES): string {
  return titleWithin(HEADLINE_LENGTH, warning, broadcast, tables);
}

/** The same for a page or a list, of at most {@link TITLE_LENGTH} characters. What warns begins with its event or hazard. */
export function renderTitle(warning: Warning, broadcast: Broadcast, tables: readonly PhraseTable[] = TABLES): string {
  return titleWithin(TITLE_LENGTH, warning, broadcast, tables);
}

function titleWithin(most: number, warning: Warning, broadcast: Broadcast, tables: readonly PhraseTable[]): string {
  const { table, facts, reader } = read(warning, broadcast, tables);
  const titles = titlesOf(warning, reader, facts, table, most === HEADLINE_LENGTH || facts.closing);
  const level = levelOf(facts, table);
  const options = [...(level === null ? [] : titles.slice(0, -1).map((title) => `${title}. ${level}`)), ...titles];
  return options.map((one) => one.normalize('NFC')).find((one) => one.length <= most) ?? '';
}

/** A line for the foot of a TV screen, of at most {@link CRAWL_LENGTH} characters. Where the names of what is still in force do not fit, their number stands. */
export function renderCrawl(warning: Warning, broadcast: Broadcast, tables: readonly PhraseTable[] = TABLES): string {
  const { table, facts, reader } = read(warning, broadcast, tables);
  const fits = (text: string): boolean => text.normalize('NFC').length <= CRAWL_LENGTH;
  const action = tell(table, 'spokenAction', { action: table.phrases.actions[actionKey(facts, reader)].short });
  const count = tell(table, 'countInForce', { count: String(reader.stillInForce?.length ?? 0) });
  const inForce = facts.closing
    ? [inForceWords(reader, table), ...(reader.stillInForce?.length ? [count] : [])]
    : [orderSms(facts, table), null];
  const issued = shortDateTime(warning.issuedAt, table);
  const level = levelOf(facts, table);
  const window = tell(table, 'window', { from: shortDateTime(facts.onset, table), to: shortDateTime(facts.expiresAt, table) });
  const must = titlesOf(warning, reader, facts, table, true).flatMap((title) =>
    inForce.map((words) => [...part(`${title}.`, null), ...part(action, null), ...part(words, null)]),
  );
  const chosen = must.find((parts) => fits(fitting(parts, fits))) ?? [];
  const rest = facts.closing ? [] : [...part(level === null ? null : `${level}.`, 3), ...part(window, 2)];
  return fitting([...chosen, ...rest, ...part(tell(table, 'spokenIssued', { issued }), 4)], fits).normalize('NFC');
}

function read(warning: Warning, broadcast: Broadcast, tables: readonly PhraseTable[]) {
  const reader = publicReader(warning, broadcast);
  return { reader, table: chooseFullTable(reader.language, tables), facts: factsFor(warning, reader) };
}

function levelOf({ level, closing }: Facts, table: PhraseTable): string | null {
  if (level === null || closing) return null;
  return tell(table, 'level', { level: String(level), colour: colourWord(level, table) }).replace(/\.$/, '');
}

/**
 * Titles from the fullest to the shortest: what the event is called goes before how exactly its places are named, the hazard alone comes after
 * both; the last one counts the places and always fits. `says`: they begin with what is new, where that leaves room.
 */
function titlesOf(warning: Warning, reader: Reader, facts: Facts, table: PhraseTable, says: boolean): string[] {
  const mark = markOf(warning, reader, table);
  const [long, short] = hazardNames(hazardOf(warning), table);
  const brief = facts.closing ? `${table.phrases.actions[actionKey(facts, reader)].tiny}: ` : '';
  const full = reader.reason === 'corrected' ? '' : `${table.phrases.occasions[reader.reason]}: `;
  const leads = says ? [full, brief] : [brief];
  const named = [subject(warning, table), shortSubject(warning, table)];
  const places = whereWords(facts.units, table);
  const count = tell(table, 'countOfPlaces', { count: String(facts.units.length) });
  const title = (lead: string, name: string, place: string): string => `${mark}${lead}${lead === '' ? capital(name) : name}, ${place}`;
  return [
    ...places.flatMap((place) => leads.flatMap((lead) => named.map((name) => title(lead, name, place)))),
    ...places.flatMap((place) => [long, short].map((name) => title(brief, name, place))),
    title(brief, short, count),
  ];
}
