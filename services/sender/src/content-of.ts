import { type Language, type MobileOperator, mobileOperatorOf } from '@loa/domain/audience';
import type { Unit } from '@loa/domain/place';
import type { Channel, EmailContent, LeasedBatch, LedgerRow, SmsContent, SpokenContent, WordPut } from '@loa/domain/ports';
import { isAskedToConfirm } from '@loa/domain/supply';
import type { Warning } from '@loa/domain/warning';
import {
  type EmailFrame,
  emailFrame,
  entriesAt,
  type EntriesAt,
  pageLanguage,
  type Reader,
  renderCall,
  renderEmail,
  smsAt,
  type SmsRegistrations,
  smsRegistrations,
  type StillInForce,
  withLinks,
  withWords,
} from '@loa/domain/wording';

type Content = EmailContent | SmsContent | SpokenContent;

/** Texts kept: people of one place and audience read the same. More than there are communes: fewer would be made anew again and again. */
const KEPT = 8_000;
/** Texts of e-mails kept with their places left open, and warnings whose places are known. */
const FRAMES = 500;
const WARNINGS = 16;

/** `stillInForce` is for texts that take a warning back; undefined elsewhere. */
export type ContentOf = (
  warning: Warning,
  batch: LeasedBatch,
  row: LedgerRow,
  stillInForce: readonly StillInForce[] | undefined,
) => Content;

/** Where the receiver of a delivery confirms it. */
export type ConfirmLink = (deliveryId: number) => string;

export interface ContentOptions {
  /** E-mails link to the warning's page and CAP message here; absent: to none. */
  readonly publicUrl?: string | undefined;
  /** Put into messages to those who are asked to confirm; absent: into none. */
  readonly confirmLink?: ConfirmLink | undefined;
  /** How templates of SMS stand at the operators; absent: every text fits. */
  readonly registrations?: SmsRegistrations | undefined;
  /** Where recorded texts of calls are, with `{language}`, `{hazard}` and `{level}` in it; absent: texts are spoken. */
  readonly recording?: string | undefined;
  /** Told of each text that is made. */
  readonly rendered?: () => void;
  /** Told of each SMS that is handed out in the emergency template, since its wording fits none that is registered there. */
  readonly byEmergency?: (operator: MobileOperator) => void;
}

/** Does this row's message hold a link of its own? Only where its receiver is asked to confirm. */
export const hasLink = (row: Pick<LedgerRow, 'audience' | 'supply' | 'watchdog'>): boolean => isAskedToConfirm(row) && !row.watchdog;

/** Stands for the delivery of a link in a text that is kept; no id is longer. */
const ANY_DELIVERY = Number.MAX_SAFE_INTEGER;

/**
 * Renders e-mails once per warning, language, audience, reason, what it says at the reader's places and what else is in force there, and puts
 * the names of the places in; SMS once per places and operator that asks for templates. Hands out the same object again. Texts with a link are rendered once as well, each with
 * its link put in.
 */
export function contents(channel: Channel['name'], options: ContentOptions = {}): ContentOf {
  const { publicUrl, confirmLink, recording, rendered, byEmergency, registrations = smsRegistrations() } = options;
  const kept = createKept<EmailContent>(KEPT);
  const messages = createKept<Message>(KEPT);
  const calls = createKept<SpokenContent>(KEPT);
  const frames = createKept<{ readonly email: EmailContent; readonly words: EmailFrame['words'] } | null>(FRAMES);
  const places = createKept<EntriesAt>(WARNINGS);
  const kinds = createKept<number>(KEPT);
  let numbered = 0;
  const anyLink = confirmLink?.(ANY_DELIVERY);
  const made = <T>(text: T): T => {
    rendered?.();
    return text;
  };
  const textOf = (...[warning, { language }, row, stillInForce]: Parameters<ContentOf>): Content => {
    const link = hasLink(row) ? anyLink : undefined;
    const others = stillInForce?.map((one) => `${one.hazard} ${one.name?.vi ?? ''}`).join(',');
    const reader = readerOf(language, row, stillInForce, link);
    // A number in place of what it stands for: it is made into keys for each reader.
    const key = kinds([warning.id, language, row.audience, row.reason, row.unaccented, others, link].join('|'), () => (numbered += 1));
    if (channel === 'voice')
      return calls(`${key}|${row.units.join(' ')}`, () => made(spokenAt(warning, reader, row, isAskedToConfirm(row), recording)));
    if (channel === 'sms') {
      const operator = askingOperator(registrations, row);
      const { content, cutFor } = messages(`${key}|${row.units.join(' ')}|${operator ?? ''}`, () =>
        made(messageAt(registrations, warning, reader, operator)),
      );
      if (cutFor !== null) byEmergency?.(cutFor);
      return content;
    }
    const linked = (mail: EmailContent): EmailContent =>
      publicUrl === undefined ? mail : withLinks(mail, warning, { language, publicUrl });
    const at = places(warning.id, () => entriesAt(warning));
    const named = namesOf(row.units, at);
    const frame = frames(`${key}|${named.entries}`, () => {
      const open = made(emailFrame(warning, reader));
      return open === null ? null : { email: linked(open.email), words: (units) => open.words(units) };
    });
    return kept(`${key}|${named.places}`, () =>
      frame === null ? made(linked(renderEmail(warning, reader))) : likeOther(frame.email, frame.words(at.inOrder(row.units))),
    );
  };
  return (warning, batch, row, stillInForce) => {
    const text = textOf(warning, batch, row, stillInForce);
    const own = confirmLink !== undefined && hasLink(row) && !('askForKey' in text);
    return own && anyLink !== undefined ? withLink(text, anyLink, confirmLink(row.deliveryId)) : text;
  };
}

/** Places of a reader, and the entries that speak of them, as keys. */
interface Names {
  readonly places: string;
  readonly entries: string;
}

/** From so many places on the keys take longer to make than to look up. */
const MANY = 64;
const namesOfMany = new WeakMap<readonly Unit[], Names>();

/** Of many places the keys are made once for each list: groups of one warning share theirs. */
function namesOf(units: readonly Unit[], at: EntriesAt): Names {
  const known = units.length < MANY ? undefined : namesOfMany.get(units);
  if (known !== undefined) return known;
  const names = { places: units.join(' '), entries: at.keyOf(units) };
  if (units.length >= MANY) namesOfMany.set(units, names);
  return names;
}

function spokenAt(warning: Warning, reader: Reader, { level }: LedgerRow, asked: boolean, recording: string | undefined): SpokenContent {
  const { text, askForKey } = renderCall(warning, reader);
  const file = recording
    ?.replaceAll('{language}', pageLanguage(reader.language))
    .replaceAll('{hazard}', warning.hazard)
    .replaceAll('{level}', String(level ?? 0));
  return { text, recording: file ?? null, askForKey: asked ? askForKey : null };
}

function withLink(content: EmailContent | SmsContent, any: string, link: string): EmailContent | SmsContent {
  if (!('html' in content)) return { text: content.text.replaceAll(any, () => link) };
  const put = { word: any, text: link, html: link };
  const { other, words } = content.like ?? { other: content, words: [] };
  return likeOther(other, [...words, put]);
}

/** An e-mail that says what another one does but for some words. Its texts are made when they are asked for: a writer needs the words alone. */
function likeOther(other: EmailContent, words: readonly WordPut[]): EmailContent {
  const like: EmailContent = {
    subject: words.reduce((all, { word, text }) => all.replaceAll(word, () => text), other.subject),
    get text() {
      return withWords(other, words).text;
    },
    get html() {
      return withWords(other, words).html;
    },
  };
  // Whoever keeps the content keeps what is said in it alone.
  return Object.defineProperty(like, 'like', { value: { other, words }, enumerable: false });
}

/** `cutFor`: the operator at whom the whole wording fits no registered template. */
interface Message {
  readonly content: SmsContent;
  readonly cutFor: MobileOperator | null;
}

function messageAt(registrations: SmsRegistrations, warning: Warning, reader: Reader, operator: MobileOperator | null): Message {
  const { sms, fit } = smsAt(registrations, warning, reader, operator);
  return { content: { text: sms.text }, cutFor: fit.fits ? null : operator };
}

/** The operator of the row's number, where it lets through nothing but templates. */
function askingOperator({ operators }: SmsRegistrations, { to }: LedgerRow): MobileOperator | null {
  const operator = operators.length === 0 || to === null ? null : mobileOperatorOf(to);
  return operator !== null && operators.includes(operator) ? operator : null;
}

function readerOf(
  language: Language,
  { audience, reason, units, unaccented }: LedgerRow,
  stillInForce: readonly StillInForce[] | undefined,
  link: string | undefined,
): Reader {
  return {
    ...{ language, audience, reason, units },
    ...(unaccented && { unaccented: 'asked' as const }),
    ...(stillInForce !== undefined && { stillInForce }),
    ...(link !== undefined && { confirmLink: link }),
  };
}

/** Values that are made once; of more than `most` the oldest goes. */
function createKept<T>(most: number): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = make();
    if (kept.size >= most) {
      const oldest = kept.keys().next();
      if (oldest.done !== true) kept.delete(oldest.value);
    }
    kept.set(key, value);
    return value;
  };
}
