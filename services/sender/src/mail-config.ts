import type { SmtpOptions } from '@loa/adapters/smtp';
import { address, mark, secret, type Secret } from '@loa/runtime';
import { z } from 'zod';

/** The address of a relay. */
export const relay = () => address('smtp', 'smtps', 'lmtp');
const perSecond = z.coerce.number('expected messages per second').positive();

/** Of relays beside the first one's address, and what an e-mail carries beside its words; every part can be left out. Standalone spreads it into its own. */
export const mailConfig = {
  /** The relay to turn to while the first is not well. */
  SMTP_URL_2: relay().optional(),
  /** Messages a second to each relay, over all senders; absent: no limit. */
  LOA_MAIL_PER_SECOND: perSecond.optional(),
  LOA_MAIL_PER_SECOND_2: perSecond.optional(),
  LOA_SMTP_SINK: mark(),
  /** Recipients of one envelope; absent: every message by itself. For relays of one's own and closed lists. */
  LOA_MAIL_GROUP: z.coerce.number('expected recipients of one envelope, 2 to 1000').int().min(2).max(1_000).optional(),
  /** Where people reach us, https: of unsubscribe links, and of the links to a warning's page and CAP message. */
  LOA_PUBLIC_URL: z.url('expected the https address at which people reach us').optional(),
  /** Signs unsubscribe links: kept for as long as mails lie in mailboxes. */
  LOA_UNSUBSCRIBE_SECRET: secret().optional(),
  /** Bounces come to this address, with a token behind a plus sign. */
  LOA_BOUNCE_ADDRESS: z.email('expected an address such as bounces@example.org').optional(),
  /** Signs the tokens of return paths. */
  LOA_RECEIPT_SECRET: secret().optional(),
  LOA_DKIM_DOMAIN: z.string().optional(),
  LOA_DKIM_SELECTOR: z.string().optional(),
  /** RSA, PEM. */
  LOA_DKIM_KEY: secret().optional(),
};

/** Operations of a process at once. */
export const slots = () => z.coerce.number('expected operations at once, 1 to 500').int().min(1).max(500).optional();

export interface MailSettings {
  readonly SMTP_URL?: Secret | undefined;
  readonly SMTP_URL_2?: Secret | undefined;
  readonly LOA_MAIL_FROM?: string | undefined;
  readonly LOA_SMTP_SINK?: boolean;
  readonly LOA_SLOTS?: number | undefined;
  readonly LOA_MAIL_GROUP?: number | undefined;
  readonly LOA_PUBLIC_URL?: string | undefined;
  readonly LOA_UNSUBSCRIBE_SECRET?: Secret | undefined;
  readonly LOA_BOUNCE_ADDRESS?: string | undefined;
  readonly LOA_RECEIPT_SECRET?: Secret | undefined;
  readonly LOA_DKIM_DOMAIN?: string | undefined;
  readonly LOA_DKIM_SELECTOR?: string | undefined;
  readonly LOA_DKIM_KEY?: Secret | undefined;
}

const DKIM = ['LOA_DKIM_DOMAIN', 'LOA_DKIM_SELECTOR', 'LOA_DKIM_KEY'] as const;
/** What is said to a relay alone: without one nothing obeys it. */
const OF_A_RELAY = ['SMTP_URL_2', 'LOA_MAIL_GROUP', 'LOA_BOUNCE_ADDRESS', ...DKIM] as const;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** Whether people may be led there to leave by one click: https (RFC 8058), or this machine, for trying. */
const takesOneClick = (url: string | undefined): url is string => url !== undefined && (url.startsWith('https:') || isLoopback(url));

/** What is named and misses what it needs: the field, and what was expected there. */
export function mailFaults(config: MailSettings): (readonly [string, string])[] {
  const { SMTP_URL: first, SMTP_URL_2: second } = config;
  const faults: [string, string][] = [];
  const named = OF_A_RELAY.filter((name) => config[name] !== undefined);
  if (first === undefined) {
    if (named.length > 0)
      faults.push(['SMTP_URL', `expected the relay that takes everything while it is well, since ${named.join(', ')} given`]);
    return faults;
  }
  if (config.LOA_MAIL_FROM === undefined)
    faults.push(['LOA_MAIL_FROM', 'expected the address that e-mail is sent from, since SMTP_URL is given']);
  // Whoever marks a sink believes that it reaches nobody.
  if (config.LOA_SMTP_SINK === true && ![first, ...(second === undefined ? [] : [second])].every((url) => isLoopback(url.reveal())))
    faults.push(['LOA_SMTP_SINK', 'expected SMTP_URL to be a loopback address']);
  if (config.LOA_UNSUBSCRIBE_SECRET !== undefined && !takesOneClick(config.LOA_PUBLIC_URL))
    faults.push(['LOA_PUBLIC_URL', 'expected an https address, since LOA_UNSUBSCRIBE_SECRET is given (RFC 8058)']);
  if (config.LOA_BOUNCE_ADDRESS !== undefined && config.LOA_RECEIPT_SECRET === undefined)
    faults.push(['LOA_RECEIPT_SECRET', 'expected a secret for the tokens in LOA_BOUNCE_ADDRESS']);
  const missing = DKIM.filter((name) => config[name] === undefined);
  if (missing.length < DKIM.length) for (const name of missing) faults.push([name, `expected beside the other two of ${DKIM.join(', ')}`]);
  return faults;
}

/** The options of each relay's channel, as the settings have them. */
export function mailOptionsOf(config: MailSettings & { readonly LOA_MAIL_FROM: string }): Omit<SmtpOptions, 'url' | 'now'> {
  const { LOA_PUBLIC_URL: publicUrl, LOA_UNSUBSCRIBE_SECRET: links, LOA_BOUNCE_ADDRESS: bounces, LOA_RECEIPT_SECRET: receipts } = config;
  const { LOA_DKIM_DOMAIN: domain, LOA_DKIM_SELECTOR: selector, LOA_DKIM_KEY: key } = config;
  return {
    ...{ from: config.LOA_MAIL_FROM, sink: config.LOA_SMTP_SINK === true, connections: config.LOA_SLOTS, groupOf: config.LOA_MAIL_GROUP },
    ...(takesOneClick(publicUrl) && links !== undefined && { unsubscribe: { publicUrl, secret: links.reveal() } }),
    ...(bounces !== undefined && receipts !== undefined && { returnPath: { address: bounces, secret: receipts.reveal() } }),
    ...(domain !== undefined && selector !== undefined && key !== undefined && { dkim: { domain, selector, key: key.reveal() } }),
  };
}
