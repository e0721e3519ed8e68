import { setTimeout as sleep } from 'node:timers/promises';
import { smtpChannel } from '@loa/adapters/smtp';
import { outletsTable } from '@loa/adapters/postgres';
import { manualClock } from '@loa/testing/clock';
import { type SmtpSink, startSmtpSink, until } from '@loa/testing/servers';
import { simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FRESH_MS } from './push/items.ts';
import { issue, lapse, NOW, useBeds, WITHIN_MS } from './test-bed.ts';

const { bedOf, cursorOf, db, first } = useBeds();
const ADDRESS = 'tin@dai.example';
let smtp: SmtpSink;
beforeAll(async () => void (smtp = await startSmtpSink({ keepRaw: true })));
afterAll(() => smtp.stop());
afterEach(() => {
  smtp.clear();
  smtp.behave([]);
});

async function mailBed(settings: object = {}) {
  const clock = manualClock(NOW);
  const mail = smtpChannel({ url: smtp.url, from: 'Loa <canh-bao@loa.example>', now: () => clock.now() });
  first(() => mail.close());
  const bed = await bedOf({ clock, settings, ports: { mail } });
  const codeOf = async () => /confirm\?code=([\w-]{43})/.exec((await parsed(-1)).text ?? '')?.[1] ?? '';
  const page = (method: 'GET' | 'POST', code: string) =>
    bed.http.inject({ method, url: `/api/outlets/confirm?code=${code}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  return {
    ...{ bed, codeOf, page },
    /** An outlet that is approved and confirmed. */
    async outlet(more: object = {}) {
      const made = await bed.outlet('', { way: { kind: 'email', address: ADDRESS }, ...more });
      expect((await page('POST', await codeOf())).statusCode).toBe(200);
      smtp.clear();
      return made;
    },
  };
}
const parsed = async (at: number) => simpleParser(smtp.messages().at(at)?.raw ?? '');
const arrived = (count: number) => until(`${count} messages arrive`, WITHIN_MS, async () => smtp.count() >= count);
const failuresOf = async (id: number) => (await cursorOf(id))?.failures ?? 0;

test('an address is confirmed by the button of the page that the message links to; approval counts from then on', async () => {
  const { bed, codeOf, page } = await mailBed();
  const made = await bed.call('POST', '/api/outlets', null, { name: 'Đài', contact: 'desk', way: { kind: 'email', address: ADDRESS } });
  expect(made.body).toMatchObject({ confirmation: 'sent', outlet: { confirmed: false } });
  const token = String(made.body['token']);
  const code = await codeOf();
  const asked = await parsed(-1);
  expect(asked.subject).toBe('Xác nhận địa chỉ nhận cảnh báo của Loa');
  expect(asked.text).toContain(`https://loa.example/api/outlets/confirm?code=${code}`);
  expect(asked.headers.has('x-loa-warning')).toBe(false);
  await bed.call('POST', '/api/outlets/1/approve', bed.operator);
  await issue(db(), 2);
  const me = async () => (await bed.call('GET', '/api/outlets/me', token)).body;
  expect(await me()).toMatchObject({ standing: 'approved', confirmed: false, cursors: [] });
  expect((await bed.call('POST', '/api/outlets/me/test', token)).body['type']).toBe('urn:loa:problem:not-confirmed');

  for (const method of ['GET', 'GET'] as const) {
    const shown = await page(method, code);
    expect([shown.statusCode, shown.body.includes('<form method="post"><button>Xác nhận</button>')]).toEqual([200, true]);
    expect(shown.body).not.toContain(ADDRESS);
    expect(await me()).toMatchObject({ confirmed: false });
  }
  expect((await page('POST', `${code.slice(1)}x`)).statusCode).toBe(404);
  expect((await page('POST', code)).statusCode).toBe(200);
  expect(await me()).toMatchObject({ confirmed: true, cursors: [{ number: 2, lag: 0 }] });
  for (const method of ['GET', 'POST'] as const) expect((await page(method, code)).statusCode).toBe(404);
  await issue(db(), 1);
  await arrived(2);
  expect(smtp.messages().map((one) => one.messageId)[1]).toBe('<outlet-1-actual-3@loa.example>');
});

test('a code ends after its time, with another code, and with another address', async () => {
  const { bed, codeOf, page } = await mailBed();
  const { token } = await bed.outlet('', { way: { kind: 'email', address: ADDRESS } });
  const oldest = await codeOf();
  expect((await bed.call('POST', '/api/outlets/me/confirmation', token)).body).toEqual({ confirmation: 'sent' });
  const old = await codeOf();
  const change = { way: { kind: 'email', address: 'moi@dai.example' } };
  expect((await bed.call('PATCH', '/api/outlets/me', token, change)).body).toMatchObject({ ...change, confirmation: 'sent' });
  expect(smtp.messages().at(-1)?.to).toEqual(['moi@dai.example']);
  for (const code of [oldest, old]) expect((await page('POST', code)).statusCode).toBe(404);
  bed.clock.advance(48 * 3_600_000);
  expect((await page('POST', await codeOf())).statusCode).toBe(404);
  await bed.call('POST', '/api/outlets/me/confirmation', token);
  expect((await page('POST', await codeOf())).statusCode).toBe(200);
  expect((await bed.call('POST', '/api/outlets/me/confirmation', token)).status).toBe(409);
});

test('items come in order, each with a Message-ID of outlet and number, said to be automatic, with links in the language', async () => {
  const { outlet } = await mailBed();
  const { id } = await outlet({ statuses: ['Actual', 'Exercise'], language: 'en' });
  await issue(db(), 3);
  await arrived(3);
  await issue(db(), 1, { status: 'Exercise' });
  await arrived(4);
  expect(smtp.messages().map((one) => one.messageId)).toEqual(
    ['actual-1', 'actual-2', 'actual-3', 'exercise-1'].map((item) => `<outlet-${id}-${item}@loa.example>`),
  );
  expect(smtp.messages()[0]?.headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'x-loa-warning': 'actual-1' });
  const [live, exercise] = [await parsed(0), await parsed(3)];
  for (const part of [live.text, String(live.html)])
    expect(part).toMatch(/https:\/\/loa\.example\/warnings\/actual-1\?language=en[^]*https:\/\/loa\.example\/warnings\/actual-1\.xml/);
  expect([live.subject?.includes('EXERCISE'), exercise.subject?.startsWith('EXERCISE. ')]).toEqual([false, true]);
});

test('what is not taken is tried again by schedule with the same Message-ID, and nothing overtakes it', async () => {
  const { bed, outlet } = await mailBed();
  const { id, token } = await outlet();
  smtp.behave([
    { at: 'rcpt', answer: { code: 450, text: `4.2.1 greylisted ${ADDRESS}` }, times: 1 },
    { at: 'data', answer: 'accept-then-die', times: 1 },
  ]);
  await issue(db(), 2);
  await until('it is refused', WITHIN_MS, async () => (await failuresOf(id)) === 1);
  expect(smtp.count()).toBe(0);
  bed.clock.advance(2_000);
  await until('the answer is lost', WITHIN_MS, async () => (await failuresOf(id)) === 2);
  bed.clock.advance(10_000);
  await arrived(3);
  expect(smtp.messages().map((one) => one.messageId)).toEqual([1, 1, 2].map((n) => `<outlet-${id}-actual-${n}@loa.example>`));
  await until('it is settled', WITHIN_MS, async () => (await cursorOf(id))?.number === 2);
  const me = (await bed.call('GET', '/api/outlets/me', token)).body;
  expect(me).toMatchObject({
    proved: true,
    cursors: [{ recentFailures: [{ reason: 'connection-lost-after-data' }, { reason: 'smtp-450-4.2.1' }] }],
  });
});

test('a refusal that is not about the mailbox does not block the outlet', async () => {
  const { outlet } = await mailBed();
  const { id } = await outlet();
  smtp.behave([{ at: 'rcpt', answer: { code: 550, text: '5.7.1 policy' }, times: 1 }]);
  await issue(db(), 1);
  await until('it is refused', WITHIN_MS, async () => (await failuresOf(id)) === 1);
  const standing = async () => (await outletsTable(db()).get(id, NOW))?.standing;
  expect(await standing()).toBe('approved');
});

test('a mailbox that does not exist blocks the outlet, as 410 does', async () => {
  const { outlet } = await mailBed();
  const { id } = await outlet();
  smtp.behave([{ at: 'rcpt', answer: { code: 550, text: '5.1.1 unknown' }, times: 1 }]);
  await issue(db(), 1);
  await until('it is blocked', WITHIN_MS, async () => (await outletsTable(db()).get(id, NOW))?.standing === 'blocked');
  expect(await outletsTable(db()).get(id, NOW)).toMatchObject({ standingReason: 'gone' });
});

test('what ran out is said to have run out and never to be over; a recalled number is a tombstone of its own Message-ID', async () => {
  const { bed, outlet } = await mailBed();
  const { id } = await outlet();
  smtp.behave([{ at: 'rcpt', answer: { code: 450, text: '4.2.1 later' }, times: 1 }]);
  await issue(db(), 2);
  await until('it is refused', WITHIN_MS, async () => (await failuresOf(id)) === 1);
  await db().query(`update warnings set recalled_at = $1 where id = 'actual-2'`, [NOW]);
  await lapse(db(), 'actual-1');
  await sleep(FRESH_MS + 50);
  bed.clock.advance(2_000);
  await arrived(3);
  const [issued, recalled, lapsed] = await Promise.all([0, 1, 2].map(parsed));
  expect(issued?.subject).toMatch(/^\[hết hạn lúc 08:00, chưa có bản tin tiếp theo\] /);
  expect(recalled?.subject).toBe('Dừng phát tin số 2 (actual-2)');
  expect(recalled?.text).toContain('Tin này đã bị dừng phát lúc 08:00 ngày 06/11/2025. Không dùng, không phát lại.');
  expect(recalled?.text).not.toMatch(/https?:/);
  expect(smtp.messages()[1]?.messageId).toBe(`<outlet-${id}-actual-2-recalled@loa.example>`);
  expect(lapsed?.subject).toMatch(/^\[hết hạn lúc 08:00, chưa có bản tin tiếp theo\] /);
  expect(lapsed?.text).toContain('Hết hạn không có nghĩa là hết nguy hiểm.');
  expect(`${lapsed?.text}${lapsed?.subject}`).not.toMatch(/an toàn|kết thúc/);
});

test('the test button sends a message at once; without e-mail the way is refused, naming the field', async () => {
  const { bed, outlet } = await mailBed();
  const { id, token } = await outlet();
  const answer = await bed.call('POST', '/api/outlets/me/test', token);
  expect(answer.body).toMatchObject({ delivered: true });
  expect((await parsed(0)).text).toContain('Đây không phải là cảnh báo.');
  expect(smtp.messages()[0]?.messageId).toBe(`<${String(answer.body['webhookId'])}@loa.example>`);
  expect(await outletsTable(db()).get(id, NOW)).toMatchObject({ provedAt: NOW });
  expect((await bed.call('PUT', '/api/outlets/me/cursor', token, { number: 0 })).status).toBe(409);
  const without = await bedOf();
  const way = { kind: 'email', address: ADDRESS };
  const refused = await without.call('POST', '/api/outlets', null, { name: 'Đài', contact: 'desk', way });
  expect([refused.status, refused.body['errors']]).toMatchObject([422, [{ path: 'way.kind' }]]);
  const wrong = await bed.call('POST', '/api/outlets', null, { name: 'Đài', contact: 'desk', way: { kind: 'email', address: 'no' } });
  expect(wrong.body['errors']).toMatchObject([{ path: 'way.address' }]);
});

test('nobody has a stranger’s address flooded with codes', async () => {
  const { bed } = await mailBed({ confirmRate: { perSecond: 0.001, burst: 2 } });
  const ask = (address: string) =>
    bed.call('POST', '/api/outlets', null, { name: 'Đài', contact: 'desk', way: { kind: 'email', address } });
  const statuses = [];
  for (const address of [ADDRESS, ADDRESS.toUpperCase(), ADDRESS, 'other@dai.example']) statuses.push((await ask(address)).status);
  expect([statuses, smtp.count()]).toEqual([[201, 201, 429, 201], 3]);
});
