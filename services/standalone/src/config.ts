import { address, addressList, mark, port, processConfig, secret } from '@loa/runtime';
import { z } from 'zod';

/** Settings of the all-in-one process: every engine is embedded until its address is given. */
export const standaloneConfig = z.object({
  ...processConfig,
  LOA_PORT: port().default(8080),
  LOA_LOG_LEVEL: processConfig.LOA_LOG_LEVEL.unwrap().default('warn'),
  LOA_DATA_DIR: z.string().default('data'),
  KAFKA_BROKERS: addressList().optional(),
  REDIS_URL: address('redis', 'rediss').optional(),
  DATABASE_URL: address('postgres', 'postgresql').optional(),
  SMTP_URL: address('smtp', 'smtps').optional(),
  LOA_MAIL_FROM: z.email('expected an e-mail address').default('warnings@example.com'),
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
});
export type StandaloneConfig = z.output<typeof standaloneConfig>;
