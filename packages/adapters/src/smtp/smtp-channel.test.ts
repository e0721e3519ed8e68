import type { GateAnswer } from '@loa/domain/delivery';
import type { OutgoingMessage } from '@loa/domain/ports';
import { type SmtpSink, startSmtpSink } from '@loa/testing/servers';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesOf, mailWriter } from './mail-writer.ts';
import { smtpChannel } from './smtp-channel.ts';

const go = (): GateAnswer => ({ go: true });
const content = {
  subject: 'Bão số 0: ở Quy Nhơn',
  text: 'Gió cấp 12. Hãy trú ẩn.\r\n.một dòng bắt đầu bằng dấu chấm\r\n',
  html: '<p>Gió cấp 12</p>',
};

const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  deliveryId: 7,
  attempt: 1,
  to: 'p7@example.com',
  warningId: 'actual-1',
  status: 'Actual',
  level: 4,
  language: 'vi',
  content,
  issuedAt: '2025-11-06T00:00:00.000Z',
  expiresAt: '2025-11-07T00:00:00.000Z',
  ...more,
});

let sink: SmtpSink;
let closing: (() => Promise<void>)[] = [];
beforeEach(async () => void (sink = await startSmtpSink({ keepRaw: true })));
afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
  await sink.stop();
});

function open(url = sink.url) {
  const channel = smtpChannel({ url, from: 'Loa <canh-bao@loa.example>', now: () => new Date('2025-11-06T01:00:00Z') });
  closing.push(() => channel.close());
  return channel;
}

test('a message goes out with its headers, its words unharmed, and a Message-ID that stays the same on every try', async () => {
  const channel = open();
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'accepted' });
  expect(await channel.send(message({ attempt: 2 }), go)).toMatchObject({ kind: 'accepted' });
  expect(await channel.send(message({ deliveryId: 8, to: 'p8@example.com', level: 3 }), go)).toMatchObject({ kind: 'accepted' });
  const [first, again, other] = sink.messages();
  expect(first).toMatchObject({ from: 'canh-bao@loa.example', to: ['p7@example.com'], messageId: '<d.7@loa.example>' });
  expect(again?.messageId).toBe('<d.7@loa.example>');
  expect(first?.headers).toMatchObject({
    importance: 'high',
    'auto-submitted': 'auto-generated',
    'content-language': 'vi',
    to: '<p7@example.com>',
    date: 'Thu, 06 Nov 2025 01:00:00 +0000',
  });
  expect(other?.headers['importance']).toBeUndefined();
  expect(other?.headers['to']).toBe('<p8@example.com>');
  const parsed = await simpleParser(first?.raw ?? '');
  expect(parsed.subject).toBe(content.subject);
  expect(parsed.text?.trim()).toBe(content.text.trim().replaceAll('\r\n', '\n'));
  expect(first?.raw.match(/^message-id:/gim)).toHaveLength(1);
});

test('when the gate says no nothing is written, and the connection serves the next message', async () => {
  const channel = open();
  expect(await channel.send(message(), () => ({ go: false, reason: 'recalled' }))).toEqual({ kind: 'stopped', reason: 'recalled' });
  expect(sink.count()).toBe(0);
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'accepted' });
});

test.each([
  [
    { code: 450, text: '4.2.1 greylisted' },
    { kind: 'retryable', reason: 'smtp-450-4.2.1' },
  ],
  [
    { code: 550, text: '5.1.1 no such mailbox p7@example.com' },
    { kind: 'permanent', reason: 'smtp-550-5.1.1' },
  ],
  [
    { code: 503, text: 'bad sequence' },
    { kind: 'retryable', reason: 'smtp-503' },
  ],
  [
    { code: 530, text: '5.7.0 authentication required' },
    { kind: 'retryable', reason: 'smtp-530-5.7.0' },
  ],
])('a recipient refused with %o', async (answer, expected) => {
  sink.behave([{ at: 'rcpt', answer, times: 1 }]);
  const channel = open();
  expect(await channel.send(message(), go)).toEqual(expected);
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'accepted' });
  expect(sink.count()).toBe(1);
});

test('a message refused after DATA is judged by its reply', async () => {
  sink.behave([{ at: 'data', answer: { code: 554, text: '5.7.1 policy' }, times: 1 }]);
  expect(await open().send(message(), go)).toEqual({ kind: 'retryable', reason: 'smtp-554-5.7.1' });
});

test('a connection lost after the message was taken leaves the outcome unknown', async () => {
  sink.behave([{ at: 'data', answer: 'accept-then-die', times: 1 }]);
  const channel = open();
  expect(await channel.send(message(), go)).toEqual({ kind: 'unknown', reason: 'connection-lost-after-data' });
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'accepted' });
});

test('a connection lost before the message began is retryable, for nothing was sent', async () => {
  sink.behave([{ at: 'rcpt', answer: 'reset', times: 1 }]);
  expect(await open().send(message(), go)).toEqual({ kind: 'retryable', reason: 'connection-lost' });
});

test('a kept connection that was dropped meanwhile is replaced, and the gate is asked again', async () => {
  const channel = open();
  await channel.send(message(), go);
  sink.behave([{ at: 'rcpt', answer: 'reset', times: 1 }]);
  let asked = 0;
  const once = (): GateAnswer => ((asked += 1) === 1 ? { go: true } : { go: false, reason: 'recalled' });
  expect(await channel.send(message(), once)).toEqual({ kind: 'stopped', reason: 'recalled' });
  expect(sink.count()).toBe(1);
  sink.behave([]);
  await channel.send(message(), go);
  sink.behave([{ at: 'rcpt', answer: 'reset', times: 1 }]);
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'accepted' });
});

test('a server that is not there, or does not greet, is the channel’s fault', async () => {
  const channel = open('smtp://127.0.0.1:1');
  expect(await channel.send(message(), go)).toMatchObject({ kind: 'channel-down' });
  await expect(channel.check()).rejects.toThrow('channel-down');
  await expect(open().check()).resolves.toBeUndefined();
});

test('an address that could break the dialogue is refused before it', async () => {
  expect(await open().send(message({ to: 'a@example.com>\r\nDATA' }), go)).toEqual({ kind: 'permanent', reason: 'address-invalid' });
});

test('as many messages at once as there are connections all arrive, each once', async () => {
  const channel = open();
  const ids = Array.from({ length: channel.slots }, (_, at) => at + 1);
  const results = await Promise.all(ids.map((deliveryId) => channel.send(message({ deliveryId }), go)));
  expect(results.every((result) => result.kind === 'accepted')).toBe(true);
  expect(
    sink
      .messages()
      .map((one) => one.messageId)
      .toSorted(),
  ).toEqual(ids.map((id) => `<d.${String(id)}@loa.example>`).toSorted());
});

test('a sink is believed on a loopback address only', () => {
  const reaches = (url: string) => smtpChannel({ url, from: 'a@loa.example', sink: true, now: () => new Date() }).reaches;
  expect(reaches('smtp://127.0.0.1:2525')).toBe('nobody');
  expect(reaches('smtp://mail.example.com')).toBe('people');
  expect(open().reaches).toBe('people');
});

describe('a group', () => {
  const recipients = [1, 2, 3].map((n) => ({ deliveryId: n, attempt: 1, to: `p${n}@example.com` }));
  const group = { ...message(), recipients };
  const openGroups = (url = sink.url) => {
    const channel = smtpChannel({ url, from: 'Loa <canh-bao@loa.example>', now: () => new Date('2025-11-06T01:00:00Z'), groupOf: 100 });
    closing.push(() => channel.close());
    return channel;
  };

  test('goes out in one envelope that names nobody in its headers', async () => {
    const results = await openGroups().groups?.send(group, go);
    expect(results).toMatchObject([{ kind: 'accepted' }, { kind: 'accepted' }, { kind: 'accepted' }]);
    const [mail, ...more] = sink.messages();
    expect([mail?.to, mail?.headers['to'], more]).toEqual([recipients.map(({ to }) => to), 'undisclosed-recipients:;', []]);
    // Another try may reach others as well: whoever got the first knows the second by its Message-ID.
    await openGroups().groups?.send({ ...group, recipients: recipients.slice(1) }, go);
    expect(mail?.messageId).toMatch(/^<g\.[0-9a-f]{24}@loa\.example>$/);
    expect(sink.messages()[1]?.messageId).toBe(mail?.messageId);
    expect(mail?.raw).not.toContain('p1@example.com');
    const written = await mailWriter({ from: 'Loa <canh-bao@loa.example>' }).grouped(group, new Date('2025-11-06T01:00:00Z'));
    expect(mail?.raw).toContain(bytesOf(written()).toString('latin1').trimEnd());
  });

  test('leaves out whom the gate stops; where it stops all, nothing is written', async () => {
    const channel = openGroups();
    const stop =
      (...ids: number[]) =>
      (id: number): GateAnswer =>
        ids.includes(id) ? { go: false, reason: 'superseded' } : { go: true };
    expect(await channel.groups?.send(group, stop(2))).toMatchObject([{ kind: 'accepted' }, { kind: 'stopped' }, { kind: 'accepted' }]);
    expect(sink.messages().map(({ to }) => to)).toEqual([['p1@example.com', 'p3@example.com']]);
    expect(await channel.groups?.send(group, stop(1, 2, 3))).toEqual(recipients.map(() => ({ kind: 'stopped', reason: 'superseded' })));
    expect(sink.messages().length).toBe(1);
  });

  test('is judged recipient by recipient, also where all are refused', async () => {
    sink.behave([
      { at: 'rcpt', answer: { code: 550, text: '5.1.1 no such mailbox' }, to: 'p1@example.com' },
      { at: 'rcpt', answer: { code: 450, text: '4.2.1 greylisted' }, to: 'p2@example.com' },
    ]);
    expect(await openGroups().groups?.send(group, go)).toMatchObject([
      { kind: 'permanent', reason: 'smtp-550-5.1.1' },
      { kind: 'retryable', reason: 'smtp-450-4.2.1' },
      { kind: 'accepted' },
    ]);
    const refused = { ...group, recipients: recipients.slice(0, 2) };
    expect(await openGroups().groups?.send(refused, go)).toMatchObject([{ kind: 'permanent' }, { kind: 'retryable' }]);
  });
});
