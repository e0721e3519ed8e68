import { sentMessagesTable } from '@loa/adapters/postgres';
import { receiptMessage } from '@loa/domain/delivery';
import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { type SmppStub, startSmppStub, until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSenderConfig } from './config.ts';
import { providersOf } from './providers-of.ts';
import { receiptsIntoLog } from './receipts-into-log.ts';
import { now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('over-smpp');
let stub: SmppStub;
beforeAll(async () => void (stub = await startSmppStub()));
afterAll(() => stub.stop());

test('with LOA_SMS_VIA=smpp messages go to the operator, the ledger keeps its ids and who has them, and its receipts come through the log', async () => {
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
  const sent = sentMessagesTable(bed.db);
  const ports = { now, onReceipts: receiptsIntoLog(bed.eventLog), sent, unknownReceipt: () => undefined };
  const [provider] = await providersOf(config, ports);
  const providers = [provider];
  try {
    await bed.dispatch(await bed.issue('Actual'), 5, { channel: 'sms' });
    await bed.start([provider]);
    await until('all are accepted', 20_000, async () => (await bed.states())['accepted'] === 5);
    const [row] = await bed.db.query<{ id: number; provider: string; provider_id: string }>(
      "select id, provider, provider_id from deliveries where state = 'accepted' order by id limit 1",
    );
    expect(row).toMatchObject({ provider: `smpp:loa@127.0.0.1:${stub.port}` });
    const parts = (row?.provider_id ?? '').replace('smpp:', '').split(' ');
    for (const part of parts)
      expect(await sent.find(row?.provider ?? '', `smpp:${part}`)).toEqual({ deliveryId: row?.id, attempt: 1, parts: parts.length });
    expect(await sent.find('smpp:another@127.0.0.1:1', `smpp:${parts[0] ?? ''}`)).toBeNull();

    // A message of several parts is delivered when each of them is, though the sender starts anew in between.
    expect(parts.length).toBeGreaterThan(1);
    const [first, ...others] = stub.kept();
    expect(await stub.deliver({ esm_class: 4, receipted_message_id: first?.id, message_state: 2 })).toEqual([0]);
    for (const { channel } of providers.splice(0)) await channel.close();
    providers.push(...(await providersOf(config, ports)));
    await providers[0]?.channel.check();
    for (const { id } of others) expect(await stub.deliver({ esm_class: 4, receipted_message_id: id, message_state: 2 })).toEqual([0]);
    const records = await bed.db.query<{ value: Uint8Array }>("select value from log_records where topic = 'receipts'");
    const reported = records.flatMap(({ value }) => receiptMessage.parse(JSON.parse(Buffer.from(value).toString('utf8'))).receipts);
    expect(reported.map(({ deliveryId, state }) => `${deliveryId} ${state}`).toSorted()).toEqual(
      [1, 2, 3, 4, 5].map((id) => `${id} delivered`),
    );
  } finally {
    for (const { channel } of providers) await channel.close();
  }
});
