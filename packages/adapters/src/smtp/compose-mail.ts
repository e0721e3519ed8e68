import type { OutgoingMessage } from '@loa/domain/ports';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

/**
 * The message as it goes on the wire. Message-ID is stable per delivery, so that a receiver can drop a second copy
 * (RFC 5322 3.6.4); Auto-Submitted keeps vacation answers away (RFC 3834 5).
 */
export function composeMail(message: OutgoingMessage, from: string): Promise<Buffer> {
  const mail = new MailComposer({
    from,
    to: message.to,
    subject: message.subject ?? '',
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    messageId: messageIdOf(message, from),
    date: new Date(message.issuedAt),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': message.language,
      'X-Loa-Delivery': `${message.deliveryId}.${message.attempt}`,
      ...(message.urgent ? { Importance: 'high', Priority: 'urgent', 'X-Priority': '1 (Highest)' } : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

/** `<loa.<delivery>@domain of the sender>`. */
export function messageIdOf(message: OutgoingMessage, from: string): string {
  return `<loa.${message.deliveryId}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}
