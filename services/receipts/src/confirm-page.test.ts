import { confirmationUrl } from '@loa/adapters/postgres';
import type { Confirmable, Confirmation, Confirmations } from '@loa/domain/ports';
import { createHttp, createLifecycle, createLogger, createMetrics, type Metrics } from '@loa/runtime';
import { aWarning } from '@loa/testing/builders';
import { manualClock } from '@loa/testing/clock';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { confirmPage } from './routes/confirm-page.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const later = '2025-11-06T13:00:00.000Z';
const base: Confirmable = {
  ...{
    deliveryId: 42,
    warningId: 'actual-7',
    warning: aWarning({ status: 'Actual', number: 7 }),
    bodyId: 'tinh',
    subscriberId: 9,
    language: 'vi',
    audience: 'agency',
    supply: true,
  },
  ...{ expiresAt: later, recalledAt: null, confirmedAt: null },
};

let http: FastifyInstance;
let metrics: Metrics;
let found: Confirmable | null;
let kept: Confirmation[];
let logged: string;
const clock = manualClock(NOW);

const confirmations: Confirmations = {
  find: (id) => Promise.resolve(found?.deliveryId === id ? found : null),
  keep: (_, confirmation) => {
    kept.push(confirmation);
    return Promise.resolve({ kept: confirmation, isNew: true });
  },
};

beforeEach(() => {
  found = base;
  kept = [];
  logged = '';
  const log = createLogger({ service: 'receipts', level: 'debug', destination: { write: (line) => void (logged += line) } });
  metrics = createMetrics({ service: 'receipts' });
  http = createHttp({ log, lifecycle: createLifecycle({ log }), metrics, checks: {} });
  confirmPage(http, { confirmations, secret: 'secret', clock, metrics });
});
afterEach(() => http.close());

const path = new URL(confirmationUrl('https://loa.example', 'secret', 42)).pathname;
const get = (url = path) => http.inject({ method: 'GET', url });
const post = (url = path) =>
  http.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' });

test('opening the link shows a button and confirms nothing, however often; the button confirms', async () => {
  for (let times = 0; times < 3; times++) expect((await get()).body).toContain('<button type="submit">Xác nhận đã nhận</button>');
  expect(kept).toEqual([]);
  const answer = await post();
  expect([answer.statusCode, kept]).toEqual([200, [{ how: 'link', by: 'contact', at: NOW }]]);
  expect(answer.body).toContain('Đã xác nhận cảnh báo actual-7');
  expect(answer.body).toContain('08:00');
  expect(await metrics.registry.metrics()).toMatch(/loa_confirmations_by_page_total\{[^}]*result="confirmed"[^}]*\} 1/);
});

test('the page says what the warning is, and that it is an exercise, before the button and after it', async () => {
  const warning = aWarning({ status: 'Exercise', eventName: { vi: 'Diễn tập bão', en: 'Storm <drill>' } });
  found = { ...base, warningId: 'exercise-1', warning };
  const said = '<strong>DIỄN TẬP. Diễn tập bão, phường Quy Nhơn (Gia Lai)';
  for (const body of [(await get()).body, (await post()).body]) expect(body).toContain(said);
  expect((await get(`${path}?lang=en`)).body).toContain('<strong>EXERCISE. Storm &#60;drill&#62;, Quy Nhon ward (Gia Lai)');
});

test.each([
  ['forged', path.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
  ['of another delivery', path.replace('/c/', '/c/1')],
  ['cut short', path.slice(0, -3)],
  ['made with another secret', new URL(confirmationUrl('https://loa.example', 'other', 42)).pathname],
  ['of no delivery', new URL(confirmationUrl('https://loa.example', 'secret', 43)).pathname],
])('a link that is %s is refused', async (_, url) => {
  expect([(await get(url)).statusCode, (await post(url)).statusCode, kept]).toEqual([404, 404, []]);
});

test.each([
  ['expired', { expiresAt: NOW }, 410],
  ['recalled', { recalledAt: NOW }, 410],
  ['of somebody who is not asked', { supply: false, audience: 'citizen' }, 404],
] as const)('a link of a warning that is %s is refused', async (_, more, status) => {
  found = { ...base, ...more };
  expect([(await get()).statusCode, (await post()).statusCode, kept]).toEqual([status, status, []]);
});

test('one that was used says when it was confirmed, and changes nothing', async () => {
  found = { ...base, confirmedAt: '2025-11-06T00:30:00.000Z' };
  const answers = [await get(), await post()];
  for (const { statusCode, body } of answers) expect([statusCode, body.includes('07:30')]).toEqual([200, true]);
  expect(kept).toEqual([]);
});

test('the page is in the language of the message, says so to screen readers, offers the other one, and calls nobody', async () => {
  found = { ...base, language: 'en-GB' };
  const english = await get();
  expect(english.body).toMatch(/<html lang="en">[^]*<title>Confirm[^<]*actual-7\?<\/title>[^]*<main id="main">\s*<h1>Confirm/);
  expect(english.body).toContain('<a href="?lang=vi" hreflang="vi" lang="vi">Tiếng Việt</a>');
  const vietnamese = await get(`${path}?lang=vi`);
  expect(vietnamese.body).toMatch(/<html lang="vi">[^]*<h1>Xác nhận đã nhận cảnh báo actual-7\?<\/h1>/);
  for (const { body, headers } of [english, vietnamese]) {
    expect(body).not.toMatch(/<script|<img|<link|https?:/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  }
});

test('no token stands in the log', async () => {
  await get();
  await post();
  expect(logged).toContain('receipt confirmed by link');
  expect(logged).not.toContain(path.slice(3));
});
