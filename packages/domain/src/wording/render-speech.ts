import { capital } from '../bulletin/capital.ts';
import type { Warning } from '../warning/warning.ts';
import { adviceFor, closingWords, inForceWords, orderWords } from './advise.ts';
import { type Broadcast, publicReader } from './broadcast.ts';
import { type Facts, factsFor, windForce } from './facts.ts';
import { secondsOf, spoken } from './numbers.ts';
import {
  actionKey,
  barePlace,
  colourWord,
  eventNameOf,
  hazardNames,
  hazardOf,
  higherWords,
  marksOf,
  figureWords,
  placesOf,
  tell,
} from './phrases.ts';
import { fitting, type Part, part } from './parts.ts';
import type { Reader } from './reader.ts';
import { chooseFullTable, TABLES } from './table/choose-table.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import { spokenDateTime } from './when.ts';

/** How long a radio text may take, and a loudspeaker text with its repetition, seconds at the pace of the table. */
export const RADIO_SECONDS = 15;
export const LOUDSPEAKER_SECONDS = { least: 30, most: 45 } as const;
/** How long a call may take before it asks for the key, seconds: whoever waits longer hangs up. */
export const CALL_SECONDS = 25;

/** A text for a newsreader, numbers as words. What must be said is never left out, even beyond {@link RADIO_SECONDS}. */
export function renderRadio(warning: Warning, broadcast: Broadcast, tables: readonly PhraseTable[] = TABLES): string {
  const { table, parts } = sentencesFor(warning, publicReader(warning, broadcast), tables);
  return fitting(parts, (text) => secondsOf(text, table.speech.radioPace) <= RADIO_SECONDS).normalize('NFC');
}

/**
 * A text for a loudspeaker: short sentences, places first, numbers as words, said twice, within {@link LOUDSPEAKER_SECONDS}
 * unless what must be said takes longer.
 */
export function renderLoudspeaker(warning: Warning, broadcast: Broadcast, tables: readonly PhraseTable[] = TABLES): string {
  const { table, parts } = sentencesFor(warning, publicReader(warning, broadcast), tables);
  const { again, closers, loudspeakerPace } = table.speech;
  const twice = (once: string): string => `${once} ${again} ${once}`;
  const all = [...parts, ...closers.flatMap((one, at) => part(one, -at))];
  return twice(fitting(all, (text) => secondsOf(twice(text), loudspeakerPace) <= LOUDSPEAKER_SECONDS.most)).normalize('NFC');
}

/** A text for a call to one reader, and how it asks for the key that confirms. */
export function renderCall(warning: Warning, reader: Reader, tables: readonly PhraseTable[] = TABLES): { text: string; askForKey: string } {
  const { call, radioPace } = chooseFullTable(reader.language, tables).speech;
  const { parts } = sentencesFor(warning, reader, tables, call.opening);
  return {
    text: fitting(parts, (text) => secondsOf(text, radioPace) <= CALL_SECONDS).normalize('NFC'),
    askForKey: call.askForKey.normalize('NFC'),
  };
}

/** Sentences in the order they are said. */
function sentencesFor(
  warning: Warning,
  reader: Reader,
  tables: readonly PhraseTable[],
  opening: string | null = null,
): { table: PhraseTable; parts: Part[] } {
  const table = chooseFullTable(reader.language, tables);
  const facts = factsFor(warning, reader);
  const marks = marksOf(warning, reader, table).map((mark) => `${mark}.`);
  const hazard = tell(table, 'spokenHazard', { change: changeWord(reader, table), hazard: hazardNames(hazardOf(warning), table)[0] });
  const event = eventNameOf(warning, table);
  const said = [
    ...part(`${placeOf(facts, table)}.`, null),
    ...part(hazard, null),
    ...part(event === undefined ? null : tell(table, 'event', { event }), 9),
    ...(facts.closing ? closing(reader, table) : danger(warning, reader, facts, table)),
    ...part(tell(table, 'spokenIssued', { issued: spokenDateTime(warning.issuedAt, table) }), 5),
  ];
  return {
    table,
    parts: [
      ...marks.flatMap((mark) => part(mark, null)),
      ...part(opening, null),
      ...said.map((one) => ({ ...one, text: spoken(one.text, table.speech) })),
    ],
  };
}

function changeWord({ reason }: Reader, table: PhraseTable): string {
  const { occasions } = table.phrases;
  return capital(occasions[reason === 'corrected' ? 'first-news' : reason].toLowerCase());
}

function placeOf({ units }: Facts, table: PhraseTable): string {
  const place = placesOf(units, table, 2);
  const said =
    place.length <= 45
      ? place
      : barePlace(units, table)
          .replace(/ \+(\d+) nơi$/, ' và $1 nơi khác')
          .replace(/ \+(\d+)$/, ' and $1 more');
  return capital(said);
}

function danger(warning: Warning, reader: Reader, facts: Facts, table: PhraseTable): Part[] {
  const { actions } = table.phrases;
  const [met, wind] = [figureWords(facts, table), windForce(warning)];
  const { main, ready, more } = adviceFor(warning, facts, table);
  const at = { from: spokenDateTime(facts.onset, table), to: spokenDateTime(facts.expiresAt, table) };
  const { level } = facts;
  return [
    ...part(tell(table, 'spokenAction', { action: actions[actionKey(facts, reader)].short }), null),
    ...part(orderWords(facts.leave, table, spokenDateTime), null),
    ...part(level === null ? null : tell(table, 'spokenLevel', { level: String(level), colour: colourWord(level, table) }), 8),
    ...part(higherWords(facts, table, 1), 6),
    ...part(tell(table, 'window', at), 7),
    ...part(met === null ? null : tell(table, 'fact', { fact: met }), 3),
    ...part(wind === null ? null : tell(table, 'storm', { force: wind }), 2),
    ...part(main, 10),
    ...part(ready, 4),
    ...more.flatMap((one) => part(one, 1)),
  ];
}

function closing(reader: Reader, table: PhraseTable): Part[] {
  return [...part(closingWords(reader, table), 10), ...part(inForceWords(reader, table), null)];
}
