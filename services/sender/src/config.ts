import { addressKeys } from '@loa/adapters/postgres';
import { address, addressList, type Env, mark, processConfig, readConfig, secret } from '@loa/runtime';
import { z } from 'zod';
import { mailConfig, mailFaults } from './mail-config.ts';
import { accountOf, missingOf, smsAccounts } from './sms-accounts.ts';
import { callsConfig } from './voice-config.ts';

const process = {
  ...processConfig,
  KAFKA_BROKERS: addressList(),
  DATABASE_URL: address('postgres', 'postgresql'),
  /** Opens the registry's addresses. */
  LOA_ADDRESS_KEYS: addressKeys(),
  /** Holds the rate limit; without it the database does. */
  REDIS_URL: address('redis', 'rediss').optional(),
  /** The public address and the secret of receipts: with both, agencies, relays and bodies of the supply list get a link to confirm. */
  LOA_PUBLIC_URL: z.url('expected the public http address').optional(),
  LOA_RECEIPT_SECRET: secret().optional(),
  /** Operations at once. */
  LOA_SLOTS: z.coerce.number('expected operations at once, 1 to 500').int().min(1).max(500).optional(),
};

const perSecond = z.coerce.number('expected messages per second').positive();

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** A sender of e-mail. A sink that is not on loopback is refused: whoever marks it believes that it reaches nobody. */
export const emailConfig = z
  .object({
    ...process,
    ...mailConfig,
    LOA_CHANNEL: z.literal('email'),
    SMTP_URL: address('smtp', 'smtps', 'lmtp'),
    /** The relay to turn to while the first is not well. */
    SMTP_URL_2: address('smtp', 'smtps', 'lmtp').optional(),
    /** Messages a second to each relay, over all senders; absent: no limit. */
    LOA_MAIL_PER_SECOND: perSecond.optional(),
    LOA_MAIL_PER_SECOND_2: perSecond.optional(),
    LOA_MAIL_FROM: z
      .string('expected a mailbox such as Loa <loa@example.org>')
      .regex(/^(?:[^<>]*<)?[^<>@\s]+@[^<>@\s]+>?$/, 'expected a mailbox such as Loa <loa@example.org>'),
    LOA_SMTP_SINK: mark(),
    /** Recipients of one envelope; absent: every message by itself. For relays of one's own and closed lists. */
    LOA_MAIL_GROUP: z.coerce.number('expected recipients of one envelope, 2 to 1000').int().min(2).max(1_000).optional(),
  })
  .refine(
    ({ LOA_SMTP_SINK, SMTP_URL, SMTP_URL_2 }) =>
      !LOA_SMTP_SINK || [SMTP_URL, ...(SMTP_URL_2 === undefined ? [] : [SMTP_URL_2])].every((url) => isLoopback(url.reveal())),
    { path: ['LOA_SMTP_SINK'], error: 'expected SMTP_URL to be a loopback address' },
  )
  .superRefine((config, context) => {
    for (const [name, message] of mailFaults(config)) context.addIssue({ code: 'custom', path: [name], message });
  });

/** A sender of SMS. */
export const smsConfig = z
  .object({
    ...process,
    ...smsAccounts,
    LOA_CHANNEL: z.literal('sms'),
  })
  .superRefine((config, context) => {
    const says = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    for (const via of config.LOA_SMS_VIA) for (const [name, expected] of missingOf(config, via)) says(name, expected);
    const accounts = config.LOA_SMS_VIA.filter((via) => missingOf(config, via).length === 0).map((via) => accountOf(config, via));
    const byTwilio = config.LOA_SMS_VIA.some((via) => via.startsWith('twilio'));
    if (byTwilio && config.LOA_PUBLIC_URL === undefined) says('LOA_PUBLIC_URL', 'expected the http address at which Twilio reaches us');
    if (byTwilio && config.LOA_RECEIPT_SECRET === undefined) says('LOA_RECEIPT_SECRET', 'expected a secret for the addresses of callbacks');
    for (const account of accounts) {
      if (account.kind === 'twilio' && config.LOA_TWILIO_SINK && (account.baseUrl === undefined || !isLoopback(account.baseUrl)))
        says('LOA_TWILIO_SINK', 'expected TWILIO_BASE_URL to be a loopback address');
      if (account.kind === 'smpp' && config.LOA_SMPP_SINK && !isLoopback(account.url.reveal()))
        says('LOA_SMPP_SINK', 'expected SMPP_URL to be a loopback address');
    }
  });

/** A sender of calls. */
export const voiceConfig = z
  .object({
    ...process,
    ...callsConfig,
    LOA_CHANNEL: z.literal('voice'),
    LOA_PUBLIC_URL: z.url('expected the http address at which Twilio reaches us'),
    LOA_RECEIPT_SECRET: secret(),
  })
  .refine(({ LOA_TWILIO_SINK: sink, TWILIO_BASE_URL: url }) => !sink || (url !== undefined && isLoopback(url)), {
    path: ['LOA_TWILIO_SINK'],
    error: 'expected TWILIO_BASE_URL to be a loopback address',
  });

const which = z.object({ LOA_CHANNEL: z.enum(['email', 'sms', 'voice'], 'expected email, sms or voice') });

export type EmailConfig = z.output<typeof emailConfig>;
export type SmsConfig = z.output<typeof smsConfig>;
export type VoiceConfig = z.output<typeof voiceConfig>;
export type SenderConfig = EmailConfig | SmsConfig | VoiceConfig;

/** Reads what the sender of the channel in `LOA_CHANNEL` needs. Throws ConfigError. */
export function readSenderConfig(env: Env): SenderConfig {
  const { LOA_CHANNEL: channel } = readConfig(which, env);
  if (channel === 'voice') return readConfig(voiceConfig, env);
  return channel === 'email' ? readConfig(emailConfig, env) : readConfig(smsConfig, env);
}
