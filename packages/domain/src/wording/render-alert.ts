import { capital } from '../bulletin/capital.ts';
import type { Warning } from '../warning/warning.ts';
import { adviceFor, closingWords, inForceWords, orderWords } from './advise.ts';
import { type Broadcast, publicReader } from './broadcast.ts';
import { type Facts, factsFor, windForce } from './facts.ts';
import {
  beginning,
  colourWord,
  figureWords,
  hazardNames,
  hazardOf,
  higherWords,
  marksOf,
  placesOf,
  subject,
  tell,
  typeOf,
} from './phrases.ts';
import type { Reader } from './reader.ts';
import { chooseFullTable, TABLES } from './table/choose-table.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import { dateTime } from './when.ts';

/** Texts of an alert that machines pass on (CAP 1.2, section 3.2.2: event, description, instruction). */
export interface AlertText {
  /** The kind of hazard. */
  readonly event: string;
  readonly description: string;
  /** What to do; what still to do where a warning is taken back. */
  readonly instruction: string;
  /** People are told to leave at once: an authority ordered it, or tsunami warning 3. */
  readonly leave: boolean;
}

const MOST_PLACES = 12;

/**
 * An alert's texts for the public. `ownText`: the issuer's text in this language, unchanged, stands above ours; a text that
 * exists in another language alone is left out, so that a block never mixes languages.
 */
export function renderAlert(
  warning: Warning,
  broadcast: Broadcast,
  { ownText }: { readonly ownText: boolean },
  tables: readonly PhraseTable[] = TABLES,
): AlertText {
  const reader = publicReader(warning, broadcast);
  const table = chooseFullTable(reader.language, tables);
  const facts = factsFor(warning, reader);
  const own = (ownText && warning.text?.[table.names]) || null;
  const marks = marksOf(warning, reader, table);
  const { corrected } = table.phrases.occasions;
  const others = marks.filter((one) => one !== corrected);
  // A correction says so once: what puts it right may begin with the same word.
  const mark = beginning(own !== null && firstLine(own).includes(corrected.toLowerCase()) ? others : marks).trim();
  const said = sentencesOf(warning, reader, facts, table).filter(Boolean).join(' ');
  const ours = `${beginning(own === null ? marks : others)}${said}`.normalize('NFC');
  const above = own === null ? [] : [...(mark === '' ? [] : [mark]), own];
  return {
    event: capital(hazardNames(hazardOf(warning), table)[0]).normalize('NFC'),
    description: [...above, ours].join('\n\n'),
    instruction: instructionOf(warning, facts, table).normalize('NFC'),
    leave: facts.leave !== null,
  };
}

const firstLine = (text: string): string => (text.trimStart().split(/\r?\n/, 1)[0] ?? '').normalize('NFC').toLowerCase();

function sentencesOf(warning: Warning, reader: Reader, facts: Facts, table: PhraseTable): (string | null)[] {
  const type = typeOf(warning, reader, table);
  const about = subject(warning, table);
  return [
    `${capital(type === undefined ? about : `${type}: ${about}`)}.`,
    tell(table, 'where', { places: placesOf(facts.units, table, MOST_PLACES) }),
    ...(facts.closing ? [closingWords(reader, table), inForceWords(reader, table)] : dangerOf(warning, facts, table)),
    `${table.labels.bulletin}: ${warning.bulletinId}.`,
    ...replayOf(warning, table),
  ];
}

function dangerOf(warning: Warning, facts: Facts, table: PhraseTable): (string | null)[] {
  const { level } = facts;
  const [met, wind] = [figureWords(facts, table), windForce(warning)];
  return [
    level === null ? null : tell(table, 'level', { level: String(level), colour: colourWord(level, table) }),
    met === null ? null : tell(table, 'fact', { fact: met }),
    tell(table, 'window', { from: dateTime(facts.onset, table), to: dateTime(facts.expiresAt, table) }),
    wind === null ? null : tell(table, 'storm', { force: wind }),
    higherWords(facts, table, MOST_PLACES),
  ];
}

function replayOf({ replayOf }: Warning, table: PhraseTable): string[] {
  if (replayOf === undefined) return [];
  const source = `${replayOf.publisher}, ${replayOf.source}`;
  return [table.labels.replay.replace('{at}', dateTime(replayOf.finishedAt, table)).replace('{source}', () => source)];
}

function instructionOf(warning: Warning, facts: Facts, table: PhraseTable): string {
  // Whoever is no longer warned of is told to keep following, never that all is well.
  if (facts.closing) return table.phrases.monitor;
  const { main, ready, more } = adviceFor(warning, facts, table);
  const order = orderWords(facts.leave, table, dateTime);
  const told = facts.leave?.by === 'order' ? facts.leave.order.text : undefined;
  const leave = facts.leave === null ? null : `${table.phrases.actions.Leave.short}.`;
  return [leave, order, told, main, ready, ...more].filter(Boolean).join(' ');
}
