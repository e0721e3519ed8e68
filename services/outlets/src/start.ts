import { embeddedRateLimiter } from '@loa/adapters/embedded';
import { apiKeysTable, migrate, openPostgres, outletLinesTable, outletsTable, warningsTable, websubTable } from '@loa/adapters/postgres';
import { publicCallbacks } from '@loa/adapters/webhook';
import { createHttp, type Logger, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { outletsConfig, outletsSettings } from './config.ts';
import { feedDocuments, feedsOverHttp } from './websub/documents.ts';

/** Starts outlets as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock }: ProcessContext): Promise<void> {
  const config = readConfig(outletsConfig, env);
  const allowPrivate = config.LOA_OUTLETS_ALLOW_PRIVATE;
  if (allowPrivate) warnOfPrivate(log);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'outlets' });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const publicUrl = config.LOA_PUBLIC_URL;
  const tables = { outlets: outletsTable(db), lines: outletLinesTable(db), websub: websubTable(db), warnings: warningsTable(db) };
  const app = compose(outletsSettings.parse({ publicUrl }), {
    ...tables,
    callbacks: publicCallbacks({ allowPrivate }),
    documentOf: feedDocuments(publicUrl, feedsOverHttp(config.LOA_FEEDS_URL ?? publicUrl)),
    rateLimiter: embeddedRateLimiter(db),
    findKey: apiKeysTable(db).findKey,
    ...{ lifecycle, log, metrics, clock },
  });
  const http = createHttp({ log, lifecycle, metrics, checks: { database: async () => void (await db.query('select 1')) } });
  lifecycle.push('http', () => http.close());
  app.addRoutes(http);
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await app.start();
}

/** Says what the switch means, at the level that somebody looks at. */
export function warnOfPrivate(log: Logger): void {
  log.error({ setting: 'LOA_OUTLETS_ALLOW_PRIVATE' }, 'outlets may be http and inside the network: for tests and closed networks alone');
}
