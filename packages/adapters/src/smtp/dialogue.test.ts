import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GateAnswer } from '@loa/domain/delivery';
import type { Channel, OutgoingMessage } from '@loa/domain/ports';
import { attemptOfToken } from '@loa/runtime';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { smtpChannel, type SmtpOptions } from './smtp-channel.ts';

const go = (): GateAnswer => ({ go: true });
const message: OutgoingMessage = {
  ...{ deliveryId: 7, attempt: 2, to: 'p7@example.com', warningId: 'actual-1', status: 'Actual', level: 3, language: 'en' },
  content: { subject: 'Storm', text: 'Take shelter.\r\n.a line that begins with a dot\r\n', html: '<p>Take shelter.\n.another</p>' },
  ...{ issuedAt: '2025-11-06T00:00:00.000Z', expiresAt: '2025-11-07T00:00:00.000Z' },
};
const recipients = ['a', 'b', 'c'].map((name, at) => ({ deliveryId: at + 1, attempt: 1, to: `${name}@example.com` }));

interface Taken {
  readonly from: string;
  readonly text: string;
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** A server with these options, and what it took. */
async function serve(
  options: SMTPServerOptions,
  scheme = 'smtp',
  more: Partial<SmtpOptions> = {},
  user = '',
  host = 'localhost',
  query = '',
) {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disableReverseLookup: true, logger: false, closeTimeout: 100 },
    onData(stream, session, reply) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom } = session.envelope;
        taken.push({ from: mailFrom === false ? '' : mailFrom.address, text: Buffer.concat(chunks).toString('utf8') });
        reply();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const channel = smtpChannel({
    url: `${scheme}://${user}${host}:${port}${query}`,
    from: 'loa@loa.example',
    now: () => new Date(),
    ...more,
  });
  stops.push(() => channel.close());
  return { channel, taken };
}

const plain = { disabledCommands: ['AUTH', 'STARTTLS'] };
const refuseB: SMTPServerOptions['onRcptTo'] = ({ address }, _, reply) =>
  reply(address.startsWith('b') ? Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }) : undefined);
const group = (channel: Channel) => channel.groups?.send({ ...message, recipients }, go);

describe.each([
  ['one command after another', { hidePIPELINING: true }],
  ['by pipelining', {}],
])('%s', (_, options) => {
  test('the message arrives as it was written, dots and all, and refusals are read one by one', async () => {
    const { channel, taken } = await serve({ ...plain, ...options, onRcptTo: refuseB }, 'smtp', { groupOf: 10 });
    expect(await group(channel)).toMatchObject([
      { kind: 'accepted' },
      { kind: 'permanent', reason: 'smtp-550-5.1.1' },
      { kind: 'accepted' },
    ]);
    const read = await simpleParser(taken[0]?.text ?? '');
    expect([read.text, read.html]).toEqual(['Take shelter.\n.a line that begins with a dot\n', '<p>Take shelter.\n.another</p>']);
    expect(taken[0]?.text).not.toMatch(/^\./m);
  });

  test('where MAIL is refused all are, and the connection serves the next message', async () => {
    let asked = 0;
    const onMailFrom: SMTPServerOptions['onMailFrom'] = (_address, _session, reply) =>
      reply((asked += 1) === 1 ? Object.assign(new Error('4.3.2 not now'), { responseCode: 451 }) : undefined);
    const { channel, taken } = await serve({ ...plain, ...options, onMailFrom }, 'smtp', { groupOf: 10 });
    expect(await group(channel)).toEqual(recipients.map(() => ({ kind: 'retryable', reason: 'smtp-451-4.3.2' })));
    expect(await channel.send(message, go)).toMatchObject({ kind: 'accepted' });
    expect(taken).toHaveLength(1);
  });
});

describe('a server that will have nothing from us is the channel’s fault', () => {
  const refusal = (text: string) => Object.assign(new Error(text), { responseCode: 554 });

  test('where it says so at MAIL', async () => {
    const onMailFrom: SMTPServerOptions['onMailFrom'] = (_address, _session, reply) => reply(refusal('5.7.1 blocked'));
    const { channel } = await serve({ ...plain, onMailFrom }, 'smtp', { groupOf: 10 });
    expect(await channel.send(message, go)).toEqual({ kind: 'channel-down', reason: 'smtp-554-5.7.1' });
    expect(await group(channel)).toEqual(recipients.map(() => ({ kind: 'channel-down', reason: 'smtp-554-5.7.1' })));
  });

  test('where it greets with it', async () => {
    const { channel } = await serve({ ...plain, onConnect: (_session, reply) => reply(refusal('5.7.1 blocked')) });
    expect(await channel.send(message, go)).toMatchObject({ kind: 'channel-down', reason: expect.stringMatching(/^smtp-554/) });
  });
});

test('by LMTP each recipient has an answer of its own after the data', async () => {
  const onData: SMTPServerOptions['onData'] = (stream, session, reply) => {
    stream.resume();
    stream.on('end', () => {
      const answers = session.envelope.rcptTo.map(({ address }) =>
        address.startsWith('b') ? Object.assign(new Error('4.2.2 mailbox full'), { responseCode: 452 }) : 'fine',
      );
      // LMTP's list of answers is not in the types.
      (reply as (error: null, answers: readonly (Error | string)[]) => void)(null, answers);
    });
  };
  const { channel } = await serve({ ...plain, lmtp: true, onData }, 'lmtp', { groupOf: 10 });
  expect(await group(channel)).toMatchObject([{ kind: 'accepted' }, { kind: 'retryable', reason: 'smtp-452-4.2.2' }, { kind: 'accepted' }]);
  expect(await channel.send(message, go)).toMatchObject({ kind: 'accepted' });
});

test('bounces go to a return path that names the attempt; a group’s to the plain address', async () => {
  const returnPath = { address: 'bounces@bounce.example', secret: 'secret of bounces' };
  const { channel, taken } = await serve(plain, 'smtp', { returnPath, groupOf: 10 });
  await channel.send(message, go);
  await group(channel);
  const token = /^bounces\+(.+)@bounce\.example$/.exec(taken[0]?.from ?? '')?.[1] ?? '';
  expect(attemptOfToken('secret of bounces', token)).toEqual({ deliveryId: 7, attempt: 2 });
  expect(taken[1]?.from).toBe('bounces@bounce.example');
});

test('an address that is not ASCII goes out where the server takes such, its domain as the DNS has it', async () => {
  const to: string[] = [];
  const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _, reply) => {
    to.push(address);
    reply();
  };
  const takes = await serve({ ...plain, onRcptTo });
  expect(await takes.channel.send({ ...message, to: 'đài@bão.example' }, go)).toMatchObject({ kind: 'accepted' });
  expect(to).toHaveLength(1);
  const plainOnly = await serve({ ...plain, hideSMTPUTF8: true, onRcptTo });
  expect(await plainOnly.channel.send({ ...message, to: 'đài@bão.example' }, go)).toEqual({ kind: 'permanent', reason: 'address-invalid' });
  expect(await plainOnly.channel.send({ ...message, to: 'dai@bão.example' }, go)).toMatchObject({ kind: 'accepted' });
  expect(to[1]).toMatch(/^dai@(xn--|bão)/);
});

describe('a server that wants to know who we are', () => {
  const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, _, reply) =>
    username === 'loa' && password === 'p@ss' ? reply(null, { user: 'loa' }) : reply(new Error('5.7.8 who are you'));

  test.each([['PLAIN'], ['LOGIN']])('is told by AUTH %s', async (method) => {
    const options = { authOptional: false, authMethods: [method], allowInsecureAuth: true, disabledCommands: ['STARTTLS'], onAuth };
    expect(await (await serve(options, 'smtp', {}, 'loa:p%40ss@')).channel.send(message, go)).toMatchObject({ kind: 'accepted' });
    const wrong = await serve(options, 'smtp', {}, 'loa:wrong@');
    expect(await wrong.channel.send(message, go)).toMatchObject({ kind: 'channel-down', reason: 'smtp-535-5.7.8' });
  });

  test('of another machine is told no password without TLS, unless its address says so', async () => {
    const passwords: unknown[] = [];
    const seen: SMTPServerOptions['onAuth'] = (auth, session, reply) => {
      passwords.push(auth.password);
      onAuth(auth, session, reply);
    };
    const options = { authOptional: false, allowInsecureAuth: true, disabledCommands: ['STARTTLS'], onAuth: seen };
    // Leads to this machine, and is none of its loopback addresses.
    const elsewhere = await serve(options, 'smtp', {}, 'loa:p%40ss@', '0.0.0.0');
    expect(await elsewhere.channel.send(message, go)).toMatchObject({ kind: 'channel-down', reason: 'smtp-epasswordinclear' });
    expect(passwords).toEqual([]);
    const allowed = await serve(options, 'smtp', {}, 'loa:p%40ss@', '0.0.0.0', '?auth=clear');
    expect(await allowed.channel.send(message, go)).toMatchObject({ kind: 'accepted' });
    expect(passwords).toEqual(['p@ss']);
  });
});

test('STARTTLS is used where it is offered, and a certificate that nobody vouches for is the channel’s fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', keyFile, '-out', certFile, ...subject],
    { stdio: 'ignore' },
  );
  const [key, ca] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')];
  rmSync(folder, { recursive: true, force: true });
  const secure: boolean[] = [];
  const onMailFrom: SMTPServerOptions['onMailFrom'] = (_, session, reply) => {
    secure.push(session.secure);
    reply();
  };
  const trusted = await serve({ key, cert: ca, onMailFrom }, 'smtp', { ca });
  expect(await trusted.channel.send(message, go)).toMatchObject({ kind: 'accepted' });
  expect(secure).toEqual([true]);
  const unknown = await serve({ key, cert: ca });
  expect(await unknown.channel.send(message, go)).toMatchObject({ kind: 'channel-down' });
  const fromTheStart = await serve({ key, cert: ca, secure: true }, 'smtps', { ca });
  expect(await fromTheStart.channel.send(message, go)).toMatchObject({ kind: 'accepted' });
});
