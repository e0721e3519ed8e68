import { addressKeys } from '@loa/adapters/postgres';
import { smsTemplatesText } from '@loa/domain/wording';
import { address, processConfig, secret, trustedProxies } from '@loa/runtime';
import { z } from 'zod';

/** What the signup process reads from its environment. */
export const signupConfig = z
  .object({
    ...processConfig,
    DATABASE_URL: address('postgres', 'postgresql'),
    /** Holds the account's rate, as the senders'; without it the database does. */
    REDIS_URL: address('redis', 'rediss').optional(),
    /** Seals and opens the registry's addresses. */
    LOA_ADDRESS_KEYS: addressKeys(),
    /** Where the public reaches this installation: links in messages begin with it. */
    LOA_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'expected an http address' }),
    /** Of the links by which e-mail is left; the same as the senders'. */
    LOA_UNSUBSCRIBE_SECRET: secret(),
    LOA_TRUSTED_PROXIES: trustedProxies(),
    /** By what links are sent; without it nobody signs up by e-mail. */
    SMTP_URL: address('smtp', 'smtps').optional(),
    LOA_MAIL_FROM: z.string().optional(),
    /** By what codes are sent; without it nobody signs up by phone. */
    TWILIO_ACCOUNT_SID: z.string().optional(),
    TWILIO_AUTH_TOKEN: secret().optional(),
    /** Of the senders' second account: answers come to its numbers too. */
    TWILIO_AUTH_TOKEN_2: secret().optional(),
    TWILIO_FROM: z.string().optional(),
    TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
    TWILIO_BASE_URL: z.url('expected an http address').optional(),
    /** Of the account, as the senders': codes take from what warnings have. */
    LOA_SMS_PER_SECOND: z.coerce.number('expected messages per second').positive().default(10),
    /** JSON, as the senders': an operator that asks for templates gets codes by `code-vi` or `code-en`, or none. */
    LOA_SMS_TEMPLATES: smsTemplatesText.optional(),
  })
  .refine((config) => config.SMTP_URL === undefined || config.LOA_MAIL_FROM !== undefined, {
    path: ['LOA_MAIL_FROM'],
    error: 'the mailbox that e-mail is sent from, since SMTP_URL is given',
  })
  .refine((config) => config.TWILIO_ACCOUNT_SID === undefined || config.TWILIO_AUTH_TOKEN !== undefined, {
    path: ['TWILIO_AUTH_TOKEN'],
    error: 'the token of TWILIO_ACCOUNT_SID',
  });
export type SignupConfig = z.output<typeof signupConfig>;

/** By whose tokens an answer by SMS may be signed. */
export const twilioTokensOf = (config: Pick<SignupConfig, 'TWILIO_AUTH_TOKEN' | 'TWILIO_AUTH_TOKEN_2'>): string[] =>
  [config.TWILIO_AUTH_TOKEN, config.TWILIO_AUTH_TOKEN_2].flatMap((token) => token?.reveal() ?? []);

const rate = (perSecond: number, burst: number) =>
  z.object({ perSecond: z.number().positive(), burst: z.int().min(1) }).default({ perSecond, burst });

/** How sign-up works; defaults suit every installation. */
export const signupSettings = z.object({
  publicUrl: z.url(),
  unsubscribeSecret: z.string().min(1),
  /** Of the accounts that may call us, by whose tokens Twilio signs; without one no answers by SMS are taken. */
  twilioAuthTokens: z.array(z.string().min(1)).default([]),
  /** Version of the words that people agree to; kept with every consent. */
  wording: z.string().min(1).default('2026-11'),
  /** Days that a link to one's own page counts. */
  tokenDays: z.int().min(1).default(30),
  /** Per address that asks, per address that is written to, and per subscriber that changes. */
  askRate: rate(1 / 10, 20),
  messageRate: rate(1 / 600, 3),
  confirmRate: rate(1, 30),
  ownRate: rate(1, 20),
  /** The account by which codes go, as the senders name it, and its rate; null: no limit. */
  smsAccount: z.object({ name: z.string(), perSecond: z.number().positive() }).nullable().default(null),
  /** How often what has ended is erased, milliseconds. */
  purgeMs: z.int().min(1).default(3_600_000),
});
export type SignupSettings = z.output<typeof signupSettings>;
