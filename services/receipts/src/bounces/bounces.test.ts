import { optOutsTable, migrate, openPglite, receiptsTable, type Database } from '@loa/adapters/postgres';
import { receiptMessage } from '@loa/domain/delivery';
import type { Receipt } from '@loa/domain/ports';
import { bounceToken, createMetrics, type EventLog, LogUnavailable, type NewRecord, noHooks } from '@loa/runtime';
import { testLogger } from '@loa/testing/logs';
import { createTransport } from 'nodemailer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handleReceipts } from '../handle-receipts.ts';
import { type BounceListener, listenForBounces } from './listen.ts';
import { readReport } from './read-report.ts';

const AT = '2025-11-06T01:00:00.000Z';
const SECRET = 'secret of bounces';
const log = testLogger('receipts');
const returnPath = (deliveryId: number, attempt = 1): string => `bounces+${bounceToken(SECRET, deliveryId, attempt)}@bounce.example`;

const report = (type: string, part: string, body: string): string =>
  [
    ...[
      'From: Mail Delivery Subsystem <mailer-daemon@relay.example>',
      'To: bounces@bounce.example',
      'Subject: Undelivered Mail Returned to Sender',
    ],
    ...['MIME-Version: 1.0', `Content-Type: multipart/report; report-type=${type}; boundary="b"`, ''],
    ...['--b', 'Content-Type: text/plain', '', 'I am sorry to have to tell you.', ''],
    ...['--b', `Content-Type: message/${part}`, '', body, ''],
    ...[
      '--b',
      'Content-Type: message/rfc822',
      '',
      'From: Loa <loa@loa.example>',
      'To: <gone@example.com>',
      'Subject: Storm',
      '',
      'text',
      '',
      '--b--',
      '',
    ],
  ].join('\r\n');
/** As Postfix writes it. */
const dsn = (action: string, status: string): string =>
  report(
    'delivery-status',
    'delivery-status',
    [
      ...['Reporting-MTA: dns; relay.example', 'X-Postfix-Queue-ID: 4XyZ', 'Arrival-Date: Thu,  6 Nov 2025 08:00:00 +0700 (+07)', ''],
      ...[
        'Final-Recipient: rfc822; gone@example.com',
        'Original-Recipient: rfc822;gone@example.com',
        `Action: ${action}`,
        `Status: ${status}`,
      ],
      ...[
        'Remote-MTA: dns; mx.example.com',
        'Diagnostic-Code: smtp; 550 5.1.1 <gone@example.com>: Recipient address',
        '    rejected: User unknown',
      ],
    ].join('\r\n'),
  );
const complaint = (from: string): string =>
  report(
    'feedback-report',
    'feedback-report',
    `Feedback-Type: abuse\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1\r\nOriginal-Mail-From: <${from}>`,
  );

describe('a report is read', () => {
  test.each([
    ['a mailbox that is not there', dsn('failed', '5.1.1'), { kind: 'failed', status: '5.1.1' }],
    ['a relay that has given up', dsn('failed', '4.4.7 (queue expired)'), { kind: 'failed', status: '4.4.7' }],
    ['a failure without a status', dsn('failed', 'none'), { kind: 'failed', status: '5.0.0' }],
    ['a delay', dsn('delayed', '4.4.1'), { kind: 'ignored', why: 'delayed' }],
    ['a delivery', dsn('delivered', '2.1.5'), { kind: 'delivered', status: '2.1.5' }],
    ['one passed on to a list', dsn('expanded', '2.1.5'), { kind: 'ignored', why: 'no-report' }],
    ['a complaint', complaint('bounces+x@bounce.example'), { kind: 'complaint', returnPath: 'bounces+x@bounce.example' }],
    [
      'an automatic reply',
      'Auto-Submitted: auto-replied\r\nSubject: Out of office: failed 5.1.1\r\n\r\nStatus: 5.1.1\r\n',
      { kind: 'ignored', why: 'no-report' },
    ],
    ['nothing that can be read', '\u0000\u0001', { kind: 'ignored', why: 'no-report' }],
  ])('%s', async (_, message, expected) => {
    expect(await readReport(Buffer.from(message, 'utf8'))).toEqual(expected);
  });
});

describe('the listener', () => {
  let listener: BounceListener;
  let appended: NewRecord[];
  let broken: boolean;
  const eventLog: Pick<EventLog, 'append'> = {
    append: (_topic, records) => {
      if (broken) return Promise.reject(new LogUnavailable('no broker'));
      appended.push(...records);
      return Promise.resolve();
    },
  };
  beforeEach(async () => {
    appended = [];
    broken = false;
    const ports = {
      eventLog: eventLog as EventLog,
      clock: { now: () => new Date(AT) },
      hooks: noHooks,
      log,
      metrics: createMetrics({ service: 'test' }),
    };
    listener = await listenForBounces({ address: 'bounces@bounce.example', secret: SECRET, host: '127.0.0.1', port: 0 }, ports);
  });
  afterEach(() => listener.stop());

  const give = async (to: string, raw: string): Promise<number> => {
    const transport = createTransport({ host: '127.0.0.1', port: listener.port, secure: false });
    try {
      await transport.sendMail({ envelope: { from: '', to }, raw });
      return 250;
    } catch (error) {
      return error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
    } finally {
      transport.close();
    }
  };
  const kept = (): Receipt[] =>
    appended.flatMap(({ value }) => receiptMessage.parse(JSON.parse(Buffer.from(value).toString('utf8'))).receipts);

  test('a bounce is matched by its return path and goes into the log without an address', async () => {
    expect(await give(returnPath(42, 2), dsn('failed', '5.1.1'))).toBe(250);
    expect(kept()).toEqual([{ deliveryId: 42, attempt: 2, state: 'undelivered', at: AT, providerId: null, code: 'dsn-5.1.1' }]);
    expect(appended[0]).toMatchObject({ key: '42', id: 'receipt:42:2:undelivered' });
    expect(Buffer.from(appended[0]?.value ?? []).toString('utf8')).not.toContain('@');
  });

  test('the same bounce again has the same id; delays and automatic replies are taken and say nothing', async () => {
    for (let time = 0; time < 2; time += 1) await give(returnPath(42).toUpperCase(), dsn('failed', '5.1.1'));
    expect(new Set(appended.map(({ id }) => id)).size).toBe(1);
    appended = [];
    expect(await give(returnPath(42), dsn('delayed', '4.4.1'))).toBe(250);
    expect(await give(returnPath(42), 'Auto-Submitted: auto-replied\r\n\r\nI am away.\r\n')).toBe(250);
    expect(appended).toEqual([]);
  });

  test.each([
    ['forged', returnPath(42).replace('bounces+', 'bounces+1')],
    ['of another installation', `bounces+${bounceToken('another', 42, 1)}@bounce.example`],
    ['of another domain', returnPath(42).replace('bounce.example', 'else.example')],
    ['of somebody else', 'loa@bounce.example'],
  ])('a return path that is %s is refused', async (_, address) => {
    expect(await give(address, dsn('failed', '5.1.1'))).toBe(550);
    expect(appended).toEqual([]);
  });

  test('a complaint is matched by the return path that it names; without a good one it is nobody’s', async () => {
    await give('bounces@bounce.example', complaint(returnPath(42)));
    await give('bounces@bounce.example', complaint('bounces+42-1-000000000000000000000000@bounce.example'));
    await give('bounces@bounce.example', dsn('failed', '5.1.1'));
    expect(kept()).toMatchObject([{ deliveryId: 42, state: 'delivered', code: 'complaint' }]);
  });

  test('what cannot be made durable is refused for now, so that the relay tries again', async () => {
    broken = true;
    expect(await give(returnPath(42), dsn('failed', '5.1.1'))).toBe(451);
  });
});

describe('whose mail comes back', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openPglite({ dataDir: 'memory' });
    await migrate(db);
  });
  afterAll(() => db.close());

  const person = async (supply = false): Promise<number> => {
    const [row] = await db.query<{ id: number }>(
      `insert into subscribers (audience, language, email_sealed, supply) values ('agency', 'vi', '', $1) returning id`,
      [supply],
    );
    return row?.id ?? 0;
  };
  let number = 0;
  const delivered = async (subscriber: number): Promise<number> => {
    const [row] = await db.query<{ id: number }>(
      `insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset, units, response, expires_at, queued_at, state, attempt)
       values ($1, 'e', 'tropical-cyclone', $2, 'agency', 'email', 'flash', 'vi', 5, 'first-news', 4, now(), '{21583}', 'Avoid', now(), now(), 'accepted', 1) returning id`,
      [`actual-${(number += 1)}`, subscriber],
    );
    return row?.id ?? 0;
  };
  const told = async (deliveryId: number, code: string, state: Receipt['state'] = 'undelivered'): Promise<void> => {
    const handle = handleReceipts({ receipts: receiptsTable(db), registry: optOutsTable(db), hooks: noHooks, random: () => 1 });
    const receipt = { deliveryId, attempt: 1, state, at: new Date().toISOString(), providerId: null, code };
    await handle({ receipts: [receipt] }, { log, signal: new AbortController().signal, now: () => new Date(AT), attempt: 1 });
  };
  const ended = async (subscriber: number) =>
    (await db.query<{ how: string }>('select how from opt_outs where subscriber_id = $1', [subscriber])).map(({ how }) => how);

  test('a row that bounced is undelivered with the reason; the second mailbox not known ends the person’s e-mail, the first does not', async () => {
    const subscriber = await person();
    const first = await delivered(subscriber);
    await told(first, 'dsn-5.1.1');
    await told(first, 'dsn-5.1.1');
    expect(await db.query('select state, state_reason from deliveries where id = $1', [first])).toEqual([
      { state: 'undelivered', state_reason: 'dsn-5.1.1' },
    ]);
    expect(await ended(subscriber)).toEqual([]);
    await told(await delivered(subscriber), 'dsn-5.1.10');
    expect(await ended(subscriber)).toEqual(['bounced']);
    expect(await db.query('select email_opted_out_at is null as gets from subscribers where id = $1', [subscriber])).toEqual([
      { gets: false },
    ]);
  });

  test('a mailbox that a relay refused at once as not known counts as one that bounced', async () => {
    const [one, other] = [await person(), await person()];
    const refused = async (subscriber: number, code: string): Promise<void> => {
      const id = await delivered(subscriber);
      await db.query("update deliveries set state = 'failed', state_reason = $2, settled_at = now() where id = $1", [id, code]);
      await told(id, code, 'failed');
      await told(id, code, 'failed');
      const [row] = await db.query('select state, state_reason from deliveries where id = $1', [id]);
      expect(row).toEqual({ state: 'failed', state_reason: code });
    };
    await refused(one, 'smtp-550-5.1.1');
    for (const code of ['smtp-550', 'smtp-550-5.1.0', 'smtp-552-5.2.2']) await refused(other, code);
    await told(await delivered(other), 'dsn-5.1.1');
    expect([await ended(one), await ended(other)]).toEqual([[], []]);
    await refused(one, 'smtp-550-5.1.10');
    await refused(other, 'smtp-551-5.1.6');
    expect([await ended(one), await ended(other)]).toEqual([['bounced'], ['bounced']]);
  });

  test('full mailboxes and policies end nobody’s e-mail, nor do bounces a body that must be supplied', async () => {
    const [subscriber, body] = [await person(), await person(true)];
    for (const code of ['dsn-5.2.2', 'dsn-5.7.1', 'dsn-4.4.7']) await told(await delivered(subscriber), code);
    for (let time = 0; time < 3; time += 1) await told(await delivered(body), 'dsn-5.1.1');
    expect([await ended(subscriber), await ended(body)]).toEqual([[], []]);
  });

  test('an SMS refused because the person had told the provider so ends their SMS', async () => {
    const subscriber = await person();
    const id = await delivered(subscriber);
    await db.query("update deliveries set channel = 'sms' where id = $1", [id]);
    await told(id, 'twilio-21610');
    await told(id, 'twilio-21610');
    expect(await db.query('select channel, how from opt_outs where subscriber_id = $1', [subscriber])).toEqual([
      { channel: 'sms', how: 'provider' },
    ]);
  });

  test('what is said of messages of before the address was confirmed anew ends nothing', async () => {
    const subscriber = await person();
    const old = [await delivered(subscriber), await delivered(subscriber)];
    await db.query("update deliveries set sent_at = now() - interval '1 hour' where id = any($1)", [old]);
    await db.query("insert into confirmed_addresses (subscriber_id, channel, confirmed_at) values ($1, 'email', now())", [subscriber]);
    await told(old[0]!, 'complaint', 'delivered');
    await told(old[1]!, 'dsn-5.1.1');
    expect(await ended(subscriber)).toEqual([]);
    const since = await delivered(subscriber);
    await db.query('update deliveries set queued_at = now(), sent_at = now() where id = $1', [since]);
    await told(since, 'complaint', 'delivered');
    expect(await ended(subscriber)).toEqual(['complaint']);
  });

  test('a complaint ends it at once, and the message counts as delivered', async () => {
    const subscriber = await person();
    const id = await delivered(subscriber);
    await told(id, 'complaint', 'delivered');
    expect(await ended(subscriber)).toEqual(['complaint']);
    expect(await db.query('select state from deliveries where id = $1', [id])).toEqual([{ state: 'delivered' }]);
  });
});
