import { embeddedRateLimiter } from '@loa/adapters/embedded';
import { airingsTable, capMessagesTable, type Database, documentsTable, outletReadsTable, warningsTable } from '@loa/adapters/postgres';
import { createHttp, createLifecycle, createMetrics } from '@loa/runtime';
import { testLogger } from '@loa/testing/logs';
import type { FastifyInstance } from 'fastify';
import { compose, type Feeds, type FeedsPorts } from './compose.ts';
import { feedsConfig, feedsSettings } from './config.ts';
import { publishingOf } from './publishing.ts';

export const PUBLIC_URL = 'https://loa.example.org';
const log = testLogger('feeds');

export interface FeedsBed extends Feeds {
  readonly http: FastifyInstance;
}

export interface BedOptions {
  readonly now?: () => Date;
  readonly env?: object;
  readonly settings?: object;
  readonly ports?: Partial<FeedsPorts>;
}

/** Feeds over a migrated database, with their routes on a server that does not listen yet. `env`: `LOA_CAP_*` names. */
export function feedsBed(db: Database, { now = () => new Date(), env = {}, settings = {}, ports: others = {} }: BedOptions = {}): FeedsBed {
  const http = createHttp({ log, lifecycle: createLifecycle({ log }), metrics: createMetrics({ service: 'feeds' }), checks: {} });
  const config = feedsConfig.parse({ DATABASE_URL: 'postgres://127.0.0.1/none', LOA_PUBLIC_URL: PUBLIC_URL, ...env });
  const reading = { outletReads: outletReadsTable(db), rateLimiter: embeddedRateLimiter(db) };
  const tables = {
    warnings: warningsTable(db),
    messages: capMessagesTable(db),
    airings: airingsTable(db),
    documents: documentsTable(db),
    ...reading,
  };
  const ports = { ...tables, clock: { now }, log, ...others };
  const feeds = compose(feedsSettings.parse(settings), publishingOf(config, ''), ports);
  feeds.addRoutes(http);
  return { ...feeds, http };
}
