import type { Socket } from 'node:net';
import type { GateAnswer } from '@loa/domain/delivery';
import type { OutgoingMessage } from '@loa/domain/ports';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { smtpChannel, type SmtpOptions } from './smtp-channel.ts';

const go = (): GateAnswer => ({ go: true });
const stop = (): GateAnswer => ({ go: false, reason: 'recalled' });
const message = (deliveryId: number): OutgoingMessage => ({
  ...{ deliveryId, attempt: 1, to: `p${deliveryId}@example.com`, warningId: 'actual-1', status: 'Actual', level: 3, language: 'en' },
  content: { subject: 'Storm', text: 'Take shelter.\r\n', html: '<p>Take shelter.</p>' },
  ...{ issuedAt: '2025-11-06T00:00:00.000Z', expiresAt: '2025-11-07T00:00:00.000Z' },
});
const [first, second, third] = [message(1), message(2), message(3)];
const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of stops.splice(0).toReversed()) await end();
});

interface Cut {
  /** Cuts the connection of a session in the middle. */
  cut(session: SMTPServerSession): void;
}

/** A server that takes everything but for these options, and what came to it, in order. */
async function serve(options: (cut: Cut) => SMTPServerOptions = () => ({}), more: Partial<SmtpOptions> & { lmtp?: boolean } = {}) {
  const said: string[] = [];
  const taken: string[] = [];
  const open = new Set<string>();
  let connections = 0;
  const sockets = new Map<number, Socket>();
  const given = options({ cut: ({ remotePort }) => void sockets.get(remotePort)?.destroy() });
  const server = new SMTPServer({
    ...{ authOptional: true, disableReverseLookup: true, logger: false, closeTimeout: 100, disabledCommands: ['AUTH', 'STARTTLS'] },
    ...given,
    onConnect(session, reply) {
      connections += 1;
      open.add(session.id);
      reply();
    },
    onClose: (session) => void open.delete(session.id),
    onRcptTo(address, session, reply) {
      said.push(address.address);
      if (given.onRcptTo === undefined) reply();
      else given.onRcptTo(address, session, reply);
    },
    onData(stream, session, reply) {
      stream.resume();
      stream.on('end', () => {
        taken.push(...session.envelope.rcptTo.map(({ address }) => address));
        if (given.onData === undefined) reply();
        else given.onData(stream, session, reply);
      });
    },
  });
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort ?? 0, socket));
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const { lmtp, ...others } = more;
  const url = `${lmtp === true ? 'lmtp' : 'smtp'}://localhost:${port}`;
  const channel = smtpChannel({ url, from: 'loa@loa.example', now: () => new Date(), connections: 2, ...others });
  stops.push(() => channel.close());
  return { channel, said, taken, open, connections: () => connections };
}

describe.each([
  ['SMTP', false],
  ['LMTP', true],
])('by %s', (_, lmtp) => {
  test('the envelope of the next message goes out behind a message, and the next message not before it is sent', async () => {
    const { channel, said, taken, connections } = await serve(() => ({ lmtp }), { lmtp });
    expect(await channel.send(first, go, () => second)).toMatchObject({ kind: 'accepted' });
    await expect.poll(() => said).toEqual([first.to, second.to]);
    expect(taken).toEqual([first.to]);
    expect(await channel.send(second, go, () => third)).toMatchObject({ kind: 'accepted' });
    expect(await channel.send(third, go)).toMatchObject({ kind: 'accepted' });
    expect(taken).toEqual([first.to, second.to, third.to]);
    expect(connections()).toBe(1);
  });
});

test('where the server takes no commands together nothing is announced', async () => {
  const { channel, said, taken } = await serve(() => ({ hidePIPELINING: true }));
  let asked = 0;
  expect(await channel.send(first, go, () => ((asked += 1), second))).toMatchObject({ kind: 'accepted' });
  expect([asked, said]).toEqual([0, [first.to]]);
  expect(await channel.send(second, go)).toMatchObject({ kind: 'accepted' });
  expect(taken).toEqual([first.to, second.to]);
});

test('a gate that closes after a message was announced lets nothing of it out, and ends the connection that waits for it', async () => {
  const { channel, said, taken, open } = await serve();
  await channel.send(first, go, () => second);
  await expect.poll(() => said).toEqual([first.to, second.to]);
  expect(await channel.send(second, stop)).toEqual({ kind: 'stopped', reason: 'recalled' });
  await expect.poll(() => open.size).toBe(0);
  expect(await channel.send(third, go)).toMatchObject({ kind: 'accepted' });
  expect(taken).toEqual([first.to, third.to]);
});

test('a message that was announced and does not come gives way to others once all connections are taken', async () => {
  const { channel, taken, open, connections } = await serve();
  await channel.send(first, go, () => second);
  expect(await channel.send(third, go)).toMatchObject({ kind: 'accepted' });
  expect(connections()).toBe(2);
  await channel.send(third, go, () => message(4));
  expect(await channel.send(message(5), go)).toMatchObject({ kind: 'accepted' });
  await expect.poll(() => open.size).toBe(2);
  expect(taken).toEqual([first.to, third.to, third.to, message(5).to]);
  // It comes after all.
  expect(await channel.send(second, go)).toMatchObject({ kind: 'accepted' });
  expect(taken.at(-1)).toBe(second.to);
});

test('a closing channel says nothing to a server that waits for a message', async () => {
  const { channel, taken, open } = await serve();
  await channel.send(first, go, () => second);
  await channel.close();
  await expect.poll(() => open.size).toBe(0);
  expect(taken).toEqual([first.to]);
});

const refuseOnce = (nth: number, error: Error): NonNullable<SMTPServerOptions['onMailFrom']> => {
  let asked = 0;
  return (_address, _session, reply) => reply((asked += 1) === nth ? error : undefined);
};

test('an announced MAIL that is refused is the answer of its message, and the connection serves the one after it', async () => {
  const { channel, taken, connections } = await serve(() => ({ onMailFrom: refuseOnce(2, refusal(451, '4.3.2 not now')) }));
  expect(await channel.send(first, go, () => second)).toMatchObject({ kind: 'accepted' });
  expect(await channel.send(second, go)).toEqual({ kind: 'retryable', reason: 'smtp-451-4.3.2' });
  expect(await channel.send(third, go)).toMatchObject({ kind: 'accepted' });
  expect([taken, connections()]).toEqual([[first.to, third.to], 1]);
});

test('an announced recipient who is refused is judged by that', async () => {
  const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _, reply) =>
    reply(address === second.to ? refusal(550, '5.1.1 no such mailbox') : undefined);
  const { channel, taken, connections } = await serve(() => ({ onRcptTo }));
  expect(await channel.send(first, go, () => second)).toMatchObject({ kind: 'accepted' });
  expect(await channel.send(second, go)).toEqual({ kind: 'permanent', reason: 'smtp-550-5.1.1' });
  expect(await channel.send(third, go)).toMatchObject({ kind: 'accepted' });
  expect([taken, connections()]).toEqual([[first.to, third.to], 1]);
});

test('where the server goes in place of an announced MAIL, the message before it is accepted and the announced one goes elsewhere', async () => {
  const { channel, taken, connections } = await serve(() => ({ onMailFrom: refuseOnce(2, refusal(421, '4.3.2 going')) }));
  expect(await channel.send(first, go, () => second)).toMatchObject({ kind: 'accepted' });
  expect(await channel.send(second, go)).toMatchObject({ kind: 'accepted' });
  expect([taken, connections()]).toEqual([[first.to, second.to], 2]);
});

test('a message refused after its data is judged so, and the announced one follows on the same connection', async () => {
  let nth = 0;
  const onData: SMTPServerOptions['onData'] = (_stream, _session, reply) =>
    reply((nth += 1) === 1 ? refusal(554, '5.7.1 policy') : undefined);
  const { channel, connections } = await serve(() => ({ onData }));
  expect(await channel.send(first, go, () => second)).toEqual({ kind: 'retryable', reason: 'smtp-554-5.7.1' });
  expect(await channel.send(second, go)).toMatchObject({ kind: 'accepted' });
  expect(connections()).toBe(1);
});

test('a connection cut after a message and before its answer leaves that in doubt alone: the announced one goes elsewhere, once', async () => {
  let nth = 0;
  const { channel, taken, connections } = await serve(({ cut }) => ({
    onData: (_stream, session, reply) => ((nth += 1) === 1 ? cut(session) : reply()),
  }));
  expect(await channel.send(first, go, () => second)).toEqual({ kind: 'unknown', reason: 'connection-lost-after-data' });
  expect(await channel.send(second, go)).toMatchObject({ kind: 'accepted' });
  expect([taken, connections()]).toEqual([[first.to, second.to], 2]);
});

test('a connection that is lost while an announced message waits costs nothing: it goes elsewhere, by its gate', async () => {
  let session: SMTPServerSession | undefined;
  let cutting: Cut | undefined;
  const { channel, taken, said, open } = await serve((cut) => {
    cutting = cut;
    return { onMailFrom: (_address, of, reply) => ((session = of), reply()) };
  });
  await channel.send(first, go, () => second);
  await expect.poll(() => said).toEqual([first.to, second.to]);
  if (session !== undefined) cutting?.cut(session);
  await expect.poll(() => open.size).toBe(0);
  expect(await channel.send(second, stop)).toEqual({ kind: 'stopped', reason: 'recalled' });
  expect(await channel.send(second, go)).toMatchObject({ kind: 'accepted' });
  expect(taken).toEqual([first.to, second.to]);
});
