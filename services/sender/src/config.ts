import { address, addressList, mark, processConfig, secret } from '@loa/runtime';
import { z } from 'zod';

/** Settings of one sender process: one channel, and the addresses of that channel's provider. */
export const config = z.object({
  ...processConfig,
  LOA_CHANNEL: z.enum(['email', 'sms'], 'expected email or sms'),
  KAFKA_BROKERS: addressList(),
  DATABASE_URL: address('postgres', 'postgresql'),
  REDIS_URL: address('redis', 'rediss').optional(),
  SMTP_URL: address('smtp', 'smtps').optional(),
  LOA_MAIL_FROM: z.email('expected an e-mail address').optional(),
  LOA_SMTP_SINK: mark(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: secret().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
  TWILIO_BASE_URL: z.url('expected an http URL').optional(),
  LOA_TWILIO_SINK: mark(),
  LOA_PUBLIC_URL: z.url('expected an http URL').optional(),
  LOA_RECEIPT_SECRET: secret().optional(),
  LOA_SMS_PER_SECOND: z.coerce.number('expected messages per second').positive().optional(),
  LOA_SLOTS: z.coerce.number('expected operations at once').int().min(1).max(500).optional(),
});
export type Config = z.output<typeof config>;
