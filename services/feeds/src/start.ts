import { embeddedRateLimiter } from '@loa/adapters/embedded';
import {
  airingsTable,
  capMessagesTable,
  documentsTable,
  migrate,
  openPostgres,
  outletReadsTable,
  warningsTable,
} from '@loa/adapters/postgres';
import { createHttp, readBuilt, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { feedsConfig, feedsSettings } from './config.ts';
import { publishingOf } from './publishing.ts';

/** Starts feeds as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock }: ProcessContext): Promise<void> {
  const config = readConfig(feedsConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'feeds' });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const publishing = publishingOf(config, `http://${config.LOA_HOST}:${String(config.LOA_PORT)}`);
  const reading = { outletReads: outletReadsTable(db), rateLimiter: embeddedRateLimiter(db) };
  const ports = {
    warnings: warningsTable(db),
    messages: capMessagesTable(db),
    airings: airingsTable(db),
    documents: documentsTable(db),
    ...reading,
    clock,
    log,
  };
  const screens = await readBuilt(new URL('../../console/web/dist/', import.meta.url));
  const http = createHttp({ log, lifecycle, metrics, checks: { database: async () => void (await db.query('select 1')) } });
  lifecycle.push('http', () => http.close());
  compose(feedsSettings.parse({}), publishing, { ...ports, screens }).addRoutes(http);
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
}
