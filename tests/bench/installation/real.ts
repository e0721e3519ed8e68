import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { kafkaLog } from '@loa/adapters/kafka';
import { apiKeysTable, issuersTable, migrate, openPostgres } from '@loa/adapters/postgres';
import { createLogger } from '@loa/runtime';
import { freshDatabase, startKafka, startPostgres, startRedis, startSinkProcess, until } from '@loa/testing/servers';
import { fill } from '../people.ts';
import { rawSmtp } from '../raw/raw-smtp.ts';
import { rawTwilio } from '../raw/raw-twilio.ts';
import { engineVersions } from './engine-versions.ts';
import type { AskedService, InstallationOptions, LogTopics, RealInstallation } from './installation.ts';
import { peakMemoryOf } from './peak-memory.ts';
import { processorTimeOf } from './processor-time.ts';
import { publishAt, recallAt } from './publish.ts';
import { type Service, SERVICE_NAMES, startService } from './service.ts';

const ISSUER = { id: 'nchmf', name: 'National centre', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } } as const;
const MAIL_FROM = 'warnings@example.com';
/** Where Twilio would report: the stub does not, but the address is part of every message. */
const REPORTS = { publicUrl: 'http://127.0.0.1:1', receiptSecret: 'secret of a bench' };
const TWILIO = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'stub-token', from: 'LOA' };
/** Above what any stub takes: the limit is asked for each message, as in an installation, and lets all through. */
const SMS_PER_SECOND = '100000';
/** How often the far end is asked for its count, milliseconds. */
const LOOK_EVERY_MS = 5;

const WARNING_OF = 'select id from warnings where event_id = $1';

/** Loa as separate processes on Kafka, Redis and PostgreSQL of their own, with an SMTP sink and a Twilio stub in another process. */
export async function real({
  register,
  profile,
  with: asked = [],
  senders = 1,
  env: more = {},
}: InstallationOptions): Promise<RealInstallation> {
  const [kafka, redis, postgres, sink] = await Promise.all([startKafka(), startRedis(), startPostgres(), startSinkProcess()]);
  const database = await freshDatabase(postgres.address);
  await sink.behave({ callbacks: null });
  const db = await openPostgres({ url: database.url, max: 2 });
  await migrate(db);
  await fill(db, register);
  // A registry that has stood for a minute has been analysed by autovacuum.
  await db.query('analyze subscribers, subscriber_units');
  await issuersTable(db).put(ISSUER);
  const key = await apiKeysTable(db).create({ role: 'forecaster', issuer: ISSUER.id, label: 'forecaster of a bench' });
  const env = {
    KAFKA_BROKERS: kafka.address,
    LOA_TRUSTED_ISSUERS: 'all',
    REDIS_URL: redis.address,
    DATABASE_URL: database.url,
    LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS,
    SMTP_URL: sink.smtpUrl,
    LOA_MAIL_FROM: MAIL_FROM,
    LOA_SMTP_SINK: 'yes',
    TWILIO_ACCOUNT_SID: TWILIO.accountSid,
    TWILIO_AUTH_TOKEN: TWILIO.authToken,
    TWILIO_FROM: TWILIO.from,
    TWILIO_BASE_URL: sink.twilioUrl,
    LOA_TWILIO_SINK: 'yes',
    LOA_SMS_PER_SECOND: SMS_PER_SECOND,
    LOA_PUBLIC_URL: REPORTS.publicUrl,
    LOA_RECEIPT_SECRET: REPORTS.receiptSecret,
    ...more,
  };
  const [first, ...rest] = SERVICE_NAMES;
  // The first makes the topics.
  const intake = await startService(first, env, profile);
  const further = Array.from({ length: senders - 1 }, () => 'sender-email' as const);
  const services = [intake, ...(await Promise.all([...rest, ...further].map((name) => startService(name, env, profile))))];
  const askedFor = new Map<AskedService, Service>();
  for (const name of asked) {
    // A test's switch, which only outlets are given.
    const own = name === 'outlets' ? { ...env, LOA_OUTLETS_ALLOW_PRIVATE: 'yes' } : env;
    askedFor.set(name, await startService(name, own, profile));
  }
  services.push(...askedFor.values());
  const cleanUps: (() => Promise<void>)[] = [];
  const urlOf = (service: AskedService): string => {
    const { url } = askedFor.get(service) ?? {};
    if (url === undefined) throw new RangeError(`${service} does not run`);
    return url;
  };

  return {
    sink,
    named: [
      ...(await engineVersions(db, redis.address)),
      'SMTP sink and Twilio stub in one process',
      `${services.length} services, a process each`,
    ],
    publish: (bulletin) => publishAt(intake.url, key, bulletin),
    async firstArrival() {
      const isThere = async (): Promise<boolean> => Object.values(await sink.count()).some((count) => count > 0);
      await until('the first message', 60_000, isThere, LOOK_EVERY_MS);
      const [mails, messages] = await Promise.all([sink.mails(), sink.messages()]);
      return Math.min(...mails.map((one) => one.at), ...messages.map((one) => one.at));
    },
    async arrived() {
      const { smtp, twilio } = await sink.count();
      return smtp + twilio;
    },
    clear: () => sink.clear(),
    url: urlOf,
    query: (text, parameters) => db.query(text, parameters),
    async killAndRestart(name) {
      const at = services.findIndex((one) => one.name === name);
      await services[at]?.kill();
      services[at] = await startService(name, env, profile);
    },
    async recall(event) {
      const [warning] = await db.query<{ id: string }>(WARNING_OF, [event]);
      if (warning === undefined) throw new RangeError(`${event} has no warning`);
      await recallAt(urlOf('console'), key, warning.id);
    },
    peakMemory: () => peakMemoryOf(services.map((one) => one.pid)),
    processorTime: () => {
      const engines = [kafka, redis, postgres].flatMap(({ pid, engine }) => (pid === null ? [] : [[pid, engine] as const]));
      return processorTimeOf(new Map([...engines, ...services.map(({ pid, name }) => [pid, name] as const)]));
    },
    memoryOfEach() {
      const most: Record<string, number> = {};
      for (const { name, pid } of services) most[name] = Math.max(most[name] ?? 0, peakMemoryOf([pid]));
      return most;
    },
    async rawLog(topics: LogTopics) {
      const log = await kafkaLog({
        brokers: [kafka.address],
        clientId: 'raw',
        topics,
        log: createLogger({ service: 'raw', level: 'warn' }),
      });
      cleanUps.unshift(() => log.close());
      return log;
    },
    async rawDatabase() {
      const fresh = await freshDatabase(postgres.address);
      cleanUps.unshift(() => fresh.drop());
      const empty = await openPostgres({ url: fresh.url, max: 1 });
      cleanUps.unshift(() => empty.close());
      await migrate(empty);
      return empty;
    },
    rawChannel: async (name, messages) =>
      name === 'email'
        ? rawSmtp(sink.smtpUrl, MAIL_FROM, messages)
        : rawTwilio({ ...TWILIO, ...REPORTS, baseUrl: sink.twilioUrl }, messages),
    async stop() {
      for (const cleanUp of cleanUps) await cleanUp();
      await Promise.all(services.map((one) => one.stop()));
      await db.close();
      await database.drop();
      await Promise.all([sink.stop(), kafka.stop(), redis.stop(), postgres.stop()]);
    },
  };
}
