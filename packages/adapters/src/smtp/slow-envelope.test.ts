import { createServer, type Socket } from 'node:net';
import type { GateAnswer } from '@loa/domain/delivery';
import type { OutgoingMessage } from '@loa/domain/ports';
import { afterEach, describe, expect, test } from 'vitest';
import { smtpChannel } from './smtp-channel.ts';

const message: OutgoingMessage = {
  ...{ deliveryId: 1, attempt: 1, to: 'p1@example.com', warningId: 'actual-1', status: 'Actual', level: 3, language: 'en' },
  content: { subject: 'Storm', text: 'Take shelter.\r\n', html: '<p>Take shelter.</p>' },
  ...{ issuedAt: '2025-11-06T00:00:00.000Z', expiresAt: '2025-11-07T00:00:00.000Z' },
};
const recipients = [1, 2].map((n) => ({ deliveryId: n, attempt: 1, to: `p${n}@example.com` }));

const ANSWERS = { EHLO: '250 one', LHLO: '250 one', MAIL: '250 fine', RCPT: '250 fine', DATA: '354 go on', QUIT: '221 bye' };
type Verb = keyof typeof ANSWERS;
const isVerb = (word: string): word is Verb => word in ANSWERS;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** A server that keeps its answer to the first command of `slow` until `answer` is called; whom it was told of, and what of messages came. */
async function serve({ slow, pipelining, lmtp = false }: { slow: Verb; pipelining: boolean; lmtp?: boolean }) {
  const { promise: answered, resolve: answer } = Promise.withResolvers<undefined>();
  const reached = Promise.withResolvers<undefined>();
  const [named, bodies]: [string[], string[]] = [[], []];
  const sockets = new Set<Socket>();
  let kept = false;
  const talk = async (socket: Socket): Promise<void> => {
    let [unread, inMessage, body, taken] = ['', false, '', 0];
    const say = (text: string): void => void (socket.writable && socket.write(`${text}\r\n`));
    say('220 one');
    for await (const chunk of socket.setEncoding('latin1')) {
      unread += String(chunk);
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const line = unread.slice(0, end);
        unread = unread.slice(end + 2);
        if (inMessage) {
          inMessage = line !== '.';
          body += `${line}\n`;
          if (inMessage) continue;
          bodies.push(body);
          for (let nth = 0; nth < (lmtp ? taken : 1); nth += 1) say('250 taken');
          continue;
        }
        const verb = line.slice(0, 4);
        if (!isVerb(verb)) throw new Error(`not a command: ${line}`);
        if (verb === 'RCPT') named.push(line.replace(/^.*<|>.*$/g, ''));
        taken = verb === 'RCPT' ? taken + 1 : verb === 'MAIL' ? 0 : taken;
        if (verb === slow && !kept) {
          kept = true;
          reached.resolve(undefined);
          await answered;
        }
        if (verb === 'DATA') [inMessage, body] = [true, ''];
        say(pipelining && verb.endsWith('HLO') ? '250-one\r\n250 PIPELINING' : ANSWERS[verb]);
      }
    }
  };
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    talk(socket).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => (server.close(() => resolve()), sockets.forEach((socket) => socket.destroy()))));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const url = `${lmtp ? 'lmtp' : 'smtp'}://127.0.0.1:${port}`;
  const channel = smtpChannel({ url, from: 'loa@loa.example', now: () => new Date(), groupOf: 10 });
  stops.push(() => channel.close());
  return { channel, named, bodies, open: sockets, reached: reached.promise, answer: () => answer(undefined) };
}

/** Open until `close`; for all or for some. */
function gate() {
  let closed: { only: number | null; answer: GateAnswer } | null = null;
  return {
    ask: (id = 0): GateAnswer => (closed !== null && (closed.only ?? id) === id ? closed.answer : { go: true }),
    close(reason: 'recalled' | 'expired' | 'paused' | 'lease-lost', only: number | null = null): void {
      closed = { only, answer: { go: false, reason } };
    },
  };
}

describe.each([
  ['by pipelining', true],
  ['one command after another', false],
])('%s', (_, pipelining) => {
  test.each([
    ['MAIL', 'recalled'],
    ['RCPT', 'expired'],
    ['DATA', 'paused'],
    ['DATA', 'lease-lost'],
  ] as const)(
    'a message whose gate closes while a server is slow at %s ends as the gate says (%s), and nothing of it goes out',
    async (slow, reason) => {
      const { channel, named, bodies, open, reached, answer } = await serve({ slow, pipelining });
      const { ask, close } = gate();
      const sent = channel.send(message, () => ask());
      await reached;
      close(reason);
      answer();
      expect(await sent).toEqual({ kind: 'stopped', reason });
      await expect.poll(() => open.size).toBe(0);
      expect(await channel.send({ ...message, deliveryId: 2, to: 'p2@example.com' }, () => ({ go: true }))).toMatchObject({
        kind: 'accepted',
      });
      expect([named, bodies]).toEqual([['p1@example.com', 'p2@example.com'], [expect.stringContaining('To: <p2@example.com>')]]);
    },
  );

  test('of a group those go by another connection who may still be told', async () => {
    const { channel, named, bodies, reached, answer } = await serve({ slow: 'DATA', pipelining });
    const { ask, close } = gate();
    const sent = channel.groups?.send({ ...message, recipients }, ask);
    await reached;
    close('expired', 1);
    answer();
    expect(await sent).toMatchObject([{ kind: 'stopped', reason: 'expired' }, { kind: 'accepted' }]);
    expect([named, bodies.length]).toEqual([['p1@example.com', 'p2@example.com', 'p2@example.com'], 1]);
  });
});

test('by LMTP a gate that closes while a server is slow lets nothing out either', async () => {
  const { channel, bodies, reached, answer } = await serve({ slow: 'RCPT', pipelining: true, lmtp: true });
  const { ask, close } = gate();
  const sent = channel.groups?.send({ ...message, recipients }, ask);
  await reached;
  close('recalled');
  answer();
  expect(await sent).toEqual(recipients.map(() => ({ kind: 'stopped', reason: 'recalled' })));
  expect(bodies).toEqual([]);
});
