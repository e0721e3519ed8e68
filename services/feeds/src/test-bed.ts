import { airingsTable, capMessagesTable, type Database, warningsTable } from '@loa/adapters/postgres';
import { createHttp, createLifecycle, createMetrics } from '@loa/runtime';
import { testLogger } from '@loa/testing/logs';
import type { FastifyInstance } from 'fastify';
import { compose, type Feeds } from './compose.ts';
import { feedsConfig, feedsSettings } from './config.ts';
import { publishingOf } from './publishing.ts';

export const PUBLIC_URL = 'https://loa.example.org';
const log = testLogger('feeds');

export interface FeedsBed extends Feeds {
  readonly http: FastifyInstance;
}

/** Feeds over a migrated database, with their routes on a server that does not listen yet. `env`: `LOA_CAP_*` names. */
export function feedsBed(
  db: Database,
  { now = () => new Date(), env = {}, settings = {} }: { now?: () => Date; env?: object; settings?: object } = {},
): FeedsBed {
  const http = createHttp({ log, lifecycle: createLifecycle({ log }), metrics: createMetrics({ service: 'feeds' }), checks: {} });
  const config = feedsConfig.parse({ DATABASE_URL: 'postgres://127.0.0.1/none', LOA_PUBLIC_URL: PUBLIC_URL, ...env });
  const ports = { warnings: warningsTable(db), messages: capMessagesTable(db), airings: airingsTable(db), clock: { now }, log };
  const feeds = compose(feedsSettings.parse(settings), publishingOf(config, ''), ports);
  feeds.addRoutes(http);
  return { ...feeds, http };
}
