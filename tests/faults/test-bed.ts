import { apiKeysTable, type Database, issuersTable, migrate, openPostgres, registryTable } from '@loa/adapters/postgres';
import { inventedSubscribers } from '@loa/domain/invented';
import { freePort, freshDatabase, type SinkProcess, startKafka, startSinkProcess, until } from '@loa/testing/servers';
import { expectedAt, stormBulletin } from './storm.ts';
import { type Tally, tally } from './tally.ts';
import { type Worker, worker, type WorkerName, WORKERS } from './workers.ts';

const PEOPLE = 2_000;
const ISSUER = { id: 'nchmf', name: 'National centre', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } } as const;

/** An installation of separate processes on engines of its own, and the far end that outlives them. */
export interface TestBed {
  readonly db: Database;
  readonly sink: SinkProcess;
  readonly workers: Readonly<Record<WorkerName, Worker>>;
  /** Messages expected of one storm, over both channels. */
  readonly expected: number;
  /** Publishes {@link stormBulletin} through intake. The same again is the same bulletin. */
  publish(event: string, sequence: number, start: Date): Promise<void>;
  /** How far the event's bulletins have come. */
  progress(event: string): Promise<Progress>;
  /** Waits until every bulletin of the event is decided, fan-out has taken up every warning, and no job, batch or delivery of it is open. */
  settled(event: string, bulletins: number): Promise<void>;
  /** What has arrived since the far end was cleared. */
  tallies(): Promise<Record<'email' | 'sms', Tally>>;
  stop(): Promise<void>;
}

/** One row: how far the bulletins of an event have come, and what is open of it. $1 event */
const PROGRESS = `
  select (select count(assessed_at) from bulletins where event_id = $1) as assessed,
         (select count(decision) from bulletins where event_id = $1) as decided,
         (select count(*) from warnings where event_id = $1) as warnings,
         (select count(distinct warning_id) from fanout_jobs where event_id = $1) as taken_up,
         (select count(*) from fanout_jobs where event_id = $1) as jobs,
         (select count(*) from fanout_jobs where event_id = $1 and done_at is null) as open_jobs,
         (select count(*) from deliveries where event_id = $1) as rows,
         (select count(*) from deliveries where event_id = $1 and state in ('queued', 'due', 'unknown')) as open_rows,
         (select count(*) from batches join warnings on warnings.id = batches.warning_id
           where warnings.event_id = $1 and batches.done_at is null) as open_batches`;
/** Counts of {@link PROGRESS}. */
export type Progress = Readonly<
  Record<'assessed' | 'decided' | 'warnings' | 'taken_up' | 'jobs' | 'open_jobs' | 'rows' | 'open_rows' | 'open_batches', number>
>;

/** Starts everything: own Kafka, fresh database with {@link PEOPLE} invented people, and every worker of {@link WORKERS}. */
export async function testBed(engines: { postgres: string; redis: string }): Promise<TestBed> {
  const [kafka, database, sink, receiptsPort] = await Promise.all([
    startKafka(),
    freshDatabase(engines.postgres),
    startSinkProcess(),
    freePort(),
  ]);
  await sink.behave({ smtp: [{ at: 'data', answer: 'accept', delayMs: 15 }], callbacks: { statuses: ['sent', 'delivered'], delayMs: 5 } });
  const db = await openPostgres({ url: database.url, max: 2 });
  await migrate(db);
  const people = [...inventedSubscribers({ count: PEOPLE, seed: 7 })];
  await registryTable(db).insertMany(people);
  await issuersTable(db).put(ISSUER);
  const key = await apiKeysTable(db).create({ role: 'forecaster', issuer: ISSUER.id, label: 'forecaster of a test' });
  const env = {
    KAFKA_BROKERS: kafka.address,
    REDIS_URL: engines.redis,
    DATABASE_URL: database.url,
    SMTP_URL: sink.smtpUrl,
    LOA_MAIL_FROM: 'warnings@example.com',
    LOA_SMTP_SINK: 'yes',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'stub-token',
    TWILIO_FROM: 'LOA',
    TWILIO_BASE_URL: sink.twilioUrl,
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
  const expected = expectedAt(people);
  const progress = async (event: string): Promise<Progress> => {
    const [row] = await db.query<Progress>(PROGRESS, [event]);
    if (row === undefined) throw new Error('no progress');
    return row;
  };

  return {
    db,
    sink,
    workers,
    expected: expected.email.size + expected.sms.size,
    async publish(event, sequence, start) {
      const answer = await fetch(`${workers.intake.url}/api/bulletins`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(stormBulletin(event, sequence, start)),
      });
      if (answer.status !== 202) throw new Error(`intake answered ${answer.status}: ${await answer.text()}`);
    },
    progress,
    async settled(event, bulletins) {
      let last: Progress | undefined;
      const isSettled = async () => {
        last = await progress(event);
        const open = last.open_jobs + last.open_batches + last.open_rows;
        return last.decided === bulletins && last.warnings > 0 && last.taken_up === last.warnings && open === 0;
      };
      await until(`${event} is settled`, 90_000, isSettled, 100).catch((error: unknown) => {
        throw new Error(`${event} is not settled: ${JSON.stringify(last)}`, { cause: error });
      });
    },
    async tallies() {
      const [mails, messages] = await Promise.all([sink.mails(), sink.messages()]);
      return {
        email: tally(
          expected.email,
          mails.flatMap((one) => one.to),
        ),
        sms: tally(
          expected.sms,
          messages.map((one) => one.to),
        ),
      };
    },
    async stop() {
      await Promise.all(Object.values(workers).map((one) => one.kill()));
      await db.close();
      await Promise.all([sink.stop(), database.drop(), kafka.stop()]);
    },
  };
}
