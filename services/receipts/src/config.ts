import { address, addressList, port, processConfig, secret } from '@loa/runtime';
import { z } from 'zod';
import type { ReceiptsSettings } from './compose.ts';

/** What the receipts process reads from its environment. */
export const receiptsConfig = z.object({
  ...processConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
  /** Signs Twilio's requests, also where calls are made with an API key; without it none are taken: SMPP needs none. */
  TWILIO_AUTH_TOKEN: secret().optional(),
  /** Of the second account, where there is one. */
  TWILIO_AUTH_TOKEN_2: secret().optional(),
  /** The address at which Twilio reaches this process: part of what it signs. */
  LOA_PUBLIC_URL: z.url('expected the http address at which Twilio reaches this process'),
  LOA_RECEIPT_SECRET: secret(),
  /** The sender's return path; its bounces are taken by SMTP on LOA_BOUNCE_PORT. */
  LOA_BOUNCE_ADDRESS: z.email('expected an address such as bounces@example.org').optional(),
  LOA_BOUNCE_PORT: port().default(2525),
});

/** Which of Twilio's requests are taken; null: none. */
export function twilioOf(config: z.output<typeof receiptsConfig>): ReceiptsSettings['twilio'] {
  const authTokens = [config.TWILIO_AUTH_TOKEN, config.TWILIO_AUTH_TOKEN_2].flatMap((token) => token?.reveal() ?? []);
  return authTokens.length === 0
    ? null
    : { authTokens, receiptSecret: config.LOA_RECEIPT_SECRET.reveal(), publicUrl: config.LOA_PUBLIC_URL };
}
