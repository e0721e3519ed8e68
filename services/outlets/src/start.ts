import { embeddedRateLimiter } from '@loa/adapters/embedded';
import {
  airingsTable,
  apiKeysTable,
  capPollsTable,
  migrate,
  openPostgres,
  outletLinesTable,
  outletsTable,
  sessionsTable,
  warningsTable,
  websubTable,
} from '@loa/adapters/postgres';
import { acceptSessions, createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { outletsConfig, outletsSettings } from './config.ts';
import { openCallbacks } from './open-callbacks.ts';
import { openMail } from './open-mail.ts';
import { openPolling } from './poll/open-polling.ts';
import { feedDocuments, feedsOverHttp } from './websub/documents.ts';

/** Starts outlets as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock }: ProcessContext): Promise<void> {
  const config = readConfig(outletsConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'outlets' });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const publicUrl = config.LOA_PUBLIC_URL;
  const tables = { outlets: outletsTable(db), lines: outletLinesTable(db), websub: websubTable(db), warnings: warningsTable(db) };
  const settings = outletsSettings.parse({ publicUrl, allowPrivate: config.LOA_OUTLETS_ALLOW_PRIVATE });
  const mail = openMail(config, settings, () => clock.now());
  if (mail !== null) lifecycle.push('e-mail', () => mail.close());
  const app = compose(settings, {
    ...tables,
    airings: airingsTable(db),
    callbacks: openCallbacks(settings, log),
    mail,
    documentOf: feedDocuments(publicUrl, feedsOverHttp(config.LOA_FEEDS_URL ?? publicUrl)),
    rateLimiter: embeddedRateLimiter(db),
    findKey: apiKeysTable(db).findKey,
    ...{ lifecycle, log, metrics, clock },
  });
  const polling = openPolling(config, {
    ...{ polls: capPollsTable(db), findKey: apiKeysTable(db).findKey, lifecycle, log, metrics, clock },
  });
  const checks = { database: async () => void (await db.query('select 1')) };
  const http = createHttp({ log, lifecycle, metrics, checks, trustedProxies: config.LOA_TRUSTED_PROXIES });
  lifecycle.push('http', () => http.close());
  acceptSessions(http, { sessions: sessionsTable(db), clock });
  app.addRoutes(http);
  polling.addRoutes(http);
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await app.start();
  await polling.start();
}
