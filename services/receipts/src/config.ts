import { address, addressList, port, processConfig, secret } from '@loa/runtime';
import { z } from 'zod';

/** What the receipts process reads from its environment. */
export const receiptsConfig = z.object({
  ...processConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
  /** Signs Twilio's requests, also where calls are made with an API key. */
  TWILIO_AUTH_TOKEN: secret(),
  /** Of the second account, where there is one. */
  TWILIO_AUTH_TOKEN_2: secret().optional(),
  /** The address at which Twilio reaches this process: part of what it signs. */
  LOA_PUBLIC_URL: z.url('expected the http address at which Twilio reaches this process'),
  LOA_RECEIPT_SECRET: secret(),
  /** The sender's return path; its bounces are taken by SMTP on LOA_BOUNCE_PORT. */
  LOA_BOUNCE_ADDRESS: z.email('expected an address such as bounces@example.org').optional(),
  LOA_BOUNCE_PORT: port().default(2525),
});
