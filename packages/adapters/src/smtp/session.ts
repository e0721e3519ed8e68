import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { logIn } from './log-in.ts';
import { oneReply, type ReplyReader, replyReader } from './reply-reader.ts';
import { expectPositive, isPositive, SmtpError } from './smtp-error.ts';

/** Waits on the remote side, milliseconds: alerts must not hang for minutes, as RFC 5321, 4.5.3.2 would let them. */
const CONNECT_MS = 5_000;
/** Longest silence inside a transaction; an idle connection is dropped after it, too. */
const SILENCE_MS = 60_000;

/** Somebody between us and the server may have taken STARTTLS out of what it offers (RFC 3207, 6). */
const IN_CLEAR = new Error('SMTP_URL: the server offers no STARTTLS; its password goes in clear only with ?auth=clear');

export interface SessionOptions {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** LMTP (RFC 2033): an answer for each recipient after the data. */
  readonly lmtp: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  /** The password may go without TLS. */
  readonly inClear: boolean;
  /** Certificate authorities to trust beside the system's, PEM. */
  readonly ca?: string | undefined;
}

/** A connection that has greeted and logged in. */
export interface Session {
  readonly lmtp: boolean;
  /** Keywords of the server's EHLO answer, upper case. */
  readonly offers: ReadonlySet<string>;
  /** Writes in one piece, in this tick; a character to a byte. */
  write(text: string): void;
  /** The same with bytes between two texts, which are not copied. */
  writeAround(before: string, bytes: Uint8Array, after: string): void;
  readonly next: ReplyReader['next'];
  /** The server has spoken unasked (421 before it goes) or is gone: it can carry no transaction. */
  readonly isSpent: boolean;
  readonly closed: Promise<void>;
  /** Says goodbye. */
  close(): void;
  /** Ends it as it is. */
  abandon(): void;
}

/** Connects, greets, secures and logs in (RFC 5321, 3207, 4954). Rejects with {@link SmtpError}, of code `EPASSWORDINCLEAR` where only that way is offered. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { host, port, secure, lmtp, login } = options;
  const tls = { ...(isIP(host) === 0 && { servername: host }), ...(options.ca !== undefined && { ca: options.ca }) };
  let wire = attach(secure ? connectTls({ host, port, ...tls }) : connectPlain({ host, port }));
  const timer = setTimeout(() => wire.socket.destroy(new SmtpError('ETIMEDOUT')), CONNECT_MS);
  try {
    expectPositive(await oneReply(wire.replies), 'ECONNECTION');
    let offers = await greet(wire, lmtp);
    if (!secure && offers.has('STARTTLS')) {
      wire.socket.write('STARTTLS\r\n');
      expectPositive(await oneReply(wire.replies), 'ETLS');
      // What was said before is not believed after: somebody between us and the server may have said it.
      wire.socket.removeAllListeners();
      wire = attach(connectTls({ socket: wire.socket, ...tls }));
      offers = await greet(wire, lmtp);
    }
    if (login !== null) {
      if (!options.inClear && !(wire.socket instanceof TLSSocket)) throw new SmtpError('EPASSWORDINCLEAR', undefined, { cause: IN_CLEAR });
      await logIn(wire, offers, login);
    }
    wire.socket.setTimeout(SILENCE_MS);
    return sessionOn(wire, offers, lmtp);
  } catch (error) {
    wire.socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A socket and what is read from it. */
export interface Wire {
  readonly socket: Socket;
  readonly replies: ReplyReader;
}

function attach(socket: Socket): Wire {
  const replies = replyReader();
  let why = new SmtpError('ECONNECTION');
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => replies.take(chunk.toString('latin1')));
  socket.on('error', (error) => (why = error instanceof SmtpError ? error : new SmtpError('ESOCKET', undefined, { cause: error })));
  socket.on('timeout', () => socket.destroy(new SmtpError('ETIMEDOUT')));
  socket.on('end', () => socket.destroy());
  socket.on('close', () => replies.end(why));
  return { socket, replies };
}

async function greet({ socket, replies }: Wire, lmtp: boolean): Promise<ReadonlySet<string>> {
  const name = hostname().includes('.') ? hostname() : '[127.0.0.1]';
  socket.write(`${lmtp ? 'LHLO' : 'EHLO'} ${name}\r\n`);
  const answer = await oneReply(replies);
  if (isPositive(answer)) return new Set(answer.text.split('\n').flatMap((line) => keywords(line)));
  if (lmtp) throw new SmtpError('EPROTOCOL', answer);
  socket.write(`HELO ${name}\r\n`);
  expectPositive(await oneReply(replies), 'EPROTOCOL');
  return new Set();
}

/** `AUTH PLAIN LOGIN` gives `AUTH`, `AUTH PLAIN` and `AUTH LOGIN`. */
function keywords(line: string): string[] {
  const [name = '', ...rest] = line
    .replace(/^\d{3}[ -]/, '')
    .toUpperCase()
    .split(/[ =]+/);
  return [name, ...rest.map((one) => `${name} ${one}`)];
}

function sessionOn({ socket, replies }: Wire, offers: ReadonlySet<string>, lmtp: boolean): Session {
  return {
    lmtp,
    offers,
    write: (text) => void socket.write(text, 'latin1'),
    writeAround(before, bytes, after) {
      socket.cork();
      socket.write(before, 'latin1');
      socket.write(bytes);
      socket.write(after, 'latin1');
      socket.uncork();
    },
    next: (count) => replies.next(count),
    get isSpent() {
      return replies.isSpent || socket.destroyed;
    },
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    close() {
      if (!socket.destroyed) socket.end('QUIT\r\n');
      socket.destroySoon();
    },
    abandon: () => void socket.destroy(),
  };
}
