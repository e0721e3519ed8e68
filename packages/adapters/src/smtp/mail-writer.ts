import type { EmailContent, OutgoingGroup, OutgoingMessage, SmsContent } from '@loa/domain/ports';
import { unsubscribeToken, unsubscribeUrl } from '@loa/runtime';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type CommonPart, commonPart, commonPartsLike } from './common-part.ts';
import { type DkimOptions, dkimSigner } from './dkim.ts';
import { octetsOf } from './wire-address.ts';

export interface MailWriterOptions {
  /** Mailbox of the sender: `Loa <canh-bao@example.org>` or a bare address. */
  readonly from: string;
  /** Where people are taken off by one click; `publicUrl` is https. Absent: no mail carries such a link. */
  readonly unsubscribe?: { readonly publicUrl: string; readonly secret: string } | undefined;
  /** Absent: signing is left to the relay. */
  readonly dkim?: DkimOptions | undefined;
}

/** A message as it goes over the wire: header fields about one person, and behind them what all who read the same have in common. */
export interface WrittenMail {
  /** A character to a byte; no line begins with a dot (RFC 5321, 4.5.2). */
  readonly octets: string;
  /** What stands behind them in every mail of a content, where they do not have it: large mails to groups would be copied for each envelope. */
  readonly shared: Uint8Array | null;
  /** Of both, bytes. */
  readonly size: number;
}

/** Writes a mail, in the tick in which it goes: what was written before, and waited, would outlive many collections of garbage. */
export type Pen = () => WrittenMail;

/** Writes e-mails (RFC 5322); `at` is their Date. Those that are signed here are written at once, and handed out when they are signed. */
export interface MailWriter {
  personal(message: OutgoingMessage, at: Date): Pen | Promise<Pen>;
  /** One for all recipients, of whom none is named. */
  grouped(group: OutgoingGroup, at: Date): Pen | Promise<Pen>;
}

/** Level from which a mail program should show a message as important that goes by no lane. */
const IMPORTANT_LEVEL = 4;
/** How mail programs are asked to show each lane (RFC 4021, 2.1.54; X-Priority for those that know that alone). */
const IMPORTANCE = {
  flash: ['Importance: high', 'Priority: urgent', 'X-Priority: 1 (Highest)'],
  urgent: ['Importance: high', 'X-Priority: 2 (High)'],
  routine: [],
} as const;

/**
 * The MIME tree is built once per content object, and everything that differs from person to person is a header in front of it. The
 * Message-ID is the same on every try of a delivery, and to a group that of the content, so that a receiver can drop a second copy.
 */
export function mailWriter({ from, unsubscribe, dkim }: MailWriterOptions): MailWriter {
  const built = new WeakMap<EmailContent, CommonPart>();
  /** By the content that others are like, and by the words in which they differ. */
  const alike = new WeakMap<EmailContent, Map<string, ReturnType<typeof commonPartsLike>>>();
  const fromField = fieldOf(from);
  const domain = addressOf(from).replace(/^.*@/, '');
  const sign = dkim === undefined ? null : dkimSigner(dkim);

  const commonOf = (content: EmailContent, message: OutgoingMessage | OutgoingGroup): CommonPart => {
    const known = built.get(content) ?? commonPart(content, message, fromField);
    built.set(content, known);
    return known;
  };
  /** Not kept where it takes its words alone: readers are too many, and a kept mail is large. */
  const ownOf = (content: EmailContent, message: OutgoingMessage): CommonPart => {
    const { subject, like } = content;
    if (like === undefined) return commonOf(content, message);
    let known = alike.get(like.other);
    if (known === undefined) alike.set(like.other, (known = new Map<string, ReturnType<typeof commonPartsLike>>()));
    const words = like.words.map(({ word }) => word);
    const key = words.join(' ');
    let write = known.get(key);
    if (write === undefined) known.set(key, (write = commonPartsLike(like.other, words, message, fromField)));
    return write(subject, like.words);
  };
  const headOf = (fields: readonly string[], signature: string): string => octetsOf(`${signature}${fields.join('\r\n')}\r\n`);
  /** `write` is called with the signature of these fields and this body. */
  const signed =
    sign === null
      ? null
      : async (common: CommonPart, fields: readonly string[], at: Date, write: (signature: string) => WrittenMail): Promise<Pen> => {
          const mail = write(await sign([...fields, ...common.fields()], common.bodyHash(), at));
          return () => mail;
        };
  const id = (local: string): string => `<${local}@${domain}>`;
  const fieldsOf = (message: OutgoingMessage, at: Date): string[] => {
    const { deliveryId, messageId = `d.${deliveryId}`, to, person } = message;
    const follows = person?.follows ?? null;
    const unsubscribes = person?.unsubscribes ?? null;
    const fields = [date(at), `Message-ID: ${id(messageId)}`, `To: <${to}>`];
    if (follows !== null) fields.push(`In-Reply-To: ${id(`d.${follows}`)}`, `References: ${id(`d.${follows}`)}`);
    fields.push(...importance(message));
    if (unsubscribe !== undefined && unsubscribes !== null) fields.push(...oneClick(unsubscribe, unsubscribes));
    return fields;
  };

  return {
    personal(message, at) {
      const content = emailContent(message.content);
      const write = (own: CommonPart, fields: readonly string[], signature: string): WrittenMail => {
        const octets = headOf(fields, signature) + own.octets;
        return { octets, shared: null, size: octets.length };
      };
      if (signed === null) return () => write(ownOf(content, message), fieldsOf(message, at), '');
      const [own, fields] = [ownOf(content, message), fieldsOf(message, at)];
      return signed(own, fields, at, (signature) => write(own, fields, signature));
    },
    grouped(group, at) {
      const common = commonOf(emailContent(group.content), group);
      const fields = [date(at), `Message-ID: ${id(`g.${common.id}`)}`, 'To: undisclosed-recipients:;', ...importance(group)];
      if (unsubscribe !== undefined && group.leavable === true) fields.push(`List-Unsubscribe: <${ownPageUrl(unsubscribe.publicUrl)}>`);
      const write = (signature: string): WrittenMail => {
        const octets = headOf(fields, signature);
        const shared = common.bytes();
        return { octets, shared, size: octets.length + shared.length };
      };
      return signed === null ? () => write('') : signed(common, fields, at, write);
    },
  };
}

/** The bytes of a message. */
export const bytesOf = ({ octets, shared }: WrittenMail): Buffer => {
  const own = Buffer.from(octets, 'latin1');
  return shared === null ? own : Buffer.concat([own, shared]);
};

/** The field From of a mailbox, as the library writes names and addresses. */
function fieldOf(from: string): string {
  const headers = new MailComposer({ from }).compile().buildHeaders();
  return headers.split(/\r\n(?![ \t])/).find((field) => field.startsWith('From:')) ?? `From: ${from}`;
}

/** The address in a mailbox: what goes into the envelope. */
export function addressOf(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
}

function emailContent(content: EmailContent | SmsContent): EmailContent {
  if ('html' in content) return content;
  throw new TypeError('an e-mail needs a subject and HTML');
}

let dated = { second: Number.NaN, field: '' };

/** The field Date. The last one is kept: it names seconds, and thousands of mails are written in one. */
function date(at: Date): string {
  const second = Math.floor(at.getTime() / 1_000);
  if (second !== dated.second) dated = { second, field: `Date: ${at.toUTCString().replace(/GMT$/, '+0000')}` };
  return dated.field;
}

function importance({ lane, level }: Pick<OutgoingMessage, 'lane' | 'level'>): readonly string[] {
  return IMPORTANCE[lane ?? (level !== null && level >= IMPORTANT_LEVEL ? 'flash' : 'routine')];
}

/** What is about nobody leads to the page where somebody gives their own address first: no one click (RFC 2369, 3.2). */
const ownPageUrl = (publicUrl: string): string => new URL('/subscriptions/own', publicUrl).href;

/** RFC 8058, 3.1: an https address that takes the subscriber off by a POST, without asking anything. */
function oneClick({ publicUrl, secret }: NonNullable<MailWriterOptions['unsubscribe']>, subscriberId: number): string[] {
  const url = unsubscribeUrl(publicUrl, unsubscribeToken(secret, subscriberId));
  return [`List-Unsubscribe: <${url}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];
}
