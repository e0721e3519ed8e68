import smpp, { type OutgoingPdu, type Pdu, type Session } from 'smpp';
import { smppReason } from './error-codes.ts';

/** A session could not be had, or is over; `code` is the reason. */
export class NotBound extends Error {
  override readonly name = 'NotBound';
  readonly code: string;
  constructor(code: string) {
    super('not bound');
    this.code = code;
  }
}

/** An answer of the other side, or why there is none: then nobody knows what became of the request. */
export type Answer = { readonly kind: 'answered'; readonly pdu: Pdu } | { readonly kind: 'unanswered'; readonly code: string };

export interface LinkOptions {
  /** `smpp://system_id:password@host:port` or `smpps://…`. */
  readonly url: string;
  readonly systemType: string;
  /** Longest waits, milliseconds: for a connection and its bind, for an answer, and between two proofs of life. */
  readonly connectMs: number;
  readonly answerMs: number;
  readonly enquireMs: number;
  /** Sees what the operator brings; resolves to the command_status of the answer. Does not reject. */
  readonly onDeliver: (pdu: Pdu) => Promise<number>;
  /** Called once, when the link is over. */
  readonly onEnd: (code: string) => void;
}

/** A bound session. Once over it stays so. */
export interface Link {
  /** False when over, or when what was written before has not all left this process: a write would queue. */
  readonly clear: boolean;
  /** Resolves when it is clear; rejects with {@link NotBound}. */
  whenClear(): Promise<void>;
  /** Written in this tick, together with whatever else is. `onLate` sees an answer that came after it had been called unanswered. */
  submit(pdu: OutgoingPdu, onLate: (answer: Pdu) => void): Promise<Answer>;
  /** Resolves when the other side answers; ends the link and rejects with {@link NotBound} when it does not. */
  enquire(): Promise<void>;
  end(code: string): void;
}

const INTERFACE_VERSION = 0x34;
const DEFAULT_PORT = { 'smpp:': 2775, 'smpps:': 3550 } as const;

/** Connects and binds as transceiver (SMPP 3.4, 4.1.5). Rejects with {@link NotBound}. */
export async function openLink(options: LinkOptions): Promise<Link> {
  const { hostname, port, protocol, username, password } = new URL(options.url);
  const tls = protocol === 'smpps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const session = smpp.connect({ host, port: Number(port) || DEFAULT_PORT[tls ? 'smpps:' : 'smpp:'], tls, servername: host });
  // The library parses nothing more once it has reported an error.
  const ended = new Promise<string>((resolve) => {
    session.once('error', (error: Error & { readonly code?: unknown }) => {
      resolve(`smpp-${typeof error.code === 'string' ? error.code.toLowerCase() : 'protocol'}`);
      session.destroy();
    });
    session.on('error', () => undefined);
    session.once('close', () => resolve('smpp-connection-lost'));
  });
  const timer = setTimeout(
    () => session.emit('error', Object.assign(new Error('no bind in time'), { code: 'timeout' })),
    options.connectMs,
  );
  try {
    await firstOf(ended, new Promise<void>((resolve) => session.once(tls ? 'secureConnect' : 'connect', () => resolve())));
    session.socket.setNoDelay(true);
    const bind = { system_id: decodeURIComponent(username), password: decodeURIComponent(password), system_type: options.systemType };
    const answer = await firstOf(ended, ask(session, 'bind_transceiver', { ...bind, interface_version: INTERFACE_VERSION }));
    if (answer.command_status !== 0) throw new NotBound(smppReason(answer.command_status).replace('smpp-', 'smpp-bind-'));
  } catch (error) {
    session.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return linkOf(session, ended, options);
}

function linkOf(session: Session, ended: Promise<string>, options: LinkOptions): Link {
  const unanswered = new Set<(code: string) => void>();
  let over: string | null = null;
  let corked = false;
  /** Those who wait until all that was written has left. */
  let waiting: (() => void)[] = [];

  const sent = (): void => {
    if (waiting.length === 0 || (over === null && session.socket.writableLength > 0)) return;
    const those = waiting;
    waiting = [];
    for (const go of those) go();
  };
  /** Writes of one tick go out as one: a call of the system for each takes longer than all else that is done for a message. */
  const gather = (): void => {
    if (corked) return;
    corked = true;
    session.socket.cork();
    process.nextTick(() => {
      corked = false;
      session.socket.uncork();
    });
  };

  const end = (code: string): void => {
    if (over !== null) return;
    over = code;
    clearInterval(beat);
    session.destroy();
    for (const fail of [...unanswered]) fail(code);
    sent();
    options.onEnd(code);
  };

  const request = (pdu: Pdu | OutgoingPdu, onLate: (pdu: Pdu) => void): Promise<Answer> =>
    new Promise((resolve) => {
      let open = true;
      const settle = (answer: Answer): void => {
        open = false;
        clearTimeout(timer);
        unanswered.delete(fail);
        resolve(answer);
      };
      const fail = (code: string): void => settle({ kind: 'unanswered', code });
      const timer = setTimeout(() => fail('smpp-timeout'), options.answerMs);
      unanswered.add(fail);
      const onAnswer = (answer: Pdu): void => (open ? settle({ kind: 'answered', pdu: answer }) : onLate(answer));
      gather();
      if (!session.send(pdu, onAnswer, sent)) sent();
    });

  const enquire = async (): Promise<void> => {
    const answer = over === null ? await request(new smpp.PDU('enquire_link'), () => undefined) : null;
    if (answer?.kind === 'unanswered') end('smpp-silent');
    if (over !== null) throw new NotBound(over);
  };

  const beat = setInterval(() => void enquire().catch(() => undefined), options.enquireMs).unref();
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  session.on('deliver_sm', (pdu: Pdu) => {
    void options.onDeliver(pdu).then((command_status) => session.send(pdu.response({ command_status })));
  });
  session.on('unbind', (pdu: Pdu) => session.send(pdu.response(), undefined, () => end('smpp-unbound')));
  void ended.then(end);

  return {
    get clear() {
      return over === null && session.socket.writable && (corked || session.socket.writableLength === 0);
    },
    async whenClear() {
      while (over === null && session.socket.writable && !corked && session.socket.writableLength > 0)
        await new Promise<void>((resolve) => waiting.push(resolve));
      if (over !== null || !session.socket.writable) throw new NotBound(over ?? 'smpp-connection-lost');
    },
    submit: request,
    enquire,
    end,
  };
}

function ask(session: Session, command: string, fields: object): Promise<Pdu> {
  return new Promise((resolve) => {
    session.send(new smpp.PDU(command, fields), resolve);
  });
}

/** What `work` resolves to, unless the session ends first: then it rejects with {@link NotBound}. */
function firstOf<T>(ended: Promise<string>, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    ended.then((code): never => {
      throw new NotBound(code);
    }),
  ]);
}
