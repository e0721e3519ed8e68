import { addressKeys } from '@loa/adapters/postgres';
import { address, addressList, type Env, mark, processConfig, readConfig, secret } from '@loa/runtime';
import { z } from 'zod';

const process = {
  ...processConfig,
  KAFKA_BROKERS: addressList(),
  DATABASE_URL: address('postgres', 'postgresql'),
  /** Opens the registry's addresses. */
  LOA_ADDRESS_KEYS: addressKeys(),
  /** Holds the rate limit; without it the database does. */
  REDIS_URL: address('redis', 'rediss').optional(),
  /** Operations at once. */
  LOA_SLOTS: z.coerce.number('expected operations at once, 1 to 500').int().min(1).max(500).optional(),
};

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** A sender of e-mail. A sink that is not on loopback is refused: whoever marks it believes that it reaches nobody. */
export const emailConfig = z
  .object({
    ...process,
    LOA_CHANNEL: z.literal('email'),
    SMTP_URL: address('smtp', 'smtps'),
    LOA_MAIL_FROM: z
      .string('expected a mailbox such as Loa <loa@example.org>')
      .regex(/^(?:[^<>]*<)?[^<>@\s]+@[^<>@\s]+>?$/, 'expected a mailbox such as Loa <loa@example.org>'),
    LOA_SMTP_SINK: mark(),
    /** Recipients of one envelope; absent: every message by itself. For relays of one's own and closed lists. */
    LOA_MAIL_GROUP: z.coerce.number('expected recipients of one envelope, 2 to 1000').int().min(2).max(1_000).optional(),
  })
  .refine((config) => !config.LOA_SMTP_SINK || isLoopback(config.SMTP_URL.reveal()), {
    path: ['LOA_SMTP_SINK'],
    error: 'expected SMTP_URL to be a loopback address',
  });

/** A sender of SMS. */
export const smsConfig = z
  .object({
    ...process,
    LOA_CHANNEL: z.literal('sms'),
    TWILIO_ACCOUNT_SID: z.string('expected AC and 32 digits').regex(/^AC[0-9a-fA-F]{32}$/, 'expected AC and 32 hexadecimal digits'),
    TWILIO_AUTH_TOKEN: secret(),
    TWILIO_FROM: z.string().optional(),
    TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
    TWILIO_BASE_URL: z.url('expected an http address').optional(),
    LOA_TWILIO_SINK: mark(),
    LOA_PUBLIC_URL: z.url('expected the http address at which Twilio reaches us'),
    LOA_RECEIPT_SECRET: secret(),
    /** Of the provider's account, over all senders. */
    LOA_SMS_PER_SECOND: z.coerce.number('expected messages per second').positive().default(10),
  })
  .refine((config) => config.TWILIO_FROM !== undefined || config.TWILIO_MESSAGING_SERVICE_SID !== undefined, {
    path: ['TWILIO_FROM'],
    error: 'TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID',
  })
  .refine((config) => !config.LOA_TWILIO_SINK || (config.TWILIO_BASE_URL !== undefined && isLoopback(config.TWILIO_BASE_URL)), {
    path: ['LOA_TWILIO_SINK'],
    error: 'expected TWILIO_BASE_URL to be a loopback address',
  });

const which = z.object({ LOA_CHANNEL: z.enum(['email', 'sms'], 'expected email or sms') });

export type EmailConfig = z.output<typeof emailConfig>;
export type SmsConfig = z.output<typeof smsConfig>;

/** Reads what the sender of the channel in `LOA_CHANNEL` needs. Throws ConfigError. */
export function readSenderConfig(env: Env): EmailConfig | SmsConfig {
  return readConfig(which, env).LOA_CHANNEL === 'email' ? readConfig(emailConfig, env) : readConfig(smsConfig, env);
}
