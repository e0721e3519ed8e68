import type { Response, Status } from '../../bulletin/bulletin.ts';
import type { Hazard } from '../../bulletin/hazard.ts';
import type { DeliveryReason } from '../../delivery/delivery.ts';
import type { SentenceId } from './sentences.ts';

/** What a text brings: a delivery's reason, or that nothing changed (broadcast texts only). */
export type Occasion = DeliveryReason | 'unchanged';

/** Occasions that take a warning back. */
export type Closing = Extract<Occasion, 'narrowed' | 'cancelled' | 'ended'>;

/** What to do in two or three words: a response, an order to leave, or what is taken back. */
export type ActionKey = Response | 'Leave' | Closing;

/** Advice on one hazard, one sentence a strength. `more`: for e-mail and loudspeaker. `leave`: moving away may be needed. */
export interface Advice {
  readonly prepare: string;
  readonly avoid: string;
  readonly shelter: string;
  readonly more: readonly string[];
  readonly leave: boolean;
}

/** Phrases that an SMS, and every other text, is made of. `{slot}` stands for a value. */
export interface Phrases {
  /** `short`: for the first part of an SMS and for screens, at most 16 characters in Vietnamese. */
  readonly hazards: Readonly<Record<Hazard, { readonly name: string; readonly short: string }>>;
  /** Colours of levels 1 to 5. */
  readonly colours: readonly [string, string, string, string, string];
  readonly status: Readonly<Record<Status, string>>;
  readonly occasions: Readonly<Record<Occasion, string>>;
  /** `tiny`: where a place's name leaves no more room in the first part of an SMS. */
  readonly actions: Readonly<Record<ActionKey, { readonly short: string; readonly tiny: string }>>;
  readonly monitor: string;
  /** Advice to those who are ordered to leave. */
  readonly leaving: string;
  readonly advice: Readonly<Record<Hazard, Advice>>;
  readonly sentences: Readonly<Record<SentenceId, string>>;
}

/** How a title says where many places are. `{place}`: names of provinces. */
export interface WherePhrases {
  readonly among: string;
  /** Places in the first few provinces and in others; the same where all of each is meant. */
  readonly several: string;
  readonly severalWhole: string;
  /** The first of several provinces, and how many others. */
  readonly more: string;
  readonly provinces: string;
  readonly andSea: string;
  readonly countOfSeas: string;
}

/** Words before the lines of an e-mail, and phrases of e-mail alone. */
export type Label =
  | 'where'
  | 'level'
  | 'figures'
  | 'when'
  | 'action'
  | 'order'
  | 'bulletin'
  | 'issuer'
  | 'issued'
  | 'basis'
  | 'proposed'
  | 'levelPhrase'
  | 'replay';

export interface Clock {
  /** `{HH}`, `{mm}`, `{DD}`, `{MM}` with two digits; `{D}`, `{M}` without; `{Mon}` from `months`; `{YYYY}`. */
  readonly long: string;
  readonly short: string;
  /** As said: numbers become words. `{H}`, `{m}`, `{D}`, `{M}`, `{Month}` from `spokenMonths`. */
  readonly spoken: string;
  readonly spokenFullHour: string;
  /** Said before minutes below ten. */
  readonly spokenZero: string;
  readonly months: readonly string[];
  readonly spokenMonths: readonly string[];
}

export interface Speech {
  /** Words a second: of a newsreader, and of a loudspeaker that must be understood across a field. */
  readonly radioPace: number;
  readonly loudspeakerPace: number;
  readonly numbers: NumberWords;
  /** Units after a figure, longest first: `[' km', ' ki lô mét']`. */
  readonly units: readonly (readonly [string, string])[];
  /** Said to fill a short loudspeaker text; never news. */
  readonly closers: readonly string[];
  readonly again: string;
  /** What a call begins with, and how it asks for the key that confirms. */
  readonly call: { readonly opening: string; readonly askForKey: string };
}

/** How numbers are said. */
export interface NumberWords {
  /** 0 to 99. */
  readonly upTo99: readonly string[];
  readonly hundred: string;
  readonly thousand: string;
  /** Between hundreds and a number below ten, such as "linh". */
  readonly belowTen: string;
  /** For no hundreds after thousands, such as "không trăm". */
  readonly noHundreds: string;
  readonly point: string;
  readonly minus: string;
  /** Before the month and the year of a date in figures, such as 22/8/2025. */
  readonly ofMonth: string;
  readonly ofYear: string;
  readonly to: string;
}

/** Everything a language needs. Pure data: a further language is one more table, reviewed by a named person. */
export interface PhraseTable {
  /** BCP 47. */
  readonly tag: string;
  /** Who reviewed the phrases; empty while nobody has. A further language is used only once it is reviewed. */
  readonly reviewedBy: string;
  /** Which spelling of places and events it takes from the gazetteer and the bulletin. */
  readonly names: 'vi' | 'en';
  /** In which words it takes figures and titles of bulletins over; null: it leaves them out. */
  readonly figures: 'vi' | 'en' | null;
  /** Its SMS are written in the GSM 7-bit alphabet, names included. */
  readonly gsm: boolean;
  readonly phrases: Phrases;
  readonly labels: Readonly<Record<Label, string>>;
  readonly where: WherePhrases;
  /** Before article, clause and point of a citation: `42.2.b` is "Điều 42, khoản 2, điểm b". */
  readonly clauseWords: readonly [string, string, string];
  readonly clock: Clock;
  readonly speech: Speech;
}

/** Every phrase of a table, or of a part of it, put through `change`. */
export function mapPhrases<T>(part: T, change: (phrase: string) => string): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(part) as T;
}
