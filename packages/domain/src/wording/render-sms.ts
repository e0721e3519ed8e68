import { capital } from '../bulletin/capital.ts';
import type { Warning } from '../warning/warning.ts';
import { adviceFor, closingWords, inForceWords, orderSms } from './advise.ts';
import { type Facts, factsFor, windForce } from './facts.ts';
import {
  actionKey,
  bareNames,
  barePlace,
  colourWord,
  eventNameOf,
  hazardNames,
  hazardOf,
  isEverywhere,
  markOf,
  figureWords,
  placesOf,
  say,
} from './phrases.ts';
import { fitting, part } from './parts.ts';
import type { Reader } from './reader.ts';
import { fitsFirstPart, type SmsSize, smsSize } from './segments.ts';
import { SMS_TEMPLATES, type SmsTemplateName, type TemplateLine } from './sms-templates.ts';
import { chooseTable, TABLES } from './table/choose-table.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import type { SentenceId } from './table/sentences.ts';
import { VI_UNACCENTED } from './table/unaccented.ts';
import { VI } from './table/vi.ts';
import { shortDateTime } from './when.ts';

/** Longest SMS we send, segments; only what must be said whole, such as many hazards still in force, may make it longer. */
export const MOST_SEGMENTS = 3;

const MOST_PLACES = 3;

/** An SMS with the template that it is an instance of. `language`: the tag of its table. */
export type Sms = { readonly text: string; readonly template: string; readonly language: string } & SmsSize;

/**
 * The SMS of a warning for one reader. The first segment holds time of issue, hazard, place and action; of the sentences
 * after it those are left out that do not fit into {@link MOST_SEGMENTS}, by the order of the template. No link but the one by
 * which an agency, a relay or a body of the supply list confirms.
 */
export function renderSms(warning: Warning, reader: Reader, tables: readonly PhraseTable[] = TABLES): Sms {
  return write(warning, reader, tables, nameFor);
}

/** The same warning by the emergency template: time, hazard, place and action, an order to leave, what remains in force, the link to confirm. */
export function renderEmergencySms(warning: Warning, reader: Reader, tables: readonly PhraseTable[] = TABLES): Sms {
  return write(warning, reader, tables, () => 'emergency');
}

function write(warning: Warning, reader: Reader, tables: readonly PhraseTable[], named: typeof nameFor): Sms {
  const table = smsTable(reader, tables);
  const facts = factsFor(warning, reader);
  const name = named(facts, reader);
  const { head, wholePlaces, namesAll } = headOf(warning, reader, facts, table);
  const sentences = { ...sentencesOf(warning, reader, facts, table), ...(wholePlaces ? { where: null } : {}), head };
  const lines: readonly TemplateLine[] = SMS_TEMPLATES[name];
  // Of few places each is named to whoever asked for them.
  const namesMissing = !namesAll && facts.units.length <= MOST_PLACES;
  const parts = lines.flatMap(({ of, keep, keepForNames = keep }) =>
    part(of.map((id) => sentences[id] ?? null).find((one) => one !== null) ?? null, namesMissing ? keepForNames : keep),
  );
  const text = fitting(parts, (one) => smsSize(one).segments <= MOST_SEGMENTS);
  return { text, template: `${name}-${table.tag}`, language: table.tag, ...smsSize(text) };
}

/** The reader's table; the one without marks only for Vietnamese, and for citizens only if they asked. */
function smsTable({ language, audience, unaccented }: Reader, tables: readonly PhraseTable[]): PhraseTable {
  const table = chooseTable(language, tables);
  const plain = unaccented === 'asked' || (unaccented === 'by-setting' && audience !== 'citizen');
  return plain && table === VI ? VI_UNACCENTED : table;
}

function nameFor(facts: Facts, { reason, stillInForce }: Reader): SmsTemplateName {
  if (!facts.closing) return facts.leave === null ? 'warning' : 'leave';
  return reason !== 'ended' && stillInForce?.length === 0 ? 'cancelled' : 'closing';
}

interface Head {
  readonly head: string;
  /** It holds the full names of all places. */
  readonly wholePlaces: boolean;
  /** It names each place, if only by its bare name. */
  readonly namesAll: boolean;
}

/** The first wording that fits into the first segment; the last one stands where none does. */
function headOf(warning: Warning, reader: Reader, facts: Facts, table: PhraseTable): Head {
  let last: Head | null = null;
  for (const one of heads(warning, reader, facts, table)) {
    last = one;
    // The full stop may fall into the second segment.
    if (fitsFirstPart(one.head.slice(0, -1), table.gsm)) return one;
  }
  if (last === null) throw new Error(`no name of ${facts.units.join(', ')} is short enough for an SMS`);
  return last;
}

/** Wordings from the fullest to the shortest: names of places are shortened before the hazard's, the action last. */
function* heads(warning: Warning, reader: Reader, facts: Facts, table: PhraseTable): Generator<Head> {
  const mark = markOf(warning, reader, table);
  const issued = shortDateTime(warning.issuedAt, table);
  const { short, tiny } = table.phrases.actions[actionKey(facts, reader)];
  const [long, brief] = hazardNames(hazardOf(warning), table);
  const whole = placesOf(facts.units, table, MOST_PLACES);
  const each = facts.units.length <= MOST_PLACES ? bareNames(facts.units, table) : null;
  const write = (id: 'head' | 'headShort', hazard: string, place: string, action: string): Head[] => {
    const said = say(table, id, { issued, hazard: capital(hazard), place, action });
    const wholePlaces = place === whole;
    return said === null ? [] : [{ head: (mark + said).normalize('NFC'), wholePlaces, namesAll: wholePlaces || place === each }];
  };
  for (const hazard of [long, brief]) yield* write('head', hazard, whole, short);
  if (each !== null)
    for (const id of ['head', 'headShort'] as const) for (const hazard of [long, brief]) yield* write(id, hazard, each, short);
  const one = placesOf(facts.units, table, 1);
  for (const hazard of [long, brief]) yield* write('head', hazard, one, short);
  const bare = barePlace(facts.units, table);
  for (const id of ['head', 'headShort'] as const) for (const hazard of [long, brief]) yield* write(id, hazard, bare, short);
  yield* write('headShort', brief, bare, tiny);
}

type Sentences = Readonly<Partial<Record<SentenceId, string | null>>>;

/** Every sentence that applies, after the head. */
function sentencesOf(warning: Warning, reader: Reader, facts: Facts, table: PhraseTable): Sentences {
  const event = eventNameOf(warning, table);
  const where = say(table, 'where', { places: placesOf(facts.units, table, MOST_PLACES) });
  const confirm = reader.confirmLink === undefined ? null : say(table, 'confirm', { link: reader.confirmLink });
  const named = { event: event === undefined ? null : say(table, 'event', { event }), where, confirm };
  if (facts.closing) return { ...named, ended: closingWords(reader, table), inForce: inForceWords(reader, table) };
  const [wind, met] = [windForce(warning), figureWords(facts, table)];
  const { main, ready } = adviceFor(warning, facts, table);
  const change = capital(table.phrases.occasions[reader.reason].toLowerCase());
  const placed = (id: 'alsoWarned' | 'dropped') =>
    facts[id].length === 0 ? null : say(table, id, { place: placesOf(facts[id], table, 1) });
  return {
    ...named,
    order: orderSms(facts, table),
    change: reader.reason === 'first-news' || reader.reason === 'corrected' ? null : say(table, 'change', { change }),
    level: levelSentence(facts, table),
    window: say(table, 'window', { from: shortDateTime(facts.onset, table), to: shortDateTime(facts.expiresAt, table) }),
    ...higherSentences(facts, table),
    fact: met === null ? null : say(table, 'fact', { fact: met }),
    storm: wind === null ? null : say(table, 'storm', { force: wind }),
    advice: say(table, 'advice', { advice: main }),
    ready,
    alsoWarned: placed('alsoWarned'),
    dropped: placed('dropped'),
  };
}

/** Another bulletin's higher level: here, or at which of the places. */
function higherSentences({ units, keptHigher }: Facts, table: PhraseTable): Sentences {
  if (keptHigher.length === 0) return {};
  if (isEverywhere(units, keptHigher)) return { higher: say(table, 'higher') };
  return { higherAt: say(table, 'higherAt', { place: barePlace(keptHigher, table) }) };
}

/** "Rủi ro thiên tai cấp 4/5 (đỏ)." with the mark of a level that nobody announced; null where the reader is shown none. */
function levelSentence({ level, proposed }: Facts, table: PhraseTable): string | null {
  if (level === null) return null;
  return say(table, proposed ? 'levelProposed' : 'level', { level: String(level), colour: colourWord(level, table) });
}
