import type { GateAnswer } from '@loa/domain/delivery';
import type { AttemptResult, Channel, OutgoingMessage, Receipt, SentMessage } from '@loa/domain/ports';
import { type SmppStub, startSmppStub } from '@loa/testing/servers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smppChannel, type SmppOptions } from './smpp-channel.ts';

const go = (): GateAnswer => ({ go: true });
const now = new Date('2026-11-24T01:00:00.000Z');
const SHORT = 'Bão số 0: hãy trú ẩn.';
const LONG = `${'Lũ quét ở xã bên, lên chỗ cao ngay. '.repeat(5)}Hết.`;

const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  deliveryId: 7,
  attempt: 1,
  to: '+999000000007',
  warningId: 'actual-1',
  status: 'Actual',
  level: 4,
  language: 'vi',
  content: { text: SHORT },
  issuedAt: '2026-11-24T00:00:00.000Z',
  expiresAt: '2026-11-24T05:30:00.000Z',
  ...more,
});

/** What the ledger keeps of parts, in memory. */
function partsInMemory() {
  const delivered = new Map<string, Set<string>>();
  return {
    partsDelivered(parts: readonly (SentMessage & { readonly providerId: string })[]): Promise<readonly SentMessage[]> {
      const whole = parts.filter(({ deliveryId, attempt, parts: count, providerId }) => {
        const key = `${String(deliveryId)}.${String(attempt)}`;
        const ids = (delivered.get(key) ?? new Set()).add(providerId);
        delivered.set(key, ids);
        return ids.size >= count;
      });
      return Promise.resolve(whole);
    },
  };
}

let ledger: ReturnType<typeof partsInMemory>;
let stub: SmppStub;
let receipts: Receipt[];
let broken: boolean;
let dropped: number;
let at: Date;
const open: Channel[] = [];
beforeEach(async () => {
  stub = await startSmppStub();
  receipts = [];
  ledger = partsInMemory();
  broken = false;
  dropped = 0;
  at = now;
});
afterEach(async () => {
  for (const channel of open.splice(0)) await channel.close();
  await stub.stop();
});

function channelTo(more: Partial<SmppOptions> = {}): Channel {
  const onReceipts = (group: Receipt[]): Promise<void> => {
    if (broken) return Promise.reject(new Error('no log'));
    receipts.push(...group);
    return Promise.resolve();
  };
  const findSent = () => Promise.resolve(null);
  const { partsDelivered } = ledger;
  const onUnknown = () => void (dropped += 1);
  const channel = smppChannel({ url: stub.url, source: 'LOA', now: () => at, onReceipts, findSent, partsDelivered, onUnknown, ...more });
  open.push(channel);
  return channel;
}

const receiptOf = (id: string, stat: string, err = '000'): object => ({
  esm_class: 4,
  source_addr: '999000000007',
  destination_addr: 'LOA',
  short_message: `id:${id} sub:001 dlvrd:001 submit date:2611240100 done date:2611240101 stat:${stat} err:${err} text:Bao so 0`,
});

test('a message with marks goes as UCS-2, from and to whom it should, with its expiry, and asks for a receipt', async () => {
  expect(await channelTo().send(message(), go)).toEqual({ kind: 'accepted', providerId: 'smpp:1' });
  expect(stub.kept()).toMatchObject([{ to: '999000000007', text: SHORT }]);
  expect(stub.kept()[0]?.pdu).toMatchObject({
    data_coding: 8,
    source_addr: 'LOA',
    source_addr_ton: 5,
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    registered_delivery: 1,
    validity_period: new Date('2026-11-24T05:30:00.000Z'),
  });
});

test.each([
  ['+84901234567', '84901234567', 1, 1],
  ['8088', '8088', 3, 0],
])('the source %s is sent as a number of its kind', async (source, address, ton, npi) => {
  await channelTo({ source }).send(message(), go);
  expect(stub.kept()[0]?.pdu).toMatchObject({ source_addr: address, source_addr_ton: ton, source_addr_npi: npi });
});

test('a text of the GSM alphabet goes as such, its extension table included', async () => {
  await channelTo().send(message({ content: { text: 'Flood [river] €5 @ 10:00' } }), go);
  expect(stub.kept()).toMatchObject([{ text: 'Flood [river] €5 @ 10:00', pdu: { data_coding: 0 } }]);
});

test.each(['udh', 'sar'] as const)('a long message goes in parts by %s, which together are its text', async (long) => {
  expect(await channelTo({ long }).send(message({ content: { text: LONG } }), go)).toEqual({ kind: 'accepted', providerId: 'smpp:1 2 3' });
  expect(stub.kept()).toHaveLength(3);
  expect(
    stub
      .kept()
      .map(({ text }) => text)
      .join(''),
  ).toBe(LONG);
  const marks = stub.kept().map(({ pdu }) => {
    if (long === 'sar') return [pdu['sar_total_segments'], pdu['sar_segment_seqnum']];
    expect(Number(pdu['esm_class']) & 0x40).toBe(0x40);
    const { udh } = pdu['short_message'] as { udh: Buffer[] };
    return [udh[0]?.[3], udh[0]?.[4]];
  });
  expect(marks).toEqual([
    [3, 1],
    [3, 2],
    [3, 3],
  ]);
});

test('a long message goes whole where the operator parts it', async () => {
  await channelTo({ long: 'payload' }).send(message({ content: { text: LONG } }), go);
  expect(stub.kept()).toMatchObject([{ text: LONG, pdu: { data_coding: 8 } }]);
});

test('when the gate says no nothing is written; it is asked once for all parts', async () => {
  const channel = channelTo();
  expect(await channel.send(message(), () => ({ go: false, reason: 'recalled' }))).toEqual({ kind: 'stopped', reason: 'recalled' });
  let asked = 0;
  await channel.send(message({ content: { text: LONG } }), () => ((asked += 1), { go: true }));
  expect(asked).toBe(1);
  expect(stub.kept()).toHaveLength(3);
});

test('no more submit_sm are unanswered than there are slots, and the gate is asked only when there is room', async () => {
  stub.behave([{ answer: 'accept', delayMs: 5 }]);
  const channel = channelTo({ slots: 4 });
  const texts = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? LONG : SHORT));
  const results = await Promise.all(texts.map((text, index) => channel.send(message({ deliveryId: index + 1, content: { text } }), go)));
  expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
  expect(stub.mostUnanswered()).toBe(4);
});

test.each<[number, AttemptResult]>([
  [0x58, { kind: 'retryable', reason: 'smpp-0x58', afterMs: 2_000 }],
  [0x14, { kind: 'retryable', reason: 'smpp-0x14', afterMs: 5_000 }],
  [0x45, { kind: 'retryable', reason: 'smpp-0x45' }],
  [0x0b, { kind: 'permanent', reason: 'smpp-0x0b' }],
  [0x0a, { kind: 'channel-down', reason: 'smpp-0x0a' }],
  [0xff, { kind: 'unknown', reason: 'smpp-0xff' }],
  [0x0412, { kind: 'retryable', reason: 'smpp-0x412' }],
])('the status %i is classified', async (status, expected) => {
  stub.behave([{ answer: { status } }]);
  expect(await channelTo().send(message(), go)).toEqual(expected);
});

test('a part that was refused decides for the message, and a channel that took a part is not called down', async () => {
  const channel = channelTo();
  stub.behave([{ answer: { status: 0x0a }, after: 1, times: 1 }]);
  expect(await channel.send(message({ content: { text: LONG } }), go)).toEqual({ kind: 'retryable', reason: 'smpp-0x0a' });
});

test('silence ends in unknown after the time-out, and a late answer is reported as an acceptance', async () => {
  stub.behave([{ answer: 'accept', delayMs: 120, times: 1 }]);
  expect(await channelTo({ answerMs: 40 }).send(message(), go)).toEqual({ kind: 'unknown', reason: 'smpp-timeout' });
  await expect.poll(() => receipts).toMatchObject([{ deliveryId: 7, attempt: 1, state: 'accepted', providerId: 'smpp:1' }]);
});

test.each(['reset', 'accept-then-die'] as const)(
  'a connection lost with a message under way (%s) is unknown, and is bound again',
  async (answer) => {
    const channel = channelTo();
    stub.behave([{ answer, times: 1 }]);
    expect(await channel.send(message(), go)).toMatchObject({ kind: 'unknown' });
    await expect.poll(() => stub.binds(), { timeout: 5_000 }).toBe(2);
    await expect.poll(() => channel.send(message({ deliveryId: 8 }), go), { timeout: 5_000 }).toMatchObject({ kind: 'accepted' });
  },
);

test('an operator that answers no enquiry is left, and found again by itself', async () => {
  stub.answerEnquiries(false);
  const channel = channelTo({ enquireMs: 30, answerMs: 30 });
  await expect.poll(() => stub.binds(), { timeout: 5_000 }).toBeGreaterThan(1);
  stub.answerEnquiries(true);
  await expect.poll(() => channel.check().then(() => 'well', String), { timeout: 5_000 }).toBe('well');
});

test('a server that is not there, or does not know us, is the channel’s fault, and nothing was asked of the gate', async () => {
  const never = (): GateAnswer => {
    throw new Error('asked');
  };
  const nowhere = channelTo({ url: 'smpp://loa:secret@127.0.0.1:1' });
  expect(await nowhere.send(message(), never)).toEqual({ kind: 'channel-down', reason: 'smpp-econnrefused' });
  await expect(nowhere.check()).rejects.toThrow('smpp-econnrefused');
  const stranger = channelTo({ url: stub.url.replace('secret', 'wrong') });
  expect(await stranger.send(message(), never)).toEqual({ kind: 'channel-down', reason: 'smpp-bind-0x0e' });
});

test('a receipt settles its delivery, and is answered once it is durable', async () => {
  await channelTo().send(message(), go);
  expect(await stub.deliver(receiptOf('1', 'DELIVRD'))).toEqual([0]);
  expect(receipts).toEqual([{ deliveryId: 7, attempt: 1, state: 'delivered', at: now.toISOString(), providerId: 'smpp:1', code: null }]);
  broken = true;
  expect(await stub.deliver(receiptOf('1', 'UNDELIV', '011'))).toEqual([0x64]);
  broken = false;
  expect(await stub.deliver(receiptOf('1', 'UNDELIV', '011'))).toEqual([0]);
  expect(receipts.at(-1)).toMatchObject({ state: 'undelivered', code: 'smpp-err-011' });
});

test('a receipt by optional parameters is read, and one that says nothing new is taken', async () => {
  await channelTo().send(message(), go);
  expect(await stub.deliver({ esm_class: 4, receipted_message_id: '1', message_state: 1 })).toEqual([0]);
  expect(receipts).toEqual([]);
  expect(await stub.deliver({ esm_class: 4, receipted_message_id: '1', message_state: 2 })).toEqual([0]);
  expect(receipts).toMatchObject([{ deliveryId: 7, state: 'delivered' }]);
});

test('a message of parts is delivered when each part is, and undelivered when one is not', async () => {
  const channel = channelTo();
  await channel.send(message({ content: { text: LONG } }), go);
  await stub.deliver(receiptOf('1', 'DELIVRD'));
  await stub.deliver(receiptOf('1', 'DELIVRD'));
  await stub.deliver(receiptOf('3', 'DELIVRD'));
  expect(receipts).toEqual([]);
  await stub.deliver(receiptOf('2', 'DELIVRD'));
  expect(receipts).toMatchObject([{ state: 'delivered' }]);
  await channel.send(message({ deliveryId: 8, content: { text: LONG } }), go);
  await stub.deliver(receiptOf('5', 'EXPIRED'));
  expect(receipts.at(-1)).toMatchObject({ deliveryId: 8, state: 'undelivered' });
});

test('after a restart the last part’s receipt settles nothing by itself, and what was delivered before counts', async () => {
  await channelTo().send(message({ content: { text: LONG } }), go);
  await stub.deliver(receiptOf('1', 'DELIVRD'));
  for (const channel of open.splice(0)) await channel.close();
  await channelTo({ findSent: () => Promise.resolve({ deliveryId: 7, attempt: 1, parts: 3 }) }).check();
  expect(await stub.deliver(receiptOf('3', 'DELIVRD'))).toEqual([0]);
  expect(receipts).toEqual([]);
  expect(await stub.deliver(receiptOf('2', 'DELIVRD'))).toEqual([0]);
  expect(receipts).toEqual([{ deliveryId: 7, attempt: 1, state: 'delivered', at: now.toISOString(), providerId: null, code: null }]);
});

test('the receipt of a message that another process sent is found by what the ledger keeps', async () => {
  const asked: string[] = [];
  const findSent = (providerId: string) => {
    asked.push(providerId);
    return Promise.resolve({ deliveryId: 42, attempt: 3, parts: 1 });
  };
  await channelTo({ findSent }).check();
  expect(await stub.deliver(receiptOf('990', 'DELIVRD'))).toEqual([0]);
  expect(asked).toEqual(['smpp:990']);
  expect(receipts).toMatchObject([{ deliveryId: 42, attempt: 3, state: 'delivered' }]);
});

test('a receipt that nobody knows is sent back for a time, since it may be ahead of its message, and then dropped and counted', async () => {
  await channelTo().check();
  expect(await stub.deliver(receiptOf('990', 'DELIVRD'))).toEqual([0x64]);
  expect(await stub.deliver(receiptOf('990', 'DELIVRD'))).toEqual([0x64]);
  expect(dropped).toBe(0);
  at = new Date(now.getTime() + 30_000);
  expect(await stub.deliver(receiptOf('990', 'DELIVRD'))).toEqual([0]);
  expect(dropped).toBe(1);
  expect(await stub.deliver({ source_addr: '999000000007', short_message: 'STOP' })).toEqual([0]);
  expect(receipts).toEqual([]);
});

test('ids that answers write as hexadecimal and receipts as decimal numbers are one id', async () => {
  await stub.stop();
  stub = await startSmppStub({ idOf: () => '00FF' });
  await channelTo({ messageIds: 'hex-decimal' }).send(message(), go);
  await stub.deliver(receiptOf('255', 'DELIVRD'));
  expect(receipts).toMatchObject([{ deliveryId: 7, providerId: 'smpp:ff' }]);
});

test('a sink is believed on a loopback address only', () => {
  expect(channelTo({ sink: true }).reaches).toBe('nobody');
  expect(channelTo({ sink: true, url: 'smpp://loa:secret@127.0.0.1.example.com' }).reaches).toBe('people');
});
