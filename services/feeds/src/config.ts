import { address, processConfig } from '@loa/runtime';
import { z } from 'zod';
import { publishingConfig } from './publishing.ts';

/** What the feeds process reads from its environment. */
export const feedsConfig = z.object({ ...processConfig, ...publishingConfig, DATABASE_URL: address('postgres', 'postgresql') });

/** How feeds work; defaults suit every installation. */
export const feedsSettings = z.object({
  /** How often followers' tables are read for what is new, milliseconds. */
  pollMs: z.int().min(1).default(100),
  /** A comment keeps an idle stream open this often, milliseconds. */
  heartbeatMs: z.int().min(1).default(15_000),
  /** Reads per outlet's token; who reads without one is not limited here. */
  readRate: z.object({ perSecond: z.number().positive(), burst: z.int().min(1) }).default({ perSecond: 10, burst: 100 }),
  /** How often is written how far an outlet has read, milliseconds. */
  noteEveryMs: z.int().min(1).default(60_000),
});
export type FeedsSettings = z.output<typeof feedsSettings>;
