import { openWorkerEngines } from '@loa/adapters/engines';
import { confirmationsTable, deadLettersTable, optOutsTable, receiptsTable } from '@loa/adapters/postgres';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { receiptsConfig, twilioOf } from './config.ts';

/** Starts receipts as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(receiptsConfig, env);
  const { db, eventLog, checks } = await openWorkerEngines({ ...config, name: 'receipts', sessions: 4 }, { log, lifecycle });
  const tables = {
    receipts: receiptsTable(db),
    confirmations: confirmationsTable(db),
    registry: optOutsTable(db),
    deadLetters: deadLettersTable(db),
  };
  const bounces = config.LOA_BOUNCE_ADDRESS !== undefined && {
    ...{ address: config.LOA_BOUNCE_ADDRESS, secret: config.LOA_RECEIPT_SECRET.reveal() },
    ...{ host: config.LOA_HOST, port: config.LOA_BOUNCE_PORT },
  };
  const app = compose(
    { twilio: twilioOf(config), confirmSecret: config.LOA_RECEIPT_SECRET.reveal(), ...(bounces && { bounces }) },
    { ...tables, eventLog, lifecycle, log, metrics, clock, hooks },
  );
  const http = createHttp({ log, lifecycle, metrics, checks: { ...checks, ...app.checks } });
  lifecycle.push('http', () => http.close());
  app.addRoutes(http);
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await app.start();
}
