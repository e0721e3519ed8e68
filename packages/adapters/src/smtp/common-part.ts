import { createHash } from 'node:crypto';
import type { EmailContent, OutgoingMessage, WordPut } from '@loa/domain/ports';
import { foldLines } from 'nodemailer/lib/mime-funcs';
import { base64, base64Around } from './base64.ts';
import { bodyHashOf } from './dkim.ts';
import { encodedWords } from './encoded-words.ts';
import { octetsOf } from './wire-address.ts';

/** What all messages of one content share: the header fields that are about nobody, and the body. */
export interface CommonPart {
  /** Of the content: letters and digits. */
  readonly id: string;
  fields(): readonly string[];
  /** As they go over the wire, a character to a byte: no line begins with a dot (RFC 5321, 4.5.2). */
  readonly octets: string;
  /** The same as bytes; made when they are asked for first. */
  bytes(): Uint8Array;
  /** For DKIM; of the body. Worked out when it is asked for first. */
  bodyHash(): string;
}

const ID_DIGITS = 24;
/** RFC 5322, 2.1.1. */
const LINE = 76;

/**
 * Text and HTML as alternatives (RFC 2046, 5.1.4), in base64: Vietnamese in quoted-printable is larger, and takes several times as long
 * to write. `from` is the field as it stands.
 */
export function commonPart(content: EmailContent, of: About, from: string): CommonPart {
  const frame = frameOf(idOf(content, of), of, from);
  return written(frame, content.subject, base64(content.text), base64(content.html));
}

/** The same of contents that are like `other` but for words, for the words in this order; all of them have one id. */
export function commonPartsLike(
  other: EmailContent,
  words: readonly string[],
  of: About,
  from: string,
): (subject: string, puts: readonly WordPut[]) => CommonPart {
  const frame = frameOf(idOf(other, of), of, from);
  const [text, html] = [base64Around(other.text, words), base64Around(other.html, words)];
  return (subject, puts) => written(frame, subject, text(puts.map((put) => put.text)), html(puts.map((put) => put.html)));
}

type About = Pick<OutgoingMessage, 'language' | 'warningId'>;

function idOf({ subject, text, html }: EmailContent, { language, warningId }: About): string {
  const hash = createHash('sha256');
  for (const said of [warningId, language, subject, text, html]) hash.update(`${said.length} ${said}`);
  return hash.digest('hex').slice(0, ID_DIGITS);
}

/** What stands around the subject and the two texts. */
interface Frame {
  readonly id: string;
  readonly from: string;
  readonly fields: readonly string[];
  /** As it goes over the wire: up to the subject, from there to the text, from there to the HTML, and behind it. */
  readonly octets: readonly [string, string, string, string];
}

function frameOf(id: string, { language, warningId }: About, from: string): Frame {
  const boundary = `--=_${id}`;
  const fields = [
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    // RFC 3834, section 5: keeps vacation responders silent.
    'Auto-Submitted: auto-generated',
    `Content-Language: ${oneLine(language)}`,
    ...(warningId === '' ? [] : [`X-Loa-Warning: ${oneLine(warningId)}`]),
  ];
  const part = (type: string): string =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  const octets = [
    `${octetsOf(from)}\r\n`,
    `\r\n${octetsOf(fields.join('\r\n'))}\r\n\r\n${part('text/plain')}`,
    `\r\n${part('text/html')}`,
    `\r\n--${boundary}--\r\n`,
  ] as const;
  return { id, from, fields, octets };
}

/** `text` and `html`: in base64. */
function written(
  { id, from, fields, octets: [head, toText, toHtml, end] }: Frame,
  subject: string,
  text: string,
  html: string,
): CommonPart {
  const subjectLines = subjectField(oneLine(subject));
  const octets = `${head}${subjectLines}${toText}${text}${toHtml}${html}${end}`;
  let bytes: Uint8Array | undefined;
  let bodyHash: string | undefined;
  return {
    id,
    fields: () => [from, subjectLines, ...fields],
    octets,
    bytes: () => (bytes ??= Buffer.from(octets, 'latin1')),
    bodyHash: () => (bodyHash ??= bodyHashOf(octets.slice(octets.indexOf('\r\n\r\n') + 4))),
  };
}

/** In ASCII. */
const subjectField = (subject: string): string => {
  const words = encodedWords(subject);
  return words === null ? foldLines(`Subject: ${subject}`, LINE) : `Subject: ${words.join('\r\n ')}`;
};

/** A line end in a field would begin another one. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
