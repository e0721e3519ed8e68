import type { SmtpOptions } from '@loa/adapters/smtp';
import { secret, type Secret } from '@loa/runtime';
import { z } from 'zod';

/** What an e-mail carries beside its words; every part can be left out. */
export const mailConfig = {
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

interface MailSettings {
  readonly LOA_PUBLIC_URL?: string | undefined;
  readonly LOA_UNSUBSCRIBE_SECRET?: Secret | undefined;
  readonly LOA_BOUNCE_ADDRESS?: string | undefined;
  readonly LOA_RECEIPT_SECRET?: Secret | undefined;
  readonly LOA_DKIM_DOMAIN?: string | undefined;
  readonly LOA_DKIM_SELECTOR?: string | undefined;
  readonly LOA_DKIM_KEY?: Secret | undefined;
}

/** What is named and misses its other half: the field, and what was expected there. */
export function mailFaults(config: MailSettings): (readonly [string, string])[] {
  const { LOA_PUBLIC_URL: url, LOA_UNSUBSCRIBE_SECRET: links, LOA_BOUNCE_ADDRESS: bounces, LOA_RECEIPT_SECRET: receipts } = config;
  const dkim = ['LOA_DKIM_DOMAIN', 'LOA_DKIM_SELECTOR', 'LOA_DKIM_KEY'] as const;
  const missing = dkim.filter((name) => config[name] === undefined);
  return [
    ...(links !== undefined && url?.startsWith('https:') !== true
      ? [['LOA_PUBLIC_URL', 'expected an https address, since LOA_UNSUBSCRIBE_SECRET is given (RFC 8058)'] as const]
      : []),
    ...(bounces !== undefined && receipts === undefined
      ? [['LOA_RECEIPT_SECRET', 'expected a secret for the tokens in LOA_BOUNCE_ADDRESS'] as const]
      : []),
    ...(missing.length < dkim.length ? missing.map((name) => [name, `expected beside the other two of ${dkim.join(', ')}`] as const) : []),
  ];
}

/** The channel's options for what {@link mailConfig} names. */
export function mailOptionsOf(config: MailSettings): Pick<SmtpOptions, 'unsubscribe' | 'returnPath' | 'dkim'> {
  const { LOA_PUBLIC_URL: publicUrl, LOA_UNSUBSCRIBE_SECRET: links, LOA_BOUNCE_ADDRESS: address, LOA_RECEIPT_SECRET: receipts } = config;
  const { LOA_DKIM_DOMAIN: domain, LOA_DKIM_SELECTOR: selector, LOA_DKIM_KEY: key } = config;
  return {
    ...(publicUrl !== undefined && links !== undefined && { unsubscribe: { publicUrl, secret: links.reveal() } }),
    ...(address !== undefined && receipts !== undefined && { returnPath: { address, secret: receipts.reveal() } }),
    ...(domain !== undefined && selector !== undefined && key !== undefined && { dkim: { domain, selector, key: key.reveal() } }),
  };
}
