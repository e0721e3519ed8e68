import { TEST_ADDRESS_KEYS, testAddresses } from '@loa/testing/addresses';
import { bulletinsTable, type Database, migrate, openPostgres, registryTable, replayLedgerTable } from '@loa/adapters/postgres';
import { inventedSubscribers } from '@loa/domain/invented';
import type { BulletinWay } from '@loa/domain/ports';
import { freePort, freshDatabase, type SinkProcess, startKafka, startRedis, startSinkProcess, until } from '@loa/testing/servers';
import { type Desk, deskAt, makeKeys } from './desk.ts';
import { type ServiceProcess, startService } from './service-process.ts';

/** An installation: each service a process of its own, on Kafka, Redis and PostgreSQL, with marked sinks on loopback at the far end. */
export interface ServicesBed extends Desk {
  readonly db: Database;
  readonly brokers: readonly string[];
  readonly sink: SinkProcess;
  readonly services: readonly ServiceProcess[];
  /** Waits until the bulletin is decided. */
  decided(id: string): Promise<BulletinWay>;
  /** Waits until the bulletin is decided, and where it was issued, until fan-out is done and no delivery is open. */
  settled(id: string): Promise<BulletinWay>;
  stop(): Promise<void>;
}

const WITHIN_MS = 60_000;
const SEED = 20_251_106;

/** Starts {@link ServicesBed} with so many invented people in its registry. */
export async function servicesBed(options: { postgres: string; people: number }): Promise<ServicesBed> {
  const [kafka, redis, database, sink, receiptsPort] = await Promise.all([
    startKafka(),
    startRedis(),
    freshDatabase(options.postgres),
    startSinkProcess(),
    freePort(),
  ]);
  const db = await openPostgres({ url: database.url, max: 2 });
  await migrate(db);
  await registryTable(db, testAddresses).insertMany([...inventedSubscribers({ count: options.people, seed: SEED })]);
  const keys = await makeKeys(db);
  const engines = {
    KAFKA_BROKERS: kafka.address,
    LOA_TRUSTED_ISSUERS: 'all',
    REDIS_URL: redis.address,
    DATABASE_URL: database.url,
    LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS,
  };
  const reports = {
    TWILIO_AUTH_TOKEN: 'stub-token',
    LOA_PUBLIC_URL: `http://127.0.0.1:${receiptsPort}`,
    LOA_RECEIPT_SECRET: 'secret of a test',
  };
  const email = { LOA_CHANNEL: 'email', SMTP_URL: sink.smtpUrl, LOA_MAIL_FROM: 'warnings@example.com', LOA_SMTP_SINK: 'yes' };
  const sms = {
    ...reports,
    ...{ LOA_CHANNEL: 'sms', TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_FROM: 'LOA', TWILIO_BASE_URL: sink.twilioUrl },
    ...{ LOA_TWILIO_SINK: 'yes', LOA_SMS_PER_SECOND: '500' },
  };
  // The first makes the topics.
  const intake = await startService('intake', engines);
  const [desk, ...others] = await Promise.all([
    // A console without a watchdog bulletin behind it is never ready; it answers all the same.
    startService('console', engines, { probe: '/livez' }),
    ...['classifier', 'deduplicator', 'fanout', 'sweeper'].map((service) => startService(service, engines)),
    startService('receipts', { ...engines, ...reports }, { port: receiptsPort }),
    startService('sender', { ...engines, ...email }),
    startService('sender', { ...engines, ...sms }),
  ]);
  const services = [intake, desk, ...others];
  const bulletins = bulletinsTable(db);
  const progress = replayLedgerTable(db);
  const decided = (id: string): Promise<BulletinWay> =>
    until(`${id} is decided`, WITHIN_MS, async () => {
      const way = await bulletins.get(id);
      return way?.decidedAt == null ? false : way;
    });
  return {
    ...deskAt({ intake: intake.url, console: desk.url }, keys),
    ...{ db, brokers: kafka.brokers, sink, services, decided },
    async settled(id) {
      const { warning } = await decided(id);
      const isSettled = async (warningId: string): Promise<boolean> => {
        const { jobsDone, open } = await progress.of(warningId, []);
        return jobsDone && open === 0;
      };
      if (warning !== null) await until(`${id} is settled`, WITHIN_MS, () => isSettled(warning.id), 100);
      return (await bulletins.get(id))!;
    },
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
      await db.close();
      await Promise.all([sink.stop(), database.drop(), kafka.stop(), redis.stop()]);
    },
  };
}
