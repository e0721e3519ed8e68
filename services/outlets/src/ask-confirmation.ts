import { createHash } from 'node:crypto';
import { mailOutcome } from '@loa/domain/outlet';
import type { Channel, Outlet, Outlets, RateLimiter } from '@loa/domain/ports';
import { type Clock, hashOfKey, htmlText, limit, newToken } from '@loa/runtime';
import type { OutletsSettings } from './config.ts';
import { pageLanguage } from './push/item-links.ts';

/** So long a code counts. */
const CONFIRM_WITHIN_HOURS = 48;

const WORDS = {
  vi: {
    subject: 'Xác nhận địa chỉ nhận cảnh báo của Loa',
    lines: (url: string) => [
      'Có người đã đăng ký địa chỉ này để nhận cảnh báo thiên tai của Loa qua thư điện tử.',
      `Nếu đúng là bạn, hãy mở trang sau và bấm nút xác nhận trong vòng ${CONFIRM_WITHIN_HOURS} giờ:`,
      url,
      'Nếu không phải, hãy bỏ qua thư này: sẽ không có thư nào được gửi thêm.',
    ],
  },
  en: {
    subject: "Confirm this address for Loa's warnings",
    lines: (url: string) => [
      "Somebody has registered this address to get Loa's disaster warnings by e-mail.",
      `If it was you, open this page and press the button within ${CONFIRM_WITHIN_HOURS} hours:`,
      url,
      'If not, do nothing: no further message will come.',
    ],
  },
} as const;

export interface AskConfirmationPorts {
  readonly outlets: Pick<Outlets, 'askConfirmation'>;
  /** Null: this installation sends no e-mail. */
  readonly mail: Pick<Channel, 'send'> | null;
  readonly rateLimiter: RateLimiter;
  readonly settings: Pick<OutletsSettings, 'publicUrl' | 'confirmRate'>;
  readonly clock: Clock;
}

/** What came of it; `none`: nothing is to be confirmed. */
export interface Asked {
  readonly confirmation: 'sent' | 'not-sent' | 'none';
  readonly reason?: string;
}

/** Before a code is asked for: whoever registers must not be able to have a stranger flooded. Throws 429. The address is kept as a hash. */
export async function limitMailTo(address: string, { rateLimiter, settings }: AskConfirmationPorts): Promise<void> {
  const hash = createHash('sha256').update(address.toLowerCase()).digest('hex');
  await limit(rateLimiter, `outlet-confirm:${hash}`, settings.confirmRate);
}

/**
 * Sends a code to an e-mail address that is not confirmed. The words are Loa's alone, for the outlet's own may come from anybody; the
 * link opens a page that changes nothing before its button is pressed, since mail scanners open links.
 */
export async function askConfirmation({ id, way, confirmed, language }: Outlet, ports: AskConfirmationPorts): Promise<Asked> {
  const { outlets, mail, settings, clock } = ports;
  if (way.kind !== 'email' || confirmed || mail === null) return { confirmation: 'none' };
  const now = clock.now();
  const until = new Date(now.getTime() + CONFIRM_WITHIN_HOURS * 3_600_000).toISOString();
  const code = newToken();
  await outlets.askConfirmation(id, way.address, hashOfKey(code), until);
  const words = WORDS[pageLanguage(language)];
  const lines = words.lines(`${settings.publicUrl.replace(/\/$/, '')}/api/outlets/confirm?code=${code}`);
  const content = {
    subject: words.subject,
    text: `${lines.join('\r\n\r\n')}\r\n`,
    html: `<!doctype html>\n<html><body style="font-family:sans-serif;max-width:40em">\n${lines.map(paragraph).join('\n')}\n</body></html>\n`,
  };
  const message = { deliveryId: 0, messageId: `outlet-${id}-confirm-${hashOfKey(code).slice(0, 16)}`, attempt: 1, to: way.address };
  const about = { warningId: '', status: 'Actual', level: null, language, issuedAt: now.toISOString(), expiresAt: until } as const;
  const { result, reason } = mailOutcome(await mail.send({ ...message, ...about, content }, () => ({ go: true })));
  return result === 'delivered' ? { confirmation: 'sent' } : { confirmation: 'not-sent', reason };
}

const paragraph = (line: string): string =>
  line.startsWith('http') ? `<p><a href="${htmlText(line)}">${htmlText(line)}</a></p>` : `<p>${htmlText(line)}</p>`;
