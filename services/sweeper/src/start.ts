import { openWorkerEngines } from '@loa/adapters/engines';
import { bulletinsTable, supplyDeskTable, sweeperTable } from '@loa/adapters/postgres';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { sweeperConfig, sweeperSettings } from './config.ts';

/** Starts the sweeper as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(sweeperConfig, env);
  const { db, eventLog, checks } = await openWorkerEngines({ ...config, name: 'sweeper', sessions: 4 }, { log, lifecycle });
  const http = createHttp({ log, lifecycle, metrics, checks });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  const tables = { sweeper: sweeperTable(db), bulletins: bulletinsTable(db), supply: supplyDeskTable(db) };
  const settings = sweeperSettings.parse({
    confirmWithinMinutes: config.LOA_SUPPLY_CONFIRM_MINUTES,
    retentionDays: config.LOA_RETENTION_DAYS,
  });
  await compose(settings, { ...tables, eventLog, lifecycle, log, metrics, clock, hooks }).start();
}
