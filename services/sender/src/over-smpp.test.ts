import { captureChannel } from '@loa/adapters/capture';
import { embeddedLog, embeddedRateLimiter } from '@loa/adapters/embedded';
import {
  type Database,
  deadLettersTable,
  eventStatesTable,
  fenceTable,
  ledgerTable,
  migrate,
  openPglite,
  optOutsTable,
  providerDeskTable,
  sentMessagesTable,
} from '@loa/adapters/postgres';
import { receiptMessage } from '@loa/domain/delivery';
import { allTopics } from '@loa/domain/topics';
import { createLifecycle, createMetrics, noHooks } from '@loa/runtime';
import { TEST_ADDRESS_KEYS, testAddresses } from '@loa/testing/addresses';
import { testLogger } from '@loa/testing/logs';
import { type SmppStub, startSmppStub, until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from './compose.ts';
import { readSenderConfig } from './config.ts';
import { providersOf } from './providers-of.ts';
import { receiptsIntoLog } from './receipts-into-log.ts';
import { dispatchBatch, issueWarning, statesOf } from './test-bed.ts';

const log = testLogger('over-smpp');
const now = () => new Date('2025-11-06T10:00:00.000Z');
let db: Database;
let stub: SmppStub;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  stub = await startSmppStub();
});
afterAll(async () => {
  await stub.stop();
  await db.close();
});

test('with LOA_SMS_VIA=smpp messages go to the operator, the ledger keeps its ids and who has them, and its receipts come through the log', async () => {
  const lifecycle = createLifecycle({ log });
  const eventLog = embeddedLog(db, { topics: allTopics });
  const config = readSenderConfig({
    ...{ KAFKA_BROKERS: 'k:9092', DATABASE_URL: 'postgres://d/loa', LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS },
    ...{
      LOA_CHANNEL: 'sms',
      LOA_SMS_VIA: 'smpp',
      SMPP_URL: stub.url,
      SMPP_SOURCE: 'LOA',
      LOA_SMPP_SINK: 'yes',
      LOA_SMPP_PER_SECOND: '500',
    },
  });
  const sent = sentMessagesTable(db);
  const providers = providersOf(config, { now, onReceipts: receiptsIntoLog(eventLog), sent });
  const ports = { eventLog, log, lifecycle, clock: { now }, hooks: noHooks, deadLetters: deadLettersTable(db) };
  try {
    await dispatchBatch({ db, eventLog }, await issueWarning(db, 'Actual'), 5, { channel: 'sms' });
    const tables = {
      ledger: ledgerTable(db, testAddresses),
      events: eventStatesTable(db),
      fence: fenceTable(db),
      providerDesk: providerDeskTable(db),
      registry: optOutsTable(db),
    };
    const testChannel = captureChannel({ name: 'sms', now });
    const metrics = createMetrics({ service: 'test' });
    await compose({}, { ...ports, ...tables, metrics, providers, testChannel, rateLimiter: embeddedRateLimiter(db) }).start();
    await until('all are accepted', 20_000, async () => (await statesOf(db))['accepted'] === 5);
    const [row] = await db.query<{ id: number; provider: string; provider_id: string }>(
      "select id, provider, provider_id from deliveries where state = 'accepted' order by id limit 1",
    );
    expect(row).toMatchObject({ provider: `smpp:loa@127.0.0.1:${stub.port}` });
    expect(await sent.find(row?.provider ?? '', row?.provider_id ?? '')).toEqual({ deliveryId: row?.id, attempt: 1 });
    expect(await sent.find('smpp:another@127.0.0.1:1', row?.provider_id ?? '')).toBeNull();

    // A message of several parts is delivered when each of them is.
    for (const { id } of stub.kept()) expect(await stub.deliver({ esm_class: 4, receipted_message_id: id, message_state: 2 })).toEqual([0]);
    const records = await db.query<{ value: Uint8Array }>("select value from log_records where topic = 'receipts'");
    const reported = records.flatMap(({ value }) => receiptMessage.parse(JSON.parse(Buffer.from(value).toString('utf8'))).receipts);
    expect(reported.map(({ deliveryId, state }) => `${deliveryId} ${state}`).toSorted()).toEqual(
      [1, 2, 3, 4, 5].map((id) => `${id} delivered`),
    );
  } finally {
    await lifecycle.stop('test');
    for (const { channel } of providers) await channel.close();
    await eventLog.close();
  }
});
