import { captureChannel } from '@loa/adapters/capture';
import type { Database } from '@loa/adapters/postgres';
import { hashOfKey, newToken } from '@loa/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AlarmText } from '../alarm.ts';
import { approvalWatch } from '../approval-watch.ts';
import { dutyCall } from '../duty-call.ts';
import { after, type Bed, insertApproval, insertWarning, NOW, openBed, openDatabase } from '../test-bed.ts';

let db: Database;
let bed: Bed;
const approvers = new Map<string, { id: string; cookie: string }>();
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  bed = await openBed(db);
  for (const name of ['an', 'binh']) {
    const made = await bed.tables.accounts.create(
      { name, roles: ['approver', 'forecaster'], issuer: 'nchmf', by: 'test' },
      { hash: name, until: NOW },
      NOW,
    );
    if (!made.ok) throw new Error(made.reason);
    const token = newToken();
    await bed.tables.sessions.open({ hash: hashOfKey(token), accountId: made.id, stage: 'full' }, NOW);
    approvers.set(name, { id: made.id, cookie: `loa=${token}` });
  }
  await insertWarning(db, 'actual-1');
  await insertApproval(db, 'actual-1', approvers.get('an')?.id);
});
afterEach(() => bed.close());

async function ask(name: string, method: 'GET' | 'POST', path: string, body?: object) {
  const headers = { cookie: approvers.get(name)?.cookie ?? '', 'x-loa-csrf': '1' };
  const answer = await bed.http.inject({ method, url: `/api/approvals${path}`, headers, ...(body !== undefined && { payload: body }) });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

test('what waits is shown with since when, what was exceeded, and what the caller may answer', async () => {
  bed.clock.advance(90_000);
  const mine = await ask('an', 'GET', '');
  const may = { approve: 'own-bulletin', refuse: true, alone: 'too-early' };
  expect(mine.body).toMatchObject({
    held: [{ warning: 'actual-1', heldSince: NOW, waitedS: 90, aloneFrom: after(300), sentBy: 'desk', stand: 'open', may, answer: null }],
  });
  expect((await ask('binh', 'GET', '')).body).toMatchObject({ held: [{ may: { approve: true } }] });
  const one = await ask('binh', 'GET', '/actual-1');
  expect(one.body).toMatchObject({ citizens: 0, waiting: ['21583'], exceeded: [{ place: '52', level: 4, approved: null }] });
  expect(JSON.stringify(one.body.texts)).toContain('Quy Nhơn');
  expect((await ask('binh', 'GET', '/actual-9')).status).toBe(404);
});

test('a coastal sea where a level is exceeded is told apart from the province whose name it bears', async () => {
  await db.query(
    `update approvals set exceeded = '[{"place":"56","level":4,"approved":null},{"place":"khanh-hoa","level":4,"approved":null}]'`,
  );
  const { body } = await ask('binh', 'GET', '/actual-1');
  expect((body.exceeded as { name: unknown }[]).map(({ name }) => name)).toEqual([
    { vi: 'Khánh Hòa', en: 'Khanh Hoa' },
    { vi: 'vùng biển Khánh Hòa', en: 'sea off Khanh Hoa' },
  ]);
});

test('of two answers at once one stands, the same one given again is told so, and another is refused', async () => {
  expect(await ask('an', 'POST', '/actual-1/approve')).toMatchObject({ status: 403, body: { type: 'urn:loa:problem:own-bulletin' } });
  const both = await Promise.all([ask('binh', 'POST', '/actual-1/approve', {}), ask('binh', 'POST', '/actual-1/approve', {})]);
  expect(both.map(({ status, body }) => [status, body.first]).sort()).toEqual([
    [200, false],
    [200, true],
  ]);
  const refusal = await ask('an', 'POST', '/actual-1/refuse', { reason: 'wrong province' });
  expect(refusal).toMatchObject({ status: 409, body: { type: 'urn:loa:problem:answered', answer: { outcome: 'approved', by: 'binh' } } });
  expect((await ask('an', 'GET', '')).body.held).toEqual([]);
  const { body } = await ask('an', 'GET', '/answered?limit=1');
  expect(body).toMatchObject({ answered: [{ warning: 'actual-1', answer: { outcome: 'approved', at: NOW, by: 'binh', reason: null } }] });
  expect((await ask('an', 'GET', `/answered?before=${encodeURIComponent(String(body.next))}`)).body).toMatchObject({
    answered: [],
    next: null,
  });
  expect((await ask('an', 'GET', '/answered?before=x')).status).toBe(422);
});

test('alone: by the issuer, with a reason, and after five minutes', async () => {
  const alone = (body: object) => bed.call('POST', '/api/approvals/actual-1/alone', bed.key.nchmf, body);
  expect((await alone({})).status).toBe(422);
  expect(await alone({ reason: 'nobody answers' })).toMatchObject({ status: 409, body: { aloneFrom: after(300) } });
  bed.clock.advance(300_000);
  expect(await bed.call('POST', '/api/approvals/actual-1/alone', bed.key.quangNgai, { reason: 'x' })).toMatchObject({ status: 403 });
  expect(await alone({ reason: 'nobody answers' })).toMatchObject({
    status: 200,
    body: { first: true, answer: { outcome: 'alone', by: 'national desk', reason: 'nobody answers' } },
  });
});

test('approvers are called in turn until somebody answers, never whoever sent it, and the wait is measured', async () => {
  const called: AlarmText[] = [];
  const { approvals, accounts, audit } = bed.tables;
  const ports = { approvals, accounts, audit, dutyCall: async () => ({}), clock: bed.clock, log: bed.log };
  const alarm = async (text: AlarmText): Promise<void> => void called.push(text);
  const watch = approvalWatch({ ...ports, alarm });
  await watch.look();
  await watch.look();
  bed.clock.advance(60_000);
  await watch.look();
  expect(called.map(({ held }) => held)).toEqual([
    [{ warning: 'actual-1', issuer: 'nchmf', waitedS: 0, approver: 'binh' }],
    [{ warning: 'actual-1', issuer: 'nchmf', waitedS: 60, approver: 'binh' }],
  ]);
  expect(await bed.metrics.registry.metrics()).toMatch(/loa_held_oldest_seconds\{[^}]*\} 60/);
  const failing = approvalWatch({ ...ports, alarm: () => Promise.reject(new Error('no way')) });
  bed.clock.advance(60_000);
  await expect(failing.look()).rejects.toThrow('no way');
  await watch.look();
  await ask('binh', 'POST', '/actual-1/refuse', { reason: 'not so far' });
  bed.clock.advance(600_000);
  await watch.look();
  expect(called).toHaveLength(3);
});

test('an approver is called by phone, SMS and e-mail at their duty addresses, and the trail says what became of it without them', async () => {
  const { approvals, accounts, audit, dutyBook } = bed.tables;
  const now = (): Date => bed.clock.now();
  const ways = { email: captureChannel({ name: 'email', now }), sms: captureChannel({ name: 'sms', now }), voice: null };
  const ports = { approvals, accounts, audit, clock: bed.clock, log: bed.log, dutyCall: dutyCall({ ways, book: dutyBook, log: bed.log }) };
  const broken = approvalWatch({ ...ports, alarm: () => Promise.reject(new Error('no way')) });
  // Nobody hears of it: it is tried again.
  await expect(broken.look()).rejects.toThrow('no way');
  await dutyBook.put(approvers.get('binh')?.id ?? '', { phone: '+84912345678', email: 'binh@example.com' });
  // The alarm fails still, and the approver is called, once.
  await expect(broken.look()).rejects.toThrow('no way');
  await broken.look();
  expect(ways.sms.captured.map((one) => one.to)).toEqual(['+84912345678']);
  expect(ways.email.captured.map((one) => one.to)).toEqual(['binh@example.com']);
  expect(ways.sms.captured[0]?.content).toMatchObject({ text: expect.stringMatching(/^Loa: .*08:00.*actual-1/) as unknown });
  const trail = await audit.list({ before: null, limit: 5, deed: 'approver-called', by: null, subject: 'actual-1' });
  expect(trail.map((one) => JSON.parse(one.detail ?? '') as unknown)).toEqual([
    { approver: 'binh', sms: 'accepted', email: 'accepted', alarm: 'failed' },
  ]);
  bed.clock.advance(60_000);
  await approvalWatch({ ...ports, alarm: null }).look();
  expect(ways.sms.captured).toHaveLength(2);
  expect(JSON.stringify(await db.query('select * from audit'))).not.toMatch(/912345678|binh@/);
});
