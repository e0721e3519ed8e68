import { kafkaLog } from '@loa/adapters/kafka';
import { deadLettersTable, issuingTable, lapsingTable, migrate, openPostgres } from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { deduplicatorConfig, deduplicatorSettings, holdRulesOf } from './config.ts';

/** Starts the deduplicator as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(deduplicatorConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'deduplicator' });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const eventLog = await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: 'deduplicator', topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  const checks = { database: async () => void (await db.query('select 1')), log: () => eventLog.ping() };
  const http = createHttp({ log, lifecycle, metrics, checks });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  const ports = {
    eventLog,
    issuing: issuingTable(db),
    lapsing: lapsingTable(db),
    deadLetters: deadLettersTable(db),
    lifecycle,
    log,
    metrics,
    clock,
    hooks,
  };
  await compose(deduplicatorSettings.parse({}), holdRulesOf(config, []), ports).start();
}
