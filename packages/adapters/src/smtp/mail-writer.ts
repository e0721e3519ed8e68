import type { EmailContent, OutgoingGroup, OutgoingMessage, SmsContent } from '@loa/domain/ports';
import MailComposer from 'nodemailer/lib/mail-composer';

export interface MailWriterOptions {
  /** Mailbox of the sender: `Loa <canh-bao@example.org>` or a bare address. */
  readonly from: string;
}

/** Writes e-mails as bytes (RFC 5322); `at` is their Date. */
export interface MailWriter {
  personal(message: OutgoingMessage, at: Date): Promise<Buffer>;
  /** One for all recipients, of whom none is named. */
  grouped(group: OutgoingGroup, at: Date): Promise<Buffer>;
}

/** Level from which a mail program should show the message as important. */
const IMPORTANT_LEVEL = 4;

/**
 * The MIME tree is built once per content object and everything that differs from person to person is a header in front of it. The
 * Message-ID is the same on every try of a delivery, so that a receiver can drop a second copy.
 */
export function mailWriter({ from }: MailWriterOptions): MailWriter {
  const built = new WeakMap<EmailContent, Promise<Buffer>>();
  const domain = addressOf(from).replace(/^.*@/, '');
  const mail = async (message: OutgoingMessage | OutgoingGroup, head: string): Promise<Buffer> => {
    const content = emailContent(message.content);
    const shared = built.get(content) ?? build(content, message, from);
    built.set(content, shared);
    return Buffer.concat([Buffer.from(head, 'utf8'), await shared]);
  };
  return {
    personal: (message, at) => {
      const { deliveryId, messageId = `d.${String(deliveryId)}`, to, level } = message;
      return mail(message, headOf({ messageId: `${messageId}@${domain}`, to: `<${to}>`, level }, at));
    },
    grouped: (group, at) => {
      const first = Math.min(...group.recipients.map(({ deliveryId }) => deliveryId));
      return mail(group, headOf({ messageId: `g.${String(first)}@${domain}`, to: 'undisclosed-recipients:;', level: group.level }, at));
    },
  };
}

/** The address in a mailbox: what goes into the envelope. */
export function addressOf(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
}

function emailContent(content: EmailContent | SmsContent): EmailContent {
  if ('html' in content) return content;
  throw new TypeError('an e-mail needs a subject and HTML');
}

function headOf({ messageId, to, level }: { messageId: string; to: string; level: number | null }, at: Date): string {
  const headers = [`Date: ${at.toUTCString().replace(/GMT$/, '+0000')}`, `Message-ID: <${messageId}>`, `To: ${to}`];
  if (level !== null && level >= IMPORTANT_LEVEL) headers.push('Importance: high', 'X-Priority: 1 (Highest)');
  return `${headers.join('\r\n')}\r\n`;
}

async function build(
  content: EmailContent,
  { language, warningId }: Pick<OutgoingMessage, 'language' | 'warningId'>,
  from: string,
): Promise<Buffer> {
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
  const kept = message
    .subarray(0, end)
    .toString('latin1')
    .split(/\r\n(?![ \t])/);
  const head = kept.filter((line) => !/^(?:date|message-id):/i.test(line)).join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), message.subarray(end)]);
}
