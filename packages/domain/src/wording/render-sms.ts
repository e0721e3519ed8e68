import { nameOfPlaces } from '../place/index.ts';
import type { Warning } from '../warning/warning.ts';
import { type Facts, factsFor, type Reader, windForce } from './facts.ts';
import { actionOf, DROPPED, eventNameOf, hazardNames, KEPT_HIGHER, levelPhrase, PROPOSED, REASON_WORD, STATUS_WORD } from './phrases.ts';
import { fitsFirstPart, type SmsSize, smsSize } from './segments.ts';
import { shortDateTime } from './when.ts';

/** Longest SMS we send, segments. */
export const MOST_SEGMENTS = 3;

const MOST_PLACES = 3;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The SMS of a warning for one reader. The first segment holds time of issue, hazard, place and action; after it whole parts
 * are dropped, lowest `keep` first, until it fits into {@link MOST_SEGMENTS}. No word is cut, the action always stays, no link.
 */
export function renderSms(warning: Warning, reader: Reader): { text: string } & SmsSize {
  const facts = factsFor(warning, reader);
  const { head, wholePlaces } = headOf(warning, reader, facts);
  const tail = tailOf(warning, reader, facts, wholePlaces);
  for (;;) {
    const text = [head, ...tail.map((part) => part.text)].join(' ').normalize('NFC');
    const size = smsSize(text);
    if (size.segments <= MOST_SEGMENTS || tail.length === 0) return { text, ...size };
    const weakest = tail.reduce((a, b) => (b.keep < a.keep ? b : a));
    tail.splice(tail.indexOf(weakest), 1);
  }
}

/** The first wording that fits into the first segment: names of places are shortened before the hazard's; the last stands where none fits. */
function headOf(warning: Warning, reader: Reader, facts: Facts): { head: string; wholePlaces: boolean } {
  const { language, reason } = reader;
  const prefix = `${STATUS_WORD[warning.status][language]}${reason === 'corrected' ? `${REASON_WORD.corrected[language]}. ` : ''}`;
  const time = shortDateTime(warning.issuedAt, language);
  const issued = `${language === 'vi' ? 'Tin' : 'Issued'} ${time}.`;
  const action = actionOf(warning.hazard, facts.response, reason).short[language];
  const [long, short] = hazardNames(warning.hazard, language);
  const whole = nameOfPlaces(facts.units, language, MOST_PLACES);
  const bare = shortPlace(facts, language);
  const write = (dateline: string, hazard: string, places: string) => ({
    head: `${prefix}${dateline} ${capital(hazard)}: ${places}. ${action}.`.normalize('NFC'),
    wholePlaces: places === whole,
  });
  const last = write(time, short, bare);
  const places = [whole, nameOfPlaces(facts.units, language, 1), bare];
  const options = [...places.flatMap((place) => [write(issued, long, place), write(issued, short, place)]), write(time, long, bare)];
  // The full stop may fall into the second segment.
  return options.find((one) => fitsFirstPart(one.head.slice(0, -1), one.head)) ?? last;
}

/** The first place's bare name: "Quy Nhơn", "biển Gia Lai-Đắk Lắk", "Gia Lai +3 nơi". */
function shortPlace(facts: Facts, language: Reader['language']): string {
  return nameOfPlaces(facts.units, language, 1)
    .replace(/ \([^)]*\)/, '')
    .replace(/^(xã|phường|đặc khu|khu vực) /, '')
    .replace(/^vùng biển /, 'biển ')
    .replace(' đến ', '-')
    .replace(/ và (\d+) nơi khác$/, ' +$1 nơi');
}

interface Part {
  readonly text: string;
  readonly keep: number;
}

/** What follows the head, in reading order; `keep` says what goes first when there is no room. */
function tailOf(warning: Warning, reader: Reader, facts: Facts, wholePlaces: boolean): Part[] {
  const { language, reason } = reader;
  const vi = language === 'vi';
  const wind = windForce(warning);
  const name = eventNameOf(warning, language);
  const when = (instant: string): string => shortDateTime(instant, language);
  const said =
    facts.level === null ? null : `${capital(levelPhrase(facts.level, language))}${facts.proposed ? ` (${PROPOSED[language]})` : ''}.`;
  const window = vi ? `Từ ${when(facts.onset)} đến ${when(facts.expiresAt)}.` : `From ${when(facts.onset)} to ${when(facts.expiresAt)}.`;
  const wordOfChange = reason === 'first-news' || reason === 'corrected' || facts.closing;
  const open: (Part | null)[] = [
    said === null ? null : { text: said, keep: 8 },
    { text: window, keep: 7 },
    facts.keptHigher ? { text: KEPT_HIGHER[language], keep: 6 } : null,
    wind === null ? null : { text: vi ? `Gió cấp ${wind} gần tâm.` : `Wind force ${wind} near the centre.`, keep: 2 },
  ];
  const parts: (Part | null)[] = [
    name === undefined ? null : { text: `${name}.`, keep: 9 },
    wordOfChange ? null : { text: `${capital(REASON_WORD[reason][language].toLowerCase())}.`, keep: 3 },
    ...(facts.closing ? [] : open),
    { text: actionOf(warning.hazard, facts.response, reason).full[language], keep: 5 },
    facts.dropped.length === 0 ? null : { text: `${DROPPED[language]}: ${nameOfPlaces(facts.dropped, language, 1)}.`, keep: 4 },
    wholePlaces ? null : { text: `${vi ? 'Nơi' : 'Where'}: ${nameOfPlaces(facts.units, language, MOST_PLACES)}.`, keep: 1 },
  ];
  return parts.filter((part) => part !== null);
}
