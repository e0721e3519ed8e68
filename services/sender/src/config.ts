import { addressKeys } from '@loa/adapters/postgres';
import { address, addressList, type Env, processConfig, readConfig, secret } from '@loa/runtime';
import { z } from 'zod';
import { isLoopback, mailConfig, mailFaults, relay, slots } from './mail-config.ts';
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
  LOA_SLOTS: slots(),
};

/** A sender of e-mail. */
export const emailConfig = z
  .object({
    ...process,
    ...mailConfig,
    LOA_CHANNEL: z.literal('email'),
    SMTP_URL: relay(),
    LOA_MAIL_FROM: z
      .string('expected a mailbox such as Loa <loa@example.org>')
      .regex(/^(?:[^<>]*<)?[^<>@\s]+@[^<>@\s]+>?$/, 'expected a mailbox such as Loa <loa@example.org>'),
  })
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
