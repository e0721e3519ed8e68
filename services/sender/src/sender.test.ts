import { captureChannel, type CaptureChannel } from '@loa/adapters/capture';
import { issuingTable, ledgerTable } from '@loa/adapters/postgres';
import { smtpChannel } from '@loa/adapters/smtp';
import type { Channel } from '@loa/domain/ports';
import { decideIssue } from '@loa/domain/warning';
import { testAddresses } from '@loa/testing/addresses';
import { aWarningEntry } from '@loa/testing/builders';
import { anAssessment } from '@loa/testing/contract/tables';
import { startSmtpSink } from '@loa/testing/servers';
import { beforeEach, expect, test } from 'vitest';
import { NOW, now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('sender');
const { issue, dispatch, states } = bed;
let testChannel: CaptureChannel;
beforeEach(() => void (testChannel = captureChannel({ name: 'email', now })));

const start = (channel: Channel, perSecond?: number) => bed.start([{ name: 'one', account: 'one', channel, perSecond }], { testChannel });
const SOON = { timeout: 20_000 };
const until = (expected: Record<string, number>) => expect.poll(states, SOON).toEqual(expected);
const isDone = async (batchId: number) =>
  (await bed.db.query<{ done: boolean }>('select done_at is not null as done from batches where id = $1', [batchId]))[0]?.done;

test('every row of a batch goes out once and is accepted, and the batch is done', async () => {
  const channel = captureChannel({ name: 'email', now, keep: 2_000 });
  const batchId = await dispatch(await issue('Actual'), 500);
  await start(channel);
  await until({ 'no-receipt-on-this-route': 500 });
  expect(new Set(channel.captured.map((one) => one.deliveryId)).size).toBe(500);
  expect(channel.count).toBe(500);
  await expect.poll(() => isDone(batchId), SOON).toBe(true);
});

test('a batch that comes twice is sent once', async () => {
  const channel = captureChannel({ name: 'email', now });
  const warningId = await issue('Actual');
  const batchId = await dispatch(warningId, 20);
  const again = { batchId, warningId, channel: 'email', lane: 'flash', language: 'vi', attempt: 1 };
  await bed.eventLog.append('dispatch.email.flash', [{ key: 'other', id: 'again', value: Buffer.from(JSON.stringify(again)) }], {
    deadlineMs: 5_000,
  });
  await start(channel);
  await until({ 'no-receipt-on-this-route': 20 });
  await expect.poll(async () => (await bed.eventLog.lag('sender-email-flash', ['dispatch.email.flash']))[0]?.records, SOON).toBe(0);
  expect(channel.count).toBe(20);
});

test('a batch some of whose people wait for a second person is open until they have been told', async () => {
  const channel = captureChannel({ name: 'email', now });
  const warningId = await issue('Actual');
  const batchId = await dispatch(warningId, 20);
  await bed.db.query('update subscribers set supply = true where id % 4 = 0');
  await bed.db.query(
    `insert into approvals (warning_id, event_id, held_since, reason, exceeded, extent, units) values ($1, 'e', $2, 'level', '[]', '{}', '{21583}')`,
    [warningId, NOW],
  );
  await start(channel);
  await until({ 'no-receipt-on-this-route': 5, queued: 15 });
  expect(await isDone(batchId)).toBe(false);
  await bed.db.query(`update approvals set outcome = 'approved', answered_at = $1`, [NOW]);
  await until({ 'no-receipt-on-this-route': 20 });
  await expect.poll(() => isDone(batchId), SOON).toBe(true);
  expect(channel.count).toBe(20);
});

test('the end of a warning names what is still in force at the place, and says that nothing is only when it looked', async () => {
  const entries = [aWarningEntry({ change: 'ended', level: null, source: null, verdict: null, response: 'Monitor' })];
  const end = { action: 'end', entries } as const;
  const channel = captureChannel({ name: 'sms', now });
  await start(channel);
  await dispatch(await issue('Actual', 10, end), 1, { channel: 'sms', reason: 'ended' });
  await until({ 'no-receipt-on-this-route': 1 });
  // Another event over the same ward.
  await issuingTable(bed.db).issue(anAssessment({ status: 'Actual', event: { id: 'another' } }), { now: NOW, decide: decideIssue });
  await dispatch(await issue('Actual', 11, end), 1, { channel: 'sms', reason: 'ended' });
  await until({ 'no-receipt-on-this-route': 2 });
  const [alone, among] = channel.captured.map((one) => ('text' in one.content ? one.content.text : ''));
  expect(alone).toContain('Không còn cảnh báo nào khác tại đây.');
  expect(among).toContain('Vẫn còn cảnh báo: bão.');
  expect(among).not.toContain('an toàn');
});

test('a recalled warning goes to nobody, and says so of every row', async () => {
  const channel = captureChannel({ name: 'email', now });
  const warningId = await issue('Actual');
  await bed.db.query('update warnings set recalled_at = now() where id = $1', [warningId]);
  await dispatch(warningId, 50);
  await start(channel);
  await until({ recalled: 50 });
  expect(channel.count).toBe(0);
});

/** A capture that takes its time with each message. */
function slowly() {
  const slow = captureChannel({ name: 'email', now, slots: 2 });
  const channel: Channel = {
    ...slow,
    send: async (message, gate) => (await new Promise((resolve) => setTimeout(resolve, 20)), slow.send(message, gate)),
  };
  return { slow, channel };
}

test('a warning recalled in the middle of a batch is stopped: nothing starts once the fence has read it', async () => {
  const warningId = await issue('Actual');
  const { slow, channel } = slowly();
  await dispatch(warningId, 200);
  await start(channel);
  await expect.poll(() => slow.count, SOON).toBeGreaterThan(2);
  await bed.db.query('update warnings set recalled_at = now() where id = $1', [warningId]);
  await expect.poll(async () => (await states())['queued'] ?? 0, SOON).toBe(0);
  const end = await states();
  expect(end['recalled']).toBeGreaterThan(0);
  expect((end['no-receipt-on-this-route'] ?? 0) + (end['recalled'] ?? 0)).toBe(200);
  expect(end['no-receipt-on-this-route']).toBe(slow.count);
});

test('rows of a batch that a later warning overtakes meanwhile give way to it, and the others go out', async () => {
  const warningId = await issue('Actual');
  const { slow, channel } = slowly();
  await dispatch(warningId, 200);
  await start(channel);
  await expect.poll(() => slow.count, SOON).toBeGreaterThan(2);
  await bed.db.query(`insert into overtaken select id, 'actual-2', now() from deliveries where id % 2 = 0`);
  await expect.poll(async () => (await states())['queued'] ?? 0, SOON).toBe(0);
  const gone = await bed.db.query<{ id: number; reason: string }>(
    `select id, state_reason as reason from deliveries where state = 'superseded'`,
  );
  expect(gone.length).toBeGreaterThan(0);
  expect(gone.every(({ id, reason }) => id % 2 === 0 && reason === 'by actual-2')).toBe(true);
  expect((await states())['no-receipt-on-this-route']).toBe(200 - gone.length);
  expect(slow.count).toBe(200 - gone.length);
});

test('a pause lets the batch go with its rows as they are, and its end sends them', async () => {
  const channel = captureChannel({ name: 'email', now });
  await bed.db.query(
    "insert into pauses (channel, lane, reason, paused_by, until) values ('email', 'flash', 'r', 'op', '2025-11-07T00:00:00Z')",
  );
  await dispatch(await issue('Actual'), 5);
  await start(channel);
  await expect.poll(async () => (await bed.eventLog.lag('sender-email-flash', ['dispatch.email.flash']))[0]?.records, SOON).toBe(1);
  expect(await states()).toEqual({ queued: 5 });
  await bed.db.query('update pauses set resumed_at = now()');
  await until({ 'no-receipt-on-this-route': 5 });
});

test('status Test goes to the capture beside the channel, and to nobody who is no watchdog', async () => {
  const channel: Channel = {
    ...captureChannel({ name: 'email', now }),
    reaches: 'people',
    send: () => Promise.reject(new Error('Test must not come here')),
  };
  const warningId = await issue('Test');
  await dispatch(warningId, 3, { watchdog: true });
  await dispatch(warningId, 2);
  await start(channel);
  await until({ 'no-receipt-on-this-route': 3, suppressed: 2 });
  expect(testChannel.count).toBe(3);
});

test('an Exercise reaches only those named for it where the channel reaches people', async () => {
  const sent: number[] = [];
  const channel: Channel = {
    ...captureChannel({ name: 'email', now }),
    reaches: 'people',
    send: (message, gate) => {
      const answer = gate();
      if (!answer.go) return Promise.resolve({ kind: 'stopped', reason: answer.reason });
      sent.push(message.deliveryId);
      return Promise.resolve({ kind: 'accepted', providerId: null });
    },
  };
  const warningId = await issue('Exercise');
  await dispatch(warningId, 2, { exercises: true });
  await dispatch(warningId, 3);
  await start(channel);
  await until({ 'no-receipt-on-this-route': 2, suppressed: 3 });
  expect(sent).toHaveLength(2);
});

test('while the channel is down rows stay, the check fails, and everything goes out once it is back', async () => {
  const inner = captureChannel({ name: 'email', now });
  let down = true;
  const channel: Channel = {
    ...inner,
    send: (message, gate) => (down ? Promise.resolve({ kind: 'channel-down', reason: 'smtp-535' }) : inner.send(message, gate)),
    check: () => (down ? Promise.reject(new Error('down')) : Promise.resolve()),
  };
  await dispatch(await issue('Actual'), 5);
  const sender = await start(channel);
  const check = () =>
    sender.checks['channel-email']?.().then(
      () => 'well',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : 'failed'),
    );
  await expect.poll(check, SOON).toBe('smtp-535');
  expect(await states()).toEqual({ queued: 5 });
  down = false;
  await until({ 'no-receipt-on-this-route': 5 });
  expect(await check()).toBe('well');
});

test('rows of a batch that somebody left under lease are looked up before they are sent again', async () => {
  const inner = captureChannel({ name: 'sms', now });
  const lookedUp: number[] = [];
  const channel: Channel = {
    ...inner,
    lookUp: (message) => {
      lookedUp.push(message.deliveryId);
      return Promise.resolve(
        message.deliveryId % 2 === 0 ? { kind: 'accepted', providerId: `found-${String(message.deliveryId)}` } : { kind: 'not-found' },
      );
    },
  };
  const batchId = await dispatch(await issue('Actual'), 4, { channel: 'sms' });
  await ledgerTable(bed.db, testAddresses).lease(batchId, 'killed', 0);
  await start(channel, 1_000);
  await until({ 'no-receipt-on-this-route': 4 });
  expect(lookedUp.toSorted()).toEqual([1, 2, 3, 4]);
  expect(inner.captured.map((one) => one.deliveryId).toSorted()).toEqual([1, 3]);
  expect(await bed.db.query('select id, attempt, provider_id from deliveries where id = 2')).toEqual([
    { id: 2, attempt: 1, provider_id: 'found-2' },
  ]);
});

test.each([
  ['found: there is one for each row in doubt', ['a', 'b'], 0],
  ['sent again: there are fewer, and which is missing is not known', ['a'], 2],
])('what may be one of several is %s', async (_, providerIds, sent) => {
  const inner = captureChannel({ name: 'sms', now });
  const channel: Channel = { ...inner, lookUp: () => Promise.resolve({ kind: 'one-of', providerIds }) };
  const batchId = await dispatch(await issue('Actual'), 2, { channel: 'sms' });
  await bed.db.query("update subscribers set phone_hash = 'same'");
  await ledgerTable(bed.db, testAddresses).lease(batchId, 'killed', 0);
  await start(channel, 1_000);
  await until({ 'no-receipt-on-this-route': 2 });
  expect(inner.count).toBe(sent);
});

test('a row in doubt is sent once more where it is not found, whatever was refused before, and after two in doubt no more', async () => {
  const inner = captureChannel({ name: 'sms', now });
  const channel: Channel = { ...inner, lookUp: () => Promise.resolve({ kind: 'not-found' }) };
  await dispatch(await issue('Actual'), 2, { channel: 'sms' });
  await bed.db.query("update deliveries set state = 'unknown', attempt = 2, doubts = id");
  await start(channel, 1_000);
  await until({ 'no-receipt-on-this-route': 1, failed: 1 });
  expect(await bed.db.query("select id, state_reason from deliveries where state = 'failed'")).toEqual([
    { id: 2, state_reason: 'not-found-after-two-tries' },
  ]);
});

test('a row without an address, or with one that does not open, fails and holds up nobody', async () => {
  const channel = captureChannel({ name: 'email', now });
  await dispatch(await issue('Actual'), 3);
  await bed.db.query('update subscribers set email_sealed = case id when 1 then null else substr(email_sealed, 1, 20) end where id < 3');
  await start(channel);
  await until({ 'no-receipt-on-this-route': 1, failed: 2 });
});

test('who told the provider to send no more is opted out of the channel, and of no other; bodies that must be supplied are not', async () => {
  const inner = captureChannel({ name: 'sms', now });
  const refused: Channel = { ...inner, send: () => Promise.resolve({ kind: 'permanent', reason: 'twilio-21610' }) };
  const dispatched = await issue('Actual');
  await dispatch(dispatched, 2, { channel: 'sms' });
  await bed.db.query('update subscribers set supply = true where id = 2');
  await start(refused, 1_000);
  await until({ failed: 2 });
  const optOuts = () => bed.db.query('select subscriber_id, channel, how from opt_outs order by id');
  await expect.poll(optOuts, SOON).toEqual([{ subscriber_id: 1, channel: 'sms', how: 'provider' }]);
  const [first] = await bed.db.query('select phone_opted_out_at, email_opted_out_at from subscribers where id = 1');
  expect(first).toEqual({ phone_opted_out_at: NOW, email_opted_out_at: null });
});

test('where the channel takes groups, rows of one kind share an operation, and each is settled by what was said of it', async () => {
  const sink = await startSmtpSink({
    behave: [{ at: 'rcpt', answer: { code: 550, text: '5.1.1 no such mailbox' }, to: 'p7@example.com' }],
  });
  const channel = smtpChannel({ url: sink.url, from: 'loa@example.org', now, groupOf: 40 });
  try {
    await dispatch(await issue('Actual'), 100);
    await start(channel);
    await until({ 'no-receipt-on-this-route': 99, failed: 1 });
    expect(
      sink
        .messages()
        .map(({ to }) => to.length)
        .toSorted((a, b) => a - b),
    ).toEqual([20, 39, 40]);
    expect(new Set(sink.messages().flatMap(({ to }) => to)).size).toBe(99);
    expect(await bed.db.query("select state_reason from deliveries where state = 'failed'")).toEqual([{ state_reason: 'smtp-550-5.1.1' }]);
  } finally {
    await channel.close();
    await sink.stop();
  }
});
