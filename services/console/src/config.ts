import { addressKeys } from '@loa/adapters/postgres';
import { address, addressList, processConfig, secret, trustedProxies } from '@loa/runtime';
import { z } from 'zod';
import { dutyWaysConfig } from './duty-ways.ts';
import { oidcConfig } from './oidc/config.ts';

const fitting = z.object({
  /** Minutes between two watchdog bulletins. */
  LOA_WATCHDOG_MINUTES: z.coerce.number('expected minutes').positive('expected minutes above 0').default(5),
  /** Where the alarm is posted as JSON. */
  LOA_ALARM_WEBHOOK: z.url('expected an http URL').optional(),
  /** The relay that carries the alarm: another one than the senders use. */
  LOA_ALARM_SMTP_URL: address('smtp', 'smtps').optional(),
  LOA_ALARM_TO: z.email('expected an e-mail address').optional(),
  LOA_MAIL_FROM: z.email('expected an e-mail address').optional(),
  /** The duty phone, which is called by the account below. */
  LOA_ALARM_CALL: z.e164('expected a phone number such as +84912345678').optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: secret().optional(),
  TWILIO_CALL_FROM: z.string().optional(),
  TWILIO_BASE_URL: z.url('expected an http URL').optional(),
});

/** What the alarm and the watchdog read; standalone spreads it into its own. */
export const watchdogConfig = fitting.shape;
export type WatchdogConfig = Omit<z.output<typeof fitting>, 'LOA_WATCHDOG_MINUTES'>;

/** What the console process reads from its environment. */
export const consoleConfig = z.object({
  ...processConfig,
  ...watchdogConfig,
  ...oidcConfig,
  ...dutyWaysConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
  /** Holds the account's rate, as the senders'; without it the database does. */
  REDIS_URL: address('redis', 'rediss').optional(),
  LOA_TRUSTED_PROXIES: trustedProxies(),
  /** Seals the addresses of the watchdog's listeners, and the secrets of second factors. */
  LOA_ADDRESS_KEYS: addressKeys(),
});

/** How the console works; defaults suit every installation. Milliseconds. */
export const consoleSettings = z.object({
  watchdogPeriodMs: z.number().positive().default(300_000),
  /** How often the watchdog's age is looked at. */
  watchdogLookMs: z.number().positive().default(15_000),
  /** So long before a warning runs out without a successor somebody is called. */
  runsOutMs: z.number().min(0).default(1_800_000),
  /** From the commit of a recall or pause to its answer: until then every sender has read it, or sends nothing. */
  fenceMs: z.number().min(0).default(250),
  /** Longest pause: whoever needs more says so again, so that no forgotten one lasts. */
  longestPauseMs: z.number().positive().default(86_400_000),
  /** Longest wait for senders to let a recalled warning's batches go. */
  letGoMs: z.number().min(0).default(5_000),
  /** How often the wall looks, and how often whoever watches it is asked who they are. */
  liveEveryMs: z.number().positive().default(1_000),
  liveCheckMs: z.number().positive().default(2_000),
  /** Costs of passwords: 32 MiB and a quarter of a second or so each (OWASP, Password Storage Cheat Sheet). */
  scrypt: z.object({ logN: z.int(), r: z.int(), p: z.int() }).default({ logN: 15, r: 8, p: 3 }),
});
export type ConsoleSettings = z.output<typeof consoleSettings>;
