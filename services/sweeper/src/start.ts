import { kafkaLog } from '@loa/adapters/kafka';
import { bulletinsTable, migrate, openPostgres, supplyDeskTable, sweeperTable } from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { sweeperConfig, sweeperSettings } from './config.ts';

/** Starts the sweeper as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(sweeperConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), max: 4 });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const eventLog = await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: 'sweeper', topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  const checks = { database: async () => void (await db.query('select 1')), log: () => eventLog.ping() };
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
