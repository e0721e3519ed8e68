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
  readonly fields: readonly string[];
  /** As they go over the wire, a character to a byte: no line begins with a dot (RFC 5321, 4.5.2). */
  readonly octets: string;
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
export const commonPart = (content: EmailContent, of: About, from: string): CommonPart =>
  written(content.subject, idOf(content, of), of, from, base64(content.text), base64(content.html));

/** The same of contents that are like `other` but for words, for the words in this order; all of them have one id. */
export function commonPartsLike(
  other: EmailContent,
  words: readonly string[],
  of: About,
  from: string,
): (subject: string, puts: readonly WordPut[]) => CommonPart {
  const id = idOf(other, of);
  const [text, html] = [base64Around(other.text, words), base64Around(other.html, words)];
  return (subject, puts) => written(subject, id, of, from, text(puts.map((put) => put.text)), html(puts.map((put) => put.html)));
}

type About = Pick<OutgoingMessage, 'language' | 'warningId'>;

function idOf({ subject, text, html }: EmailContent, { language, warningId }: About): string {
  const hash = createHash('sha256');
  for (const said of [warningId, language, subject, text, html]) hash.update(`${said.length} ${said}`);
  return hash.digest('hex').slice(0, ID_DIGITS);
}

/** `text` and `html`: in base64. */
function written(subject: string, id: string, { language, warningId }: About, from: string, text: string, html: string): CommonPart {
  const boundary = `--=_${id}`;
  const fields = [
    from,
    subjectField(oneLine(subject)),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    // RFC 3834, section 5: keeps vacation responders silent.
    'Auto-Submitted: auto-generated',
    `Content-Language: ${oneLine(language)}`,
    ...(warningId === '' ? [] : [`X-Loa-Warning: ${oneLine(warningId)}`]),
  ];
  const head = `${fields.join('\r\n')}\r\n\r\n`;
  const part = (type: string, lines: string): string =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n`;
  const body = `${part('text/plain', text)}${part('text/html', html)}--${boundary}--\r\n`;
  let bodyHash: string | undefined;
  return { id, fields, octets: octetsOf(head) + body, bodyHash: () => (bodyHash ??= bodyHashOf(body)) };
}

const subjectField = (subject: string): string => {
  const words = encodedWords(subject);
  return words === null ? foldLines(`Subject: ${subject}`, LINE) : `Subject: ${words.join('\r\n ')}`;
};

/** A line end in a field would begin another one. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
