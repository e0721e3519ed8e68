import { TEST_ADDRESS_KEYS, testAddresses } from '@loa/testing/addresses';
import { apiKeysTable, type Database, issuersTable, migrate, openPostgres, registryTable } from '@loa/adapters/postgres';
import { inventedSubscribers } from '@loa/domain/invented';
import {
  type Engine,
  freePort,
  type RealServer,
  type SinkProcess,
  type SmtpRule,
  startServer,
  startSinkProcess,
  until,
} from '@loa/testing/servers';
import { type Arrived, arrivedOf, type Stopped } from './arrived.ts';
import { peopleFor, stormBulletin } from './storm.ts';
import { type Worker, worker, type WorkerName, WORKERS } from './workers.ts';

const ISSUER = { id: 'nchmf', name: 'National centre', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } } as const;

/** So slow is the relay, that it can be met in the middle of something. */
const USUAL: readonly SmtpRule[] = [{ at: 'data', answer: 'accept', delayMs: 10 }];
const CALLBACKS = { statuses: ['sent' as const, 'delivered' as const], delayMs: 5 };
/** Longest wait for a share of a small storm to arrive, milliseconds. */
const SHARE_MS = 60_000;
const EXTRA_MS_PER_ROW = 20;
const LOOK_MS_PER_ROW = 0.01;
const ACCOUNTS = [`AC${'0'.repeat(32)}`, `AC${'1'.repeat(32)}`] as const;

/** A far end. */
export type Far = 'email' | 'sms' | 'both';

/** An installation of separate processes on engines of its own, and the far end that outlives them. */
export interface TestBed {
  readonly db: Database;
  /** The first providers of both channels, and those to turn to. */
  readonly sink: SinkProcess;
  readonly secondSink: SinkProcess;
  /** Rules of a relay that is well. */
  readonly usual: readonly SmtpRule[];
  readonly engines: Readonly<Record<Engine, RealServer>>;
  readonly workers: Readonly<Record<WorkerName, Worker>>;
  /** Messages expected of one storm. */
  readonly expected: { readonly email: number; readonly sms: number; readonly both: number };
  /** A name for an event that no other has on this bed. */
  newEvent(): string;
  /** Gives intake the event's bulletin of that sequence; the same again is the same bulletin. Rejects when intake does not take it. */
  publish(event: string, sequence?: number): Promise<void>;
  /** How much longer than a small one a storm of this size may take, and how seldom its rows are counted. */
  readonly extraMs: number;
  readonly lookEveryMs: number;
  /** How many messages have arrived since the far end was cleared. */
  arrivals(channel?: Far): Promise<number>;
  /** Waits until that share of a storm's messages has arrived. */
  shareArrived(share: number, channel?: Far): Promise<void>;
  /** What has arrived of these events since the far end was cleared; everything else counts as unexpected. */
  arrived(events: readonly string[], stopped?: Stopped): Promise<Arrived>;
  stop(): Promise<void>;
}

/** Starts everything: engines, a database with as many invented people as make `rows` messages of a storm, and every worker of {@link WORKERS}. */
export async function testBed(rows: number): Promise<TestBed> {
  const start = (engine: Engine) => startServer(engine, { controllable: true });
  const [kafka, redis, postgres, sink, secondSink, receiptsPort] = await Promise.all([
    start('kafka'),
    start('redis'),
    start('postgres'),
    startSinkProcess({ accountSid: ACCOUNTS[0], keepHeaders: ['x-loa-warning'] }),
    startSinkProcess({ accountSid: ACCOUNTS[1], keepHeaders: ['x-loa-warning'] }),
    freePort(),
  ]);
  for (const one of [sink, secondSink]) await one.behave({ smtp: USUAL, callbacks: CALLBACKS });
  const db = await openPostgres({ url: postgres.address, max: 2 });
  await migrate(db);
  const { people, expected } = peopleFor(rows, inventedSubscribers({ count: rows * 4, seed: 7 }));
  await registryTable(db, testAddresses).insertMany(people);
  await issuersTable(db).put(ISSUER);
  const key = await apiKeysTable(db).create({ role: 'forecaster', issuer: ISSUER.id, label: 'forecaster of a test' });
  const env = {
    KAFKA_BROKERS: kafka.address,
    LOA_TRUSTED_ISSUERS: 'all',
    REDIS_URL: redis.address,
    DATABASE_URL: postgres.address,
    LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS,
    SMTP_URL: sink.smtpUrl,
    SMTP_URL_2: secondSink.smtpUrl,
    LOA_MAIL_FROM: 'warnings@example.com',
    LOA_SMTP_SINK: 'yes',
    LOA_SMS_VIA: 'twilio,twilio-2',
    TWILIO_ACCOUNT_SID: ACCOUNTS[0],
    TWILIO_AUTH_TOKEN: 'stub-token',
    TWILIO_FROM: 'LOA',
    TWILIO_BASE_URL: sink.twilioUrl,
    TWILIO_ACCOUNT_SID_2: ACCOUNTS[1],
    TWILIO_AUTH_TOKEN_2: 'stub-token',
    TWILIO_FROM_2: 'LOA',
    TWILIO_BASE_URL_2: secondSink.twilioUrl,
    LOA_SMS_PER_SECOND_2: '500',
    LOA_TWILIO_SINK: 'yes',
    LOA_SMS_PER_SECOND: '500',
    LOA_PUBLIC_URL: `http://127.0.0.1:${receiptsPort}`,
    LOA_RECEIPT_SECRET: 'secret of a test',
  };
  const made = WORKERS.map(async (name) => [name, await worker(name, env, name === 'receipts' ? receiptsPort : undefined)] as const);
  const workers = Object.fromEntries(await Promise.all(made)) as Record<WorkerName, Worker>;
  // The first makes the topics.
  workers.intake.start();
  await workers.intake.ready();
  for (const one of Object.values(workers).slice(1)) one.start();
  await Promise.all(Object.values(workers).map((one) => one.ready()));

  const counts = { email: expected.email.size, sms: expected.sms.size, both: expected.email.size + expected.sms.size };
  const extraMs = counts.both * EXTRA_MS_PER_ROW;
  const arrivals = async (channel: Far = 'both'): Promise<number> => {
    const both = await Promise.all([sink.count(), secondSink.count()]);
    return both.reduce((sum, { smtp, twilio }) => sum + (channel === 'sms' ? 0 : smtp) + (channel === 'email' ? 0 : twilio), 0);
  };
  const given = new Map<string, Date>();
  let events = 0;
  return {
    db,
    ...{ sink, secondSink, usual: USUAL },
    engines: { kafka, redis, postgres },
    workers,
    expected: counts,
    newEvent: () => `f${(events += 1)}`,
    async publish(event, sequence = 1) {
      const at = given.get(event) ?? new Date();
      given.set(event, at);
      const answer = await fetch(`${workers.intake.url}/api/bulletins`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(stormBulletin(event, sequence, at)),
      });
      if (answer.status !== 202) throw new Error(`intake answered ${answer.status}: ${await answer.text()}`);
    },
    extraMs,
    lookEveryMs: Math.max(100, counts.both * LOOK_MS_PER_ROW),
    arrivals,
    async shareArrived(share, channel = 'both') {
      const least = Math.max(1, share * counts[channel]);
      await until('a share has arrived', SHARE_MS + extraMs, async () => (await arrivals(channel)) >= least, 5);
    },
    arrived: (names, stopped) => arrivedOf({ db, sinks: [sink, secondSink], expected, given }, names, stopped),
    async stop() {
      await Promise.all(Object.values(workers).map((one) => one.kill()));
      await db.close();
      await Promise.all([sink.stop(), secondSink.stop(), kafka.stop(), redis.stop(), postgres.stop()]);
    },
  };
}
