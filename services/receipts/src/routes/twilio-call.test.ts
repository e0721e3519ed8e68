import { callCallbackUrl, type CallCallback } from '@loa/adapters/twilio';
import { receiptMessage } from '@loa/domain/delivery';
import type { Confirmable, Confirmation, Receipt } from '@loa/domain/ports';
import { createHttp, createLifecycle, createMetrics, type EventLog, type NewRecord, noHooks } from '@loa/runtime';
import { aWarning } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import type { FastifyInstance } from 'fastify';
import twilio from 'twilio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { twilioCall } from './twilio-call.ts';
import { twilioCallback } from './twilio-callback.ts';

const AT = '2025-11-06T01:00:00.000Z';
const PUBLIC = 'https://loa.example';
const log = testLogger('receipts-calls');

let http: FastifyInstance;
let appended: NewRecord[];
let kept: { of: object; confirmation: Confirmation }[];
let receiver: Confirmable | null;

const eventLog: EventLog = {
  append: (_topic, records) => Promise.resolve(void appended.push(...records)),
  consume: () => Promise.resolve({ stop: () => Promise.resolve() }),
  lag: () => Promise.resolve([]),
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

let refusals: string[];
beforeEach(() => {
  appended = [];
  refusals = [];
  kept = [];
  receiver = {
    ...{ deliveryId: 42, warningId: 'actual-1', bodyId: 'gia-lai', subscriberId: 7, language: 'vi' },
    warning: aWarning(),
    ...{ audience: 'agency', supply: true, expiresAt: '2025-11-06T09:00:00.000Z', recalledAt: null, confirmedAt: null },
  };
  http = createHttp({ log, lifecycle: createLifecycle({ log }), metrics: createMetrics({ service: 'test' }), checks: {} });
  const options = {
    ...{ eventLog, clock: { now: () => new Date(AT) }, hooks: noHooks },
    ...{ authTokens: ['token'], receiptSecret: 'secret', publicUrl: PUBLIC },
    onRefused: (reason: string) => void refusals.push(reason),
  };
  twilioCallback(http, options);
  twilioCall(http, {
    ...options,
    confirmations: {
      find: () => Promise.resolve(receiver),
      keep: (of, confirmation) => {
        kept.push({ of, confirmation });
        return Promise.resolve({ kept: confirmation, isNew: true });
      },
    },
  });
});
afterEach(() => http.close());

function call(of: CallCallback, fields: Record<string, string>, more: { url?: string; signature?: string } = {}) {
  const url = more.url ?? callCallbackUrl(PUBLIC, 'secret', of, { deliveryId: 42, attempt: 2 });
  const { pathname, search } = new URL(url);
  const signature = more.signature ?? twilio.getExpectedTwilioSignature('token', url, fields);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return http.inject({ method: 'POST', url: pathname + search, headers, payload: new URLSearchParams(fields).toString() });
}
const receipts = (): Receipt[] =>
  appended.flatMap((record) => receiptMessage.parse(JSON.parse(Buffer.from(record.value).toString('utf8'))).receipts);

test.each([
  ['completed', 'delivered', null],
  ['no-answer', 'undelivered', 'twilio-call-no-answer'],
  ['busy', 'undelivered', 'twilio-call-busy'],
])('a call that ended as %s is %s, and nobody has confirmed by it', async (CallStatus, state, code) => {
  expect((await call('status', { CallSid: 'CA1', CallStatus })).statusCode).toBe(204);
  expect(receipts()).toEqual([{ deliveryId: 42, attempt: 2, state, at: AT, providerId: 'CA1', code }]);
  expect(kept).toEqual([]);
});

test('a call that is still ringing says nothing new', async () => {
  expect((await call('status', { CallSid: 'CA1', CallStatus: 'ringing' })).statusCode).toBe(204);
  expect(appended).toEqual([]);
});

test('the key 1 keeps the confirmation of the body, and the caller hears so', async () => {
  const answer = await call('key', { CallSid: 'CA1', Digits: '1' });
  expect(answer.headers['content-type']).toContain('text/xml');
  expect(answer.body).toBe('<Response><Say language="vi-VN">Đã xác nhận. Cảm ơn.</Say><Hangup/></Response>');
  expect(kept).toEqual([{ of: receiver, confirmation: { at: AT, how: 'key', by: 'contact' } }]);
});

test('another key, an expired or confirmed warning and an unknown delivery keep nothing, and the caller hears which', async () => {
  const heard = async (digits = '1') => (await call('key', { Digits: digits })).body;
  expect(await heard('5')).toContain('Chưa xác nhận');
  receiver = receiver && { ...receiver, confirmedAt: AT, language: 'en' };
  expect(await heard()).toContain('confirmed before');
  receiver = receiver && { ...receiver, confirmedAt: null, expiresAt: AT };
  expect(await heard()).toContain('not in force');
  receiver = null;
  expect(await heard()).toContain('không còn hiệu lực');
  expect(kept).toEqual([]);
});

test('a forged call, and one replayed to another delivery or another address, are refused', async () => {
  const fields = { Digits: '1' };
  const url = callCallbackUrl(PUBLIC, 'secret', 'key', { deliveryId: 42, attempt: 2 });
  const signature = twilio.getExpectedTwilioSignature('token', url, fields);
  const status = callCallbackUrl(PUBLIC, 'secret', 'status', { deliveryId: 42, attempt: 2 });
  const answers = [
    await call('key', fields, { signature: 'forged' }),
    await call('key', fields, { url: url.replace('d=42', 'd=43'), signature }),
    await call('key', fields, { url: url.replace('d=42', 'd=43') }),
    await call('key', fields, { url: status.replace('twilio-call', 'twilio-key') }),
  ];
  expect(answers.map((one) => one.statusCode)).toEqual([403, 403, 403, 403]);
  expect(refusals).toEqual(['signature-invalid', 'signature-invalid', 'callback-not-ours', 'callback-not-ours']);
  expect(kept).toEqual([]);
});
