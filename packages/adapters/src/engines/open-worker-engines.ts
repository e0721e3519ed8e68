import { allTopics } from '@loa/domain/topics';
import type { EventLog, ProcessContext, Secret } from '@loa/runtime';
import { kafkaLog } from '../kafka/index.ts';
import { type Database, migrate, openPostgres } from '../postgres/index.ts';

/** What a worker that is a process of its own stands on. */
export interface WorkerEngines {
  /** With its tables brought up to date. */
  readonly db: Database;
  readonly eventLog: EventLog;
  /** For its probe: reject while the engine does not answer. */
  readonly checks: { readonly database: () => Promise<void>; readonly log: () => Promise<void> };
}

/** Opens PostgreSQL and Kafka under the process's name; the lifecycle closes them. `sessions`: most at once with the database. */
export async function openWorkerEngines(
  { name, sessions, ...config }: { name: string; sessions?: number; DATABASE_URL: Secret; KAFKA_BROKERS: readonly string[] },
  { log, lifecycle }: Pick<ProcessContext, 'log' | 'lifecycle'>,
): Promise<WorkerEngines> {
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), ...(sessions !== undefined && { max: sessions }), name });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const eventLog = await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: name, topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  return { db, eventLog, checks: { database: async () => void (await db.query('select 1')), log: () => eventLog.ping() } };
}
