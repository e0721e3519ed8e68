import { callbackUrl } from '@loa/adapters/twilio';
import { receiptMessage } from '@loa/domain/delivery';
import type { Receipt, ReceiptToSettle } from '@loa/domain/ports';
import {
  createHttp,
  createLifecycle,
  createMetrics,
  type EventLog,
  LogUnavailable,
  type Metrics,
  type NewRecord,
  noHooks,
} from '@loa/runtime';
import { testLogger } from '@loa/testing/logs';
import type { FastifyInstance } from 'fastify';
import twilio from 'twilio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compose } from './compose.ts';
import { handleReceipts } from './handle-receipts.ts';

const settings = { authTokens: ['token', 'token of the second'], receiptSecret: 'secret', publicUrl: 'https://loa.example' };
const log = testLogger('receipts');
const AT = '2025-11-06T01:00:00.000Z';

let http: FastifyInstance;
let appended: NewRecord[];
let broken: boolean;
let metrics: Metrics;

const eventLog: EventLog = {
  append: (_topic, records) => {
    if (broken) return Promise.reject(new LogUnavailable('no broker'));
    appended.push(...records);
    return Promise.resolve();
  },
  consume: () => Promise.resolve({ stop: () => Promise.resolve() }),
  lag: () => Promise.resolve([]),
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

beforeEach(() => {
  appended = [];
  broken = false;
  const lifecycle = createLifecycle({ log });
  metrics = createMetrics({ service: 'test' });
  const ports = {
    eventLog,
    receipts: { settle: () => Promise.resolve(1), endings: () => Promise.resolve([]) },
    registry: { optOut: () => Promise.resolve(true) },
    confirmations: { find: () => Promise.resolve(null), keep: () => Promise.reject(new Error('not asked for')) },
    deadLetters: { keep: () => Promise.resolve() },
    lifecycle,
    log,
    metrics,
    clock: { now: () => new Date(AT) },
    hooks: noHooks,
  };
  http = createHttp({ log, lifecycle, metrics, checks: {} });
  compose({ twilio: settings, confirmSecret: null }, ports).addRoutes(http);
});
afterEach(() => http.close());

const url = callbackUrl(settings.publicUrl, settings.receiptSecret, 42, 2);
const fields = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+999000000001', ErrorCode: '' };

function call(
  more: { url?: string; token?: string; fields?: Record<string, string>; signature?: string; signedFields?: Record<string, string> } = {},
) {
  const target = new URL(more.url ?? url);
  const body = more.fields ?? fields;
  const signature = more.signature ?? twilio.getExpectedTwilioSignature(more.token ?? 'token', target.href, more.signedFields ?? body);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return http.inject({ method: 'POST', url: target.pathname + target.search, headers, payload: new URLSearchParams(body).toString() });
}

const kept = (): Receipt[] =>
  appended.flatMap((record) => receiptMessage.parse(JSON.parse(Buffer.from(record.value).toString('utf8'))).receipts);

test('a signed report is put into the log under an id of its own, without the number', async () => {
  expect((await call()).statusCode).toBe(204);
  expect(kept()).toEqual([{ deliveryId: 42, attempt: 2, state: 'delivered', at: AT, providerId: 'SM1', code: null }]);
  expect(appended[0]).toMatchObject({ key: '42', id: 'receipt:42:2:delivered' });
});

test('a report signed by the second account is taken, one by an account that is not ours is refused', async () => {
  expect((await call({ token: 'token of the second' })).statusCode).toBe(204);
  expect((await call({ token: 'another' })).statusCode).toBe(403);
  expect(appended).toHaveLength(1);
});

test('a callback that is replayed has the id of the first, and one replayed to another delivery or attempt is refused', async () => {
  await call();
  await call();
  expect(appended.map((record) => record.id)).toEqual(['receipt:42:2:delivered', 'receipt:42:2:delivered']);
  const signature = twilio.getExpectedTwilioSignature('token', url, fields);
  for (const other of ['a=2', 'd=42'].map((part) => url.replace(part, part.replace(/\d+$/, '7'))))
    expect((await call({ url: other, signature })).statusCode).toBe(403);
  expect(appended).toHaveLength(2);
});

test.each([
  ['sent', 'accepted'],
  ['undelivered', 'undelivered'],
  ['failed', 'undelivered'],
])('Twilio’s %s is our %s', async (MessageStatus, state) => {
  await call({ fields: { ...fields, MessageStatus, ErrorCode: '30003' } });
  expect(kept()).toMatchObject([{ state, code: 'twilio-30003' }]);
});

test('a word that says nothing new is answered and not kept', async () => {
  expect((await call({ fields: { ...fields, MessageStatus: 'partially_delivered' } })).statusCode).toBe(204);
  expect(appended).toEqual([]);
});

test('a report that comes twice is answered twice, and is the same record', async () => {
  expect([(await call()).statusCode, (await call()).statusCode]).toEqual([204, 204]);
  expect(new Set(appended.map(({ id }) => id))).toEqual(new Set(['receipt:42:2:delivered']));
});

test('a report that Twilio did not sign, or signed otherwise, is refused as a problem', async () => {
  const answers = [await call({ signature: 'forged' }), await call({ signedFields: { ...fields, MessageStatus: 'failed' } })];
  for (const answer of answers) {
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ type: 'urn:loa:problem:signature-invalid' });
  }
  expect(appended).toEqual([]);
  expect(await metrics.registry.metrics()).toMatch(/^loa_callbacks_refused_total\{reason="signature-invalid",.*\} 2$/m);
});

test('a callback address that was not made here is refused, though Twilio signed it', async () => {
  const answer = await call({ url: url.replace('d=42', 'd=43') });
  expect(answer.statusCode).toBe(403);
  expect(answer.json()).toMatchObject({ type: 'urn:loa:problem:callback-not-ours' });
  expect(await metrics.registry.metrics()).toMatch(/^loa_callbacks_refused_total\{reason="callback-not-ours",.*\} 1$/m);
});

test('a report that cannot be made durable is answered 503, so that Twilio calls again', async () => {
  broken = true;
  expect((await call()).statusCode).toBe(503);
});

test('the worker settles what it is given', async () => {
  const settled: Receipt[] = [];
  const settle = (receipts: readonly Receipt[]) => {
    settled.push(...receipts);
    return Promise.resolve(receipts.length);
  };
  const receipt: Receipt = { deliveryId: 1, attempt: 1, state: 'delivered', at: AT, providerId: null, code: null };
  const context = { log, signal: new AbortController().signal, now: () => new Date(AT), attempt: 1 };
  expect(
    await handleReceipts({
      receipts: { settle, endings: () => Promise.resolve([]) },
      registry: { optOut: () => Promise.resolve(false) },
      hooks: noHooks,
      random: () => 1,
    })({ receipts: [receipt] }, context),
  ).toEqual({
    kind: 'done',
    followUps: [],
  });
  expect(settled).toEqual([{ ...receipt, onceMoreAt: null }]);
});

test.each([
  ['twilio-30003', 1, '2025-11-06T01:05:00.000Z'],
  ['twilio-30008', 2, '2025-11-06T01:10:00.000Z'],
  ['twilio-30007', 1, null],
  ['smpp-err-011', 1, null],
  [null, 1, null],
])('what is reported with %s after attempt %i is worth another try at %s', async (code, attempt, onceMoreAt) => {
  const settled: ReceiptToSettle[] = [];
  const receipts = {
    settle: (given: readonly ReceiptToSettle[]) => Promise.resolve(settled.push(...given)),
    endings: () => Promise.resolve([]),
  };
  const registry = { optOut: () => Promise.resolve(false) };
  const receipt: Receipt = { deliveryId: 1, attempt, state: 'undelivered', at: AT, providerId: null, code };
  const context = { log, signal: new AbortController().signal, now: () => new Date(AT), attempt: 1 };
  await handleReceipts({ receipts, registry, hooks: noHooks, random: () => 1 })({ receipts: [receipt] }, context);
  expect(settled).toEqual([{ ...receipt, onceMoreAt }]);
});
