import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { createRules, type SmtpRule } from './smtp-rules.ts';

export type { SmtpRule };

/** A message that the sink has taken. */
export interface SinkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly messageId: string | null;
  /** Lower-case names, unfolded, not decoded; of a repeated header the last. */
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch milliseconds at the sender's MAIL command: when the operation started on the wire. */
  readonly begunAt: number;
  /** Epoch milliseconds at the end of DATA. */
  readonly at: number;
  readonly bytes: number;
  /** The whole message; empty unless the sink was started with `keepRaw`. */
  readonly raw: string;
}

/** A running SMTP server that delivers nowhere. */
export interface SmtpSink {
  readonly url: string;
  readonly port: number;
  /** Recipients of what was taken: a mail to three counts three times. */
  count(): number;
  messages(): readonly SinkMail[];
  /** Replaces the rules; without rules everything is taken. */
  behave(rules: readonly SmtpRule[]): void;
  clear(): void;
  stop(): Promise<void>;
}

/** What a sink keeps of a mail: the whole of it, and of its headers only these (lower case); absent: not the whole, and all headers. */
interface Kept {
  readonly keepRaw?: boolean;
  readonly keepHeaders?: readonly string[];
}

/** Starts an SMTP server on the loopback address that keeps what it is given, and answers by rule. */
export async function startSmtpSink(options: Kept & { behave?: readonly SmtpRule[]; port?: number } = {}): Promise<SmtpSink> {
  const kept: SinkMail[] = [];
  let recipients = 0;
  const rules = createRules<SmtpRule>();
  rules.set(options.behave ?? []);
  const sockets = new Map<number, Socket>();
  const begun = new Map<string, number>();

  /** Carries a rule out; calls `accept` when the outcome is to be as without a rule. */
  function apply(rule: SmtpRule | null, session: SMTPServerSession, reply: (error?: Error) => void, accept: () => void): void {
    const act = () => {
      const answer = rule?.answer ?? 'accept';
      if (answer === 'hang') return;
      if (typeof answer === 'object') reply(refusal(answer.code, answer.text));
      else {
        if (answer !== 'reset') accept();
        if (answer === 'accept') reply();
        else sockets.get(session.remotePort)?.resetAndDestroy();
      }
    };
    if (rule?.delayMs === undefined) act();
    else setTimeout(act, rule.delayMs);
  }

  /** The library asks nobody before it answers DATA. */
  function askAtData(session: SMTPServerSession): void {
    for (const connection of server.connections) {
      if (connection.id !== session.id) continue;
      const goOn = connection.handler_DATA.bind(connection);
      connection.handler_DATA = (command, done) => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        const rule = rules.take(({ at }) => at === 'go-on', to);
        const reply = (error?: Error & { responseCode?: number }): void => {
          if (error === undefined) return goOn(command, done);
          connection.send(error.responseCode ?? 450, error.message);
          done();
        };
        apply(rule, session, reply, () => undefined);
      };
    }
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect(session, reply) {
      askAtData(session);
      apply(
        rules.take((rule) => rule.at === 'connect', []),
        session,
        reply,
        () => undefined,
      );
    },
    onMailFrom(_, session, reply) {
      begun.set(session.id, Date.now());
      apply(
        rules.take((rule) => rule.at === 'mail', []),
        session,
        reply,
        () => undefined,
      );
    },
    onClose: (session) => void begun.delete(session.id),
    onRcptTo: (address, session, reply) =>
      apply(
        rules.take((rule) => rule.at === 'rcpt', [address.address]),
        session,
        reply,
        () => undefined,
      ),
    onData(stream, session, reply) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      const begunAt = begun.get(session.id) ?? Date.now();
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
        apply(
          rules.take((rule) => rule.at === 'data', to),
          session,
          reply,
          () => {
            const raw = Buffer.concat(chunks).toString('utf8');
            kept.push({ ...mailOf(from, to, raw, options), begunAt });
            recipients += to.length;
          },
        );
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (sockets.get(port) === socket) sockets.delete(port);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    count: () => recipients,
    messages: () => kept,
    behave: (next) => rules.set(next),
    clear() {
      kept.length = 0;
      recipients = 0;
    },
    async stop() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** Copies of the values: what is cut out of a string keeps the whole of it in memory. */
function only(names: readonly string[], headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, Buffer.from(headers[name]).toString()]])));
}

function mailOf(from: string, to: readonly string[], raw: string, { keepRaw, keepHeaders }: Kept): Omit<SinkMail, 'begunAt'> {
  const end = raw.indexOf('\r\n\r\n');
  const head = (end < 0 ? raw : raw.slice(0, end)).replace(/\r\n[ \t]+/g, ' ');
  const all: Record<string, string> = {};
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) all[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const headers = keepHeaders === undefined ? all : only(keepHeaders, all);
  const bytes = Buffer.byteLength(raw);
  return { from, to, messageId: headers['message-id'] ?? null, headers, at: Date.now(), bytes, raw: keepRaw === true ? raw : '' };
}
