import { smtpChannel } from '@loa/adapters/smtp';
import type { Channel } from '@loa/domain/ports';
import { ConfigError } from '@loa/runtime';
import type { OutletsConfig, OutletsSettings } from './config.ts';

/** E-mail to outlets by the configured server; null where there is none. Throws ConfigError where half of it is missing. */
export function openMail(
  { SMTP_URL: server, LOA_MAIL_FROM: from }: OutletsConfig,
  { mailSlots }: Pick<OutletsSettings, 'mailSlots'>,
  now: () => Date,
): Channel | null {
  if (server === undefined) return null;
  if (from === undefined)
    throw new ConfigError([{ name: 'LOA_MAIL_FROM', expected: 'the mailbox that e-mail is sent from, since SMTP_URL is given' }], []);
  return smtpChannel({ url: server.reveal(), from, now, connections: 2 * mailSlots });
}
