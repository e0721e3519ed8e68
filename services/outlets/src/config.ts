import { address, mark, processConfig, trustedProxies } from '@loa/runtime';
import { z } from 'zod';
import { pollConfig } from './poll/config.ts';

const httpUrl = () => z.url({ protocol: /^https?$/, error: 'expected an http address' });

/** What the outlets process reads from its environment. */
export const outletsConfig = z.object({
  ...processConfig,
  ...pollConfig,
  /** For tests and closed networks alone: callback addresses may be http, and need not be on the public internet. */
  LOA_OUTLETS_ALLOW_PRIVATE: mark(),
  /** Where the public reaches this installation: WebSub topics begin with it. */
  LOA_PUBLIC_URL: httpUrl(),
  /** Where the feeds process answers, as seen from here; default the public address. */
  LOA_FEEDS_URL: httpUrl().optional(),
  LOA_TRUSTED_PROXIES: trustedProxies(),
  DATABASE_URL: address('postgres', 'postgresql'),
  /** By what outlets get e-mail; without it that way is refused. */
  SMTP_URL: address('smtp', 'smtps').optional(),
  LOA_MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>]*<)?[^<>@\s]+@[^<>@\s]+>?$/, 'expected a mailbox such as Loa <loa@example.org>')
    .optional(),
});
export type OutletsConfig = z.output<typeof outletsConfig>;

const milliseconds = () => z.int().min(1);
const rate = (perSecond: number, burst: number) =>
  z.object({ perSecond: z.number().positive(), burst: z.int().min(1) }).default({ perSecond, burst });

/** How outlets are served; defaults suit every installation. Times in milliseconds. */
export const outletsSettings = z.object({
  publicUrl: z.url(),
  /** See `LOA_OUTLETS_ALLOW_PRIVATE`. */
  allowPrivate: z.boolean().default(false),
  /** How often is looked for what is new. */
  pollMs: milliseconds().default(100),
  websubPollMs: milliseconds().default(250),
  /** How often is looked for what is due again, was asked for, or was left behind. */
  idleMs: milliseconds().default(1_000),
  /** How often every topic is read though no item was issued: what is in force ends by itself. */
  relookMs: milliseconds().default(60_000),
  /** Longer than a try takes: a lease that runs out means that its holder is gone. */
  leaseMs: milliseconds().default(30_000),
  timeoutMs: milliseconds().default(10_000),
  /** A try that takes longer gives its place to others; see Slots. */
  slowMs: milliseconds().default(1_000),
  soundSlots: z.int().min(1).default(256),
  /** Room for whole waves of calls that have become slow: a place costs a socket, and what is given up must be sent again. */
  suspectSlots: z.int().min(1).default(1_024),
  /** Messages to outlets by e-mail at once, sound and suspect: all of them go by one mail server. */
  mailSlots: z.int().min(1).default(4),
  /** As `leaseMs`, of a message by e-mail: a mail server may take a minute for each answer. */
  mailLeaseMs: milliseconds().default(120_000),
  /** Items sent to one outlet before it is another's turn. */
  itemsAtOnce: z.int().min(1).default(64),
  /** Limits per address that registers or subscribes, per host that is to be called back, per outlet, and per outlet for tests and replays. */
  registerRate: rate(1 / 60, 5),
  subscribeRate: rate(0.5, 30),
  outletRate: rate(2, 30),
  costlyRate: rate(1 / 10, 5),
  /** Codes to one e-mail address. */
  confirmRate: rate(1 / 600, 3),
});
export type OutletsSettings = z.output<typeof outletsSettings>;
