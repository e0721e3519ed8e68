import type { GateAnswer } from '@loa/domain/delivery';
import type { OutgoingMessage } from '@loa/domain/ports';
import { startTwilioStub, type TwilioStub } from '@loa/testing/servers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOwnCallback } from './callback.ts';
import { twilioChannel, type TwilioOptions } from './twilio-channel.ts';

const go = (): GateAnswer => ({ go: true });
const now = new Date();
const inHours = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();

const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  deliveryId: 7,
  attempt: 2,
  to: '+999000000007',
  warningId: 'actual-1',
  status: 'Actual',
  level: 4,
  language: 'vi',
  content: { text: 'Bão số 0: Quy Nhơn & xã bên. Hãy trú ẩn + giữ máy.' },
  issuedAt: inHours(-1),
  expiresAt: inHours(2),
  ...more,
});

let stub: TwilioStub;
beforeEach(async () => void (stub = await startTwilioStub({ callbacks: null })));
afterEach(() => stub.stop());

function open(more: Partial<TwilioOptions> = {}) {
  const { accountSid, authToken, url: baseUrl } = stub;
  return twilioChannel({
    accountSid,
    authToken,
    baseUrl,
    from: 'LOA',
    publicUrl: 'https://loa.example',
    receiptSecret: 's',
    now: () => now,
    ...more,
  });
}

test('a message is created once, with its words, its validity and a callback that we know as ours', async () => {
  const result = await open().send(message(), go);
  const [kept] = stub.messages();
  expect(result).toEqual({ kind: 'accepted', providerId: kept?.sid });
  expect(kept).toMatchObject({ to: '+999000000007', from: 'LOA', body: message().content.text, validityPeriod: 7_200 });
  const callback = new URL(kept?.statusCallback ?? '');
  expect(callback.origin + callback.pathname).toBe('https://loa.example/callbacks/twilio');
  expect(callback.searchParams.get('d')).toBe('7');
  const signature = callback.searchParams.get('s') ?? '';
  expect(isOwnCallback('s', { deliveryId: 7, attempt: 2, signature })).toBe(true);
  expect(isOwnCallback('s', { deliveryId: 7, attempt: 3, signature })).toBe(false);
  expect(isOwnCallback('other', { deliveryId: 7, attempt: 2, signature })).toBe(false);
});

test('when the gate says no nothing is written', async () => {
  expect(await open().send(message(), () => ({ go: false, reason: 'recalled' }))).toEqual({ kind: 'stopped', reason: 'recalled' });
  expect(stub.count()).toBe(0);
});

test('the gate is asked once per request, on a connected socket', async () => {
  let asked = 0;
  const channel = open();
  const gate = (): GateAnswer => {
    asked += 1;
    return { go: true };
  };
  await channel.send(message(), gate);
  await channel.send(message({ deliveryId: 8 }), gate);
  expect(asked).toBe(2);
  expect(stub.count()).toBe(2);
  await channel.close();
});

test.each([
  [400, 21610, 'permanent'],
  [400, 21999, 'permanent'],
  [429, 20429, 'retryable'],
  [400, 30001, 'retryable'],
  [401, 20003, 'channel-down'],
  [400, 63038, 'channel-down'],
  [500, 20500, 'unknown'],
])('an answer %i with code %i is %s', async (status, code, kind) => {
  stub.behave([{ answer: { status, code, text: 'to +999000000007' }, times: 1 }]);
  expect(await open().send(message(), go)).toEqual({ kind, reason: `twilio-${String(code)}` });
});

test('a request that was written and not answered is unknown, and a look-up finds it when it was taken', async () => {
  const channel = open();
  expect(await channel.lookUp?.(message())).toEqual({ kind: 'not-found' });
  stub.behave([{ answer: 'accept-then-die', times: 1 }]);
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'unknown' });
  expect(await channel.lookUp?.(message())).toEqual({ kind: 'accepted', providerId: stub.messages()[0]?.sid });
  expect(await channel.lookUp?.(message({ content: { text: 'another text' } }))).toEqual({ kind: 'not-found' });
  expect(stub.count()).toBe(1);
});

test('a look-up finds what waits in Twilio’s queue, behind pages of what was sent before, and not what is older than the warning', async () => {
  const channel = open();
  stub.callBack({ statuses: ['sent'], delayMs: 0 });
  for (let n = 0; n < 101; n += 1) await channel.send(message({ deliveryId: n, content: { text: `before ${String(n)}` } }), go);
  await stub.callbacksDone();
  stub.callBack(null);
  stub.behave([{ answer: 'accept-then-die', times: 1 }]);
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'unknown' });
  const waiting = stub.messages().at(-1);
  expect(waiting).toMatchObject({ status: 'queued', sentAt: null });
  expect(await channel.lookUp?.(message())).toEqual({ kind: 'accepted', providerId: waiting?.sid });
  expect(await channel.lookUp?.(message({ issuedAt: inHours(1) }))).toEqual({ kind: 'not-found' });
  await channel.close();
});

test.each(['undelivered', 'failed'] as const)('a look-up does not find a message that was %s: another one may be sent', async (status) => {
  stub.callBack({ statuses: [status], delayMs: 0 });
  const channel = open();
  await channel.send(message(), go);
  await stub.callbacksDone();
  expect(await channel.lookUp?.(message())).toEqual({ kind: 'not-found' });
  stub.callBack(null);
  const result = await channel.send(message({ attempt: 3 }), go);
  expect(await channel.lookUp?.(message())).toEqual(result);
});

test('silence ends in unknown after the time-out', async () => {
  stub.behave([{ answer: 'hang' }]);
  expect(await open({ timeoutMs: 50 }).send(message(), go)).toEqual({ kind: 'unknown', reason: 'twilio-timeout' });
});

test('a server that is not there is the channel’s fault: nothing was written', async () => {
  const channel = open({ baseUrl: 'http://127.0.0.1:1' });
  expect(await channel.send(message(), go)).toEqual({ kind: 'channel-down', reason: 'twilio-econnrefused' });
  expect(await channel.lookUp?.(message())).toEqual({ kind: 'unavailable', reason: 'twilio-econnrefused' });
  await expect(channel.check()).rejects.toThrow('twilio-econnrefused');
  await expect(open().check()).resolves.toBeUndefined();
});

test('a wrong token takes the channel down', async () => {
  const channel = open({ authToken: 'wrong' });
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'channel-down' });
  await expect(channel.check()).rejects.toThrow('twilio-20003');
});

test('a sink is believed on a loopback address only', () => {
  expect(open({ sink: true }).reaches).toBe('nobody');
  expect(open({ sink: true, baseUrl: undefined }).reaches).toBe('people');
  expect(open({ sink: true, baseUrl: 'https://127.0.0.1.example.com' }).reaches).toBe('people');
});
