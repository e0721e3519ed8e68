import { testAddresses } from '@loa/testing/addresses';
import { migrate, openPostgres, registryTable } from '@loa/adapters/postgres';
import { kafkaLog } from '@loa/adapters/kafka';
import { bulletins } from '@loa/domain/topics';
import { aSubscriber } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import { need } from '@loa/testing/servers';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { badInputOverHttp } from './bad-input.ts';
import { badRecordsInTheLog } from './bad-records.ts';
import { aStorm, inCommune } from './bulletins.ts';
import { deskAt, makeKeys } from './desk.ts';
import { throughAFullDisk } from './disk-full.ts';
import { recallInFlight } from './recall.ts';
import { startService } from './service-process.ts';
import { type ServicesBed, servicesBed } from './services-bed.ts';
import { postgresOn, smallDisk } from './small-disk.ts';

const [kafka, redis, postgres] = [await need('kafka'), await need('redis'), await need('postgres')];
/** So many that a storm over the whole country makes more than 20,000 deliveries, with room for those sent before the recall. */
const PEOPLE = 16_500;

describe.skipIf(kafka.missing || redis.missing || postgres.missing)('separate processes on Kafka, Redis and PostgreSQL', () => {
  let bed: ServicesBed;
  let producer: Producer;
  beforeAll(async () => {
    bed = await servicesBed({ postgres: postgres.address, people: PEOPLE });
    producer = new Kafka({
      clientId: 'somebody-else',
      brokers: [...bed.brokers],
      logLevel: logLevel.NOTHING,
      retry: { retries: 1 },
    }).producer();
    await producer.connect();
  }, 180_000);
  afterAll(async () => {
    await producer.disconnect();
    await bed.stop();
  }, 60_000);

  describe('bad input over HTTP', () => badInputOverHttp(() => bed));

  describe('bad records in Kafka', () => {
    const append = async (key: string, value: Uint8Array): Promise<void> =>
      void (await producer.send({ topic: bulletins.name, messages: [{ key, value: Buffer.from(value) }] }));
    badRecordsInTheLog(() => bed, append, /larger than the max message size/);

    test('the log itself says how large a record is and how large one may be', async () => {
      const log = await kafkaLog({ brokers: [...bed.brokers], clientId: 'test', topics: [bulletins], log: testLogger('kafka-test') });
      const record = { key: 'k', id: 'large', value: new Uint8Array(3_000_000) };
      await expect(log.append(bulletins.name, [record], { deadlineMs: 5_000 })).rejects.toThrow(/3000000 bytes; bulletins takes 2097152/);
      await log.close();
    });
  });

  test('a number that Twilio refuses fails with the reason; the person’s e-mail goes, and everybody else is told', async () => {
    const HOANG_SA = '20333';
    const people = [90_001, 90_002, 90_003].map((id) => aSubscriber({ id, units: [HOANG_SA] }));
    const [, broken] = people;
    await registryTable(bed.db, testAddresses).insertMany(people);
    await bed.sink.clear();
    const refusal = { status: 400, code: 21211, text: "Invalid 'To' Phone Number" };
    await bed.sink.behave({ twilio: [{ answer: refusal, to: broken!.phone! }] });
    const way = await bed.settled(await bed.send(aStorm('broken-number', 1, [inCommune(HOANG_SA, 4, 2)])));
    const rows = await bed.db.query<{ subscriber: number; channel: string; state: string; reason: string | null; attempt: number }>(
      `select subscriber_id as subscriber, channel, state, state_reason as reason, attempt from deliveries where warning_id = $1`,
      [way.warning!.id],
    );
    const isOk = ({ state }: { state: string }): boolean => ['accepted', 'no-receipt-on-this-route', 'delivered'].includes(state);
    expect(rows.filter((row) => !isOk(row))).toEqual([
      { subscriber: 90_002, channel: 'sms', state: 'failed', reason: 'twilio-21211', attempt: 1 },
    ]);
    expect(rows.filter((row) => row.subscriber >= 90_001)).toHaveLength(6);
    const [mails, messages] = [await bed.sink.mails(), await bed.sink.messages()];
    expect(mails.flatMap((mail) => mail.to)).toEqual(expect.arrayContaining(people.map((one) => one.email)));
    expect(
      messages
        .map((message) => message.to)
        .filter((to) => people.some((one) => one.phone === to))
        .toSorted(),
    ).toEqual([people[0]!.phone, people[2]!.phone].toSorted());
    expect(mails.length + messages.length).toBe(rows.length - 1);
  }, 90_000);

  test('PostgreSQL’s disk full: intake answers 507, what it accepted goes on its way, and the next good one passes', async (context) => {
    const disk = smallDisk(256);
    if (disk === null) return context.skip();
    const server = await postgresOn(disk);
    try {
      const db = await openPostgres({ url: server.address, max: 1 });
      await migrate(db);
      const keys = await makeKeys(db);
      const intake = await startService('intake', { DATABASE_URL: server.address, KAFKA_BROKERS: bed.brokers.join(',') });
      const accepted = await throughAFullDisk(disk, deskAt({ intake: intake.url, console: '' }, keys), intake.log);
      expect(intake.isRunning()).toBe(true);
      const [kept] = await db.query('select count(*)::int as count from bulletins where id = any($1::text[])', [accepted]);
      expect(kept).toEqual({ count: accepted.length });
      for (const id of accepted) await bed.decided(id);
      await intake.stop();
      await db.close();
    } finally {
      await server.stop();
      disk.remove();
    }
  }, 120_000);

  describe('recall', () => recallInFlight(() => bed));

  test('no process has ended meanwhile', () => {
    expect(bed.services.map((service) => service.isRunning())).toEqual(bed.services.map(() => true));
  });
});
