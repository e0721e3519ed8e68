import { nameOfPlaces } from '../place/index.ts';
import type { Warning } from '../warning/warning.ts';
import { type Facts, factsFor, type Reader, windForce } from './facts.ts';
import { ACTION, CLOSING, levelPhrase, PROPOSED, REASON_WORD, STATUS_WORD, subject } from './phrases.ts';
import { type SmsSize, smsSize } from './segments.ts';
import { shortDateTime } from './when.ts';

/** Longest SMS we send, segments. */
export const MOST_SEGMENTS = 3;

const MOST_PLACES = 3;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The SMS of a warning for one reader. Place, hazard, action and time of issue come first; whole parts are dropped in the order
 * level's origin, wind, validity, level until it fits into {@link MOST_SEGMENTS}; no word or instruction is ever cut. No link.
 */
export function renderSms(warning: Warning, reader: Reader): { text: string } & SmsSize {
  const facts = factsFor(warning, reader);
  const head = headOf(warning, reader, facts);
  const tail = facts.closing ? [] : tailOf(warning, reader, facts);
  for (;;) {
    const text = [head, ...tail.map((part) => part.text)].join(' ').normalize('NFC');
    const size = smsSize(text);
    if (size.segments <= MOST_SEGMENTS || tail.length === 0) return { text, ...size };
    const weakest = tail.reduce((a, b) => (b.keep < a.keep ? b : a));
    tail.splice(tail.indexOf(weakest), 1);
  }
}

function headOf(warning: Warning, reader: Reader, facts: Facts): string {
  const { language, reason } = reader;
  const status = STATUS_WORD[warning.status][language];
  const places = nameOfPlaces(reader.units, language, MOST_PLACES);
  const action = CLOSING[reason]?.[language] ?? ACTION[facts.response][language];
  const issued = language === 'vi' ? `(Tin ${shortDateTime(warning.issuedAt)})` : `(Issued ${shortDateTime(warning.issuedAt)})`;
  return `${status}${REASON_WORD[reason][language]} ${subject(warning, language)}: ${places}. ${action} ${issued}`;
}

function tailOf(warning: Warning, reader: Reader, facts: Facts): { text: string; keep: number }[] {
  const vi = reader.language === 'vi';
  const wind = windForce(warning);
  const parts = [
    facts.level === null ? null : { text: `${capital(levelPhrase(facts.level, reader.language))}${facts.proposed ? ` (${PROPOSED[reader.language]})` : ''}.`, keep: 4 },
    { text: vi ? `Từ ${shortDateTime(facts.onset)} đến ${shortDateTime(facts.expiresAt)}.` : `From ${shortDateTime(facts.onset)} to ${shortDateTime(facts.expiresAt)}.`, keep: 3 },
    wind === null ? null : { text: vi ? `Gió cấp ${wind} gần tâm.` : `Wind force ${wind} near the centre.`, keep: 2 },
  ];
  return parts.filter((part) => part !== null);
}
