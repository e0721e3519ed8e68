import { createHash } from 'node:crypto';
import type { EmailContent, OutgoingMessage } from '@loa/domain/ports';
import { encodeWords, foldLines } from 'nodemailer/lib/mime-funcs';
import { base64 } from './base64.ts';
import { bodyHashOf } from './dkim.ts';

/** What all messages of one content share: the header fields that are about nobody, and the body. */
export interface CommonPart {
  /** Of the content: letters and digits. */
  readonly id: string;
  readonly fields: readonly string[];
  /** As they go over the wire: no line begins with a dot (RFC 5321, 4.5.2). */
  readonly bytes: Buffer;
  /** For DKIM; of the body. Worked out when it is asked for first. */
  bodyHash(): string;
}

const ID_DIGITS = 24;
/** RFC 2047, section 2: an encoded word has at most 75 characters. */
const WORD = 52;
/** RFC 5322, 2.1.1. */
const LINE = 76;

/**
 * Text and HTML as alternatives (RFC 2046, 5.1.4), in base64: Vietnamese in quoted-printable is larger, and takes several times as long
 * to write. `from` is the field as it stands.
 */
export function commonPart(
  content: EmailContent,
  { language, warningId }: Pick<OutgoingMessage, 'language' | 'warningId'>,
  from: string,
): CommonPart {
  const hash = createHash('sha256');
  for (const said of [warningId, language, content.subject, content.text, content.html]) hash.update(`${said.length} ${said}`);
  const id = hash.digest('hex').slice(0, ID_DIGITS);
  const boundary = `--=_${id}`;
  const fields = [
    from,
    foldLines(`Subject: ${encodeWords(oneLine(content.subject), 'B', WORD, true)}`, LINE),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    // RFC 3834, section 5: keeps vacation responders silent.
    'Auto-Submitted: auto-generated',
    `Content-Language: ${oneLine(language)}`,
    ...(warningId === '' ? [] : [`X-Loa-Warning: ${oneLine(warningId)}`]),
  ];
  const part = (type: string, text: string): string =>
    [`--${boundary}`, `Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '', base64(text), ''].join('\r\n');
  const body = Buffer.from(`${part('text/plain', content.text)}${part('text/html', content.html)}--${boundary}--\r\n`, 'latin1');
  const head = Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1');
  let bodyHash: string | undefined;
  return { id, fields, bytes: Buffer.concat([head, body]), bodyHash: () => (bodyHash ??= bodyHashOf(body)) };
}

/** A line end in a field would begin another one. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
