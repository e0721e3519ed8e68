import { kafkaLog } from '@loa/adapters/kafka';
import { bulletinsTable, deadLettersTable, eventStatesTable, migrate, openPostgres } from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { classifierConfig, classifierSettings } from './config.ts';

/** Starts the classifier as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(classifierConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'classifier' });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const eventLog = await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: 'classifier', topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  const checks = { database: async () => void (await db.query('select 1')), log: () => eventLog.ping() };
  const http = createHttp({ log, lifecycle, metrics, checks });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  const ports = {
    eventLog,
    bulletins: bulletinsTable(db),
    events: eventStatesTable(db),
    deadLetters: deadLettersTable(db),
    lifecycle,
    log,
    metrics,
    clock,
    hooks,
  };
  await compose(classifierSettings.parse({ provisional: config.LOA_RULEBOOK_PROVISIONAL }), ports).start();
}
