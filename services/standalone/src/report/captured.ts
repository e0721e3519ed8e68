import type { OutgoingMessage } from '@loa/domain/ports';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What reached the far end of the capture channels: counted by delivery, and written to a folder where one is given. */
export interface Captured {
  readonly add: (channel: 'email' | 'sms', message: OutgoingMessage) => void;
  /** Times each delivery went out. */
  readonly counts: ReadonlyMap<number, number>;
  /** Writes what is still held back. */
  flush(): void;
}

/** `out`: e-mails go to `email/<delivery>.eml`, SMS as JSON lines to `sms.jsonl`. */
export function collectCaptured(out: string | null): Captured {
  const counts = new Map<number, number>();
  let sms: string[] = [];
  if (out !== null) {
    mkdirSync(join(out, 'email'), { recursive: true });
    writeFileSync(join(out, 'sms.jsonl'), '');
  }
  const flush = (): void => {
    if (out !== null && sms.length > 0) appendFileSync(join(out, 'sms.jsonl'), sms.join(''));
    sms = [];
  };
  return {
    counts,
    flush,
    add(channel, message) {
      counts.set(message.deliveryId, (counts.get(message.deliveryId) ?? 0) + 1);
      if (out === null) return;
      if (channel === 'email') writeFileSync(join(out, 'email', `${message.deliveryId}.eml`), eml(message));
      else if (
        sms.push(
          `${JSON.stringify({ delivery: message.deliveryId, warning: message.warningId, to: message.to, text: message.content.text })}\n`,
        ) >= 1_000
      )
        flush();
    },
  };
}

const word = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');

/** The message as a mail program opens it (RFC 5322, RFC 2046). */
function eml(message: OutgoingMessage): string {
  const { content } = message;
  const subject = 'subject' in content ? content.subject : '';
  const html = 'html' in content ? content.html : '';
  const boundary = `loa-${message.deliveryId}`;
  const part = (type: string, text: string): string =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(text)}\r\n`;
  const subjects = [...subject.matchAll(/.{1,30}/gu)].map(([piece]) => word(piece)).join('\r\n ');
  return [
    `To: ${message.to}`,
    `Subject: ${subjects}`,
    `Date: ${new Date(message.issuedAt).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <loa.${message.deliveryId}@example.com>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    `${part('text/plain', content.text)}${part('text/html', html)}--${boundary}--`,
    '',
  ].join('\r\n');
}
