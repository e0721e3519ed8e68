import { capital } from '../bulletin/capital.ts';
import type { Unit } from '../place/place-ref.ts';
import type { WordPut } from '../ports/channel.ts';
import type { Warning } from '../warning/warning.ts';
import { adviceFor, closingWords, inForceWords, orderWords } from './advise.ts';
import { colourOf, NO_COLOUR } from './colours.ts';
import { type Facts, factsFor, windForce } from './facts.ts';
import { escapeHtml, htmlOf } from './html.ts';
import { colourWord, figureWords, higherWords, isEverywhere, markOf, placesOf, subject, tell, typeOf } from './phrases.ts';
import type { Reader } from './reader.ts';
import { chooseFullTable, TABLES } from './table/choose-table.ts';
import type { Label, PhraseTable } from './table/phrase-table.ts';
import { dateTime } from './when.ts';

const MOST_PLACES = 12;

/** The e-mail of a warning for one reader: the issuer's own text unchanged above ours, under a mark of what is not live or puts right. */
export function renderEmail(warning: Warning, reader: Reader, tables: readonly PhraseTable[] = TABLES): Email {
  const table = chooseFullTable(reader.language, tables);
  const facts = factsFor(warning, reader);
  return write(warning, reader, { facts, table, names: namesOf(facts.units, table) });
}

export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Names of the reader's places, as they stand in a title and in a line of their own. */
interface Names {
  readonly few: string;
  readonly more: string;
}

const FEW_PLACES = 2;

/** Places have no more names than there are of them, so most readers' are worked out once. */
function namesOf(units: readonly Unit[], table: PhraseTable): Names {
  const few = placesOf(units, table, FEW_PLACES);
  return { few, more: units.length <= FEW_PLACES ? few : placesOf(units, table, MOST_PLACES) };
}

/** Characters for private use, which stand for the names in a frame. */
const OPEN: Names = { few: '\uE000', more: '\uE001' };

/** The e-mail of all readers at whose places the warning says the same, with their places left open. */
export interface EmailFrame {
  readonly email: Email;
  /** What stands in place of which words for these places, in the warning's order. */
  words(units: readonly Unit[]): WordPut[];
}

/** An e-mail with something in place of its words. */
export function withWords({ subject: title, text, html }: Email, words: readonly WordPut[]): Email {
  const put = (into: string, as: (word: WordPut) => string): string =>
    words.reduce((all, one) => all.replaceAll(one.word, () => as(one)), into);
  return { subject: put(title, (one) => one.text), text: put(text, (one) => one.text), html: put(html, (one) => one.html) };
}

/**
 * The frame for a reader, good for every other one with the same words before the places: same language, audience, reason, hazards still in
 * force, and the same entries of the warning at their places (`entriesAt`). Null where the text names other places as well.
 */
export function emailFrame(warning: Warning, reader: Reader, tables: readonly PhraseTable[] = TABLES): EmailFrame | null {
  const table = chooseFullTable(reader.language, tables);
  const facts = factsFor(warning, reader);
  const somewhere = facts.keptHigher.length > 0 && !isEverywhere(facts.units, facts.keptHigher);
  if (facts.alsoWarned.length + facts.dropped.length > 0 || somewhere) return null;
  return {
    email: write(warning, reader, { facts, table, names: OPEN }),
    words(units) {
      const names = namesOf(units, table);
      return (['few', 'more'] as const).map((which) => {
        const text = names[which].normalize('NFC');
        return { word: OPEN[which], text, html: escapeHtml(text) };
      });
    },
  };
}

interface Written {
  readonly facts: Facts;
  readonly table: PhraseTable;
  readonly names: Names;
}

function write(warning: Warning, reader: Reader, { facts, table, names }: Written): Email {
  const type = typeOf(warning, reader, table);
  const mark = markOf(warning, reader, table);
  const occasion = reader.reason === 'corrected' ? mark : `${mark}${table.phrases.occasions[reader.reason]}: `;
  const about = `${occasion}${subject(warning, table)}, ${names.few}`;
  const title = (type === undefined ? about : `${about} - ${type}`).normalize('NFC');
  const own = [warning.text?.[table.names], warning.text?.vi].find((text) => text !== undefined && text !== '') ?? null;
  const lines = linesOf(warning, reader, { facts, table, names }).map((line) => line.normalize('NFC'));
  const { confirmLink: link } = reader;
  const confirm = link === undefined ? null : { words: tell(table, 'confirm', { link: '' }).trim(), link };
  const confirmLine = link === undefined ? [] : ['', tell(table, 'confirm', { link })];
  const above = own === null ? [] : [...(mark === '' ? [] : [mark.trim(), '']), own, ''];
  const colour = facts.closing || facts.level === null ? NO_COLOUR : colourOf(facts.level);
  return {
    subject: title,
    text: `${[...above, title, '', ...lines, ...confirmLine].join('\r\n')}\r\n`,
    html: htmlOf({ title, mark: own === null ? '' : mark.trim(), own, lines, confirm, colour, language: table.tag }),
  };
}

function linesOf(warning: Warning, reader: Reader, { facts, table, names }: Written): string[] {
  const line = (label: Label, value: string | null): string[] => (value === null ? [] : [`${table.labels[label]}: ${value}`]);
  const sentence = (id: 'alsoWarned' | 'dropped') =>
    facts[id].length === 0 ? [] : [tell(table, id, { place: placesOf(facts[id], table, MOST_PLACES) })];
  const type = typeOf(warning, reader, table);
  const closing = [closingWords(reader, table), inForceWords(reader, table)].filter((one) => one !== null);
  return [
    ...line('where', names.more),
    ...(facts.closing ? closing : dangerLines(warning, facts, table, line)),
    ...sentence('alsoWarned'),
    ...sentence('dropped'),
    ...line('bulletin', [...(type === undefined ? [] : [capital(type)]), warning.bulletinId].join(', ')),
    ...line('issuer', warning.issuerName ?? warning.issuer),
    ...line('issued', `${dateTime(warning.issuedAt, table)} (${warning.id})`),
    ...replayLines(warning, table),
  ];
}

type Line = (label: Label, value: string | null) => string[];

function dangerLines(warning: Warning, facts: Facts, table: PhraseTable, line: Line): string[] {
  const [wind, order] = [windForce(warning), orderWords(facts.leave, table, dateTime)];
  const window = tell(table, 'window', { from: dateTime(facts.onset, table), to: dateTime(facts.expiresAt, table) });
  const { main, ready, more } = adviceFor(warning, facts, table);
  const told = facts.leave?.by === 'order' ? facts.leave.order.text : undefined;
  const leave = `${table.phrases.actions.Leave.short}.`;
  const higher = higherWords(facts, table, MOST_PLACES);
  return [
    ...line('order', order === null ? null : [leave, order, told].filter(Boolean).join(' ')),
    ...line('level', levelOf(facts, table)),
    ...line('figures', figureWords(facts, table)),
    ...line('when', window.charAt(0).toLowerCase() + window.slice(1, -1)),
    ...(wind === null ? [] : [tell(table, 'storm', { force: wind })]),
    ...(higher === null ? [] : [higher]),
    ...line('action', [main, ready, ...more].filter(Boolean).join(' ')),
  ];
}

/** Level with its colour, the mark of one that nobody announced, and the clause that gives it. */
function levelOf({ level, proposed, row }: Facts, table: PhraseTable): string | null {
  if (level === null) return null;
  const { labels, clauseWords } = table;
  const phrase = labels.levelPhrase.replace('{level}', String(level)).replace('{colour}', colourWord(level, table));
  const clause = row?.clause.split('.').map((one, at) => `${clauseWords[at] ?? ' '}${one}`) ?? [];
  const basis = row === null ? '' : ` (${labels.basis.replace('{clause}', clause.join(''))})`;
  return `${phrase}${proposed ? `; ${labels.proposed}` : ''}${basis}`;
}

function replayLines({ replayOf }: Warning, table: PhraseTable): string[] {
  if (replayOf === undefined) return [];
  const source = `${replayOf.publisher}, ${replayOf.source}`;
  return [table.labels.replay.replace('{at}', dateTime(replayOf.finishedAt, table)).replace('{source}', () => source)];
}
