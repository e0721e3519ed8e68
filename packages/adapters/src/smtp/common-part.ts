import { createHash } from 'node:crypto';
import type { EmailContent, OutgoingMessage } from '@loa/domain/ports';
import MailComposer from 'nodemailer/lib/mail-composer';
import { bodyHashOf } from './dkim.ts';

/** What all messages of one content share: the header fields that are about nobody, and the body. */
export interface CommonPart {
  /** Of the content: letters and digits. */
  readonly id: string;
  readonly fields: readonly string[];
  readonly bytes: Buffer;
  /** `bytes` as they go over the wire: a dot at the beginning of a line is doubled (RFC 5321, 4.5.2). */
  readonly wire: Buffer;
  /** For DKIM; of the body. */
  readonly bodyHash: string;
}

const ID_DIGITS = 24;
/** What nodemailer writes as well and every message has of its own. */
const OWN = /^(?:date|message-id):/i;

/** Builds the MIME tree. The attachments of a message are what its content holds: no file and no address is ever read for it. */
export async function commonPart(
  content: EmailContent,
  { language, warningId }: Pick<OutgoingMessage, 'language' | 'warningId'>,
  from: string,
): Promise<CommonPart> {
  const mail = new MailComposer({
    from,
    subject: content.subject,
    text: content.text,
    html: content.html,
    // RFC 3834, section 5: keeps vacation responders silent.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language, ...(warningId !== '' && { 'X-Loa-Warning': warningId }) },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = await mail.compile().build();
  const end = message.indexOf('\r\n\r\n');
  const fields = message
    .subarray(0, end)
    .toString('latin1')
    .split(/\r\n(?![ \t])/)
    .filter((field) => !OWN.test(field));
  // The one line end of SMTP: a server that takes another for one could be told of a second message inside this one.
  const text = `${message
    .subarray(end + 4)
    .toString('latin1')
    .replace(/(?:\r\n|\r|\n)$/, '')
    .replace(/\r\n|\r|\n/g, '\r\n')}\r\n`;
  const body = Buffer.from(text, 'latin1');
  const head = Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1');
  const bytes = Buffer.concat([head, body]);
  return {
    id: createHash('sha256')
      .update(JSON.stringify([warningId, language, content]))
      .digest('hex')
      .slice(0, ID_DIGITS),
    fields,
    bytes,
    wire: /^\./m.test(text) ? Buffer.concat([head, Buffer.from(text.replace(/^\./gm, '..'), 'latin1')]) : bytes,
    bodyHash: bodyHashOf(body),
  };
}
