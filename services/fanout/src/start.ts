import { kafkaLog } from '@loa/adapters/kafka';
import { deadLettersTable, fanoutTable, migrate, openPostgres, reachTable, supplyDeskTable } from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { fanoutConfig, fanoutSettings } from './config.ts';

/** Starts fan-out as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(fanoutConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), max: 4 });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const eventLog = await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: 'fanout', topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  const checks = { database: async () => void (await db.query('select 1')), log: () => eventLog.ping() };
  const http = createHttp({ log, lifecycle, metrics, checks });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  const tables = { fanout: fanoutTable(db), supply: supplyDeskTable(db), reach: reachTable(db), deadLetters: deadLettersTable(db) };
  await compose(fanoutSettings.parse({ exercisesTo: config.LOA_EXERCISES_TO }), {
    ...tables,
    eventLog,
    lifecycle,
    log,
    metrics,
    clock,
    hooks,
  }).start();
}
