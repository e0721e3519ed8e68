import { kafkaLog } from '@loa/adapters/kafka';
import { type Database, migrate, openPostgres } from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import type { EventLog } from '@loa/runtime';
import { testLogger } from '@loa/testing/logs';
import { startKafka, startPostgres } from '@loa/testing/servers';
import { type ServiceProcess, startService } from '../e2e/service-process.ts';
import { type Worker, worker } from './workers.ts';

/** Two deduplicators and feeds, each a process of its own, on a log and a database of their own. */
export interface IssuingBed {
  readonly db: Database;
  readonly log: EventLog;
  readonly deduplicators: readonly Worker[];
  readonly feeds: ServiceProcess;
  /** The last number taken. */
  issued(): Promise<number>;
  stop(): Promise<void>;
}

const LAST = "select last from counter where status = 'Actual'";

/** Starts {@link IssuingBed}. */
export async function issuingBed(): Promise<IssuingBed> {
  const [kafka, postgres] = await Promise.all([startKafka({ controllable: true }), startPostgres({ controllable: true })]);
  const db = await openPostgres({ url: postgres.url, max: 2 });
  await migrate(db);
  const log = await kafkaLog({ brokers: kafka.brokers, clientId: 'test', topics: allTopics, log: testLogger('issuing-test') });
  const env = { KAFKA_BROKERS: kafka.address, DATABASE_URL: postgres.url };
  const deduplicators = await Promise.all([worker('deduplicator', env), worker('deduplicator', env)]);
  for (const one of deduplicators) one.start();
  const [feeds] = await Promise.all([startService('feeds', { DATABASE_URL: postgres.url }), ...deduplicators.map((one) => one.ready())]);
  return {
    ...{ db, log, deduplicators, feeds },
    async issued() {
      const [row] = await db.query<{ last: number }>(LAST);
      return row?.last ?? 0;
    },
    async stop() {
      await Promise.all([feeds.stop(), ...deduplicators.map((one) => one.kill())]);
      await log.close();
      await db.close();
      await Promise.all([kafka.stop(), postgres.stop()]);
    },
  };
}
