import type { AttemptResult, Channel, OutgoingMessage } from '@loa/domain/ports';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { classify, type Stage } from './classify.ts';
import { composeMail } from './compose-mail.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  /** Envelope and header sender. */
  readonly from: string;
  /** Connections; default 8. */
  readonly slots?: number;
  /** The operator's word that this server delivers to nobody. Believed only of a loopback address. */
  readonly sink?: boolean;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

type Fault = Error & { code?: string; responseCode?: number; response?: string };

/** E-mail by SMTP on a small set of own connections: no queue and no retry behind the gate. */
export function smtpChannel(options: SmtpOptions): Channel {
  const url = new URL(options.url);
  const idle: SMTPConnection[] = [];
  const open = new Set<SMTPConnection>();

  const connect = (): Promise<SMTPConnection> =>
    new Promise((done, fail) => {
      const connection = new SMTPConnection({
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 25)),
        secure: url.protocol === 'smtps:',
        ...(LOOPBACK.has(url.hostname) ? { ignoreTLS: true } : {}),
        ...TIMEOUTS,
      });
      open.add(connection);
      const gone = (): void => {
        open.delete(connection);
        const at = idle.indexOf(connection);
        if (at >= 0) idle.splice(at, 1);
      };
      connection.once('end', gone);
      connection.on('error', (error) => {
        gone();
        fail(error);
      });
      connection.connect((error) => {
        if (error) return fail(error);
        if (url.username === '') return done(connection);
        connection.login({ credentials: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }, (refused) => (refused ? fail(refused) : done(connection)));
      });
    });

  const transmit = (connection: SMTPConnection, message: OutgoingMessage, mail: Buffer): Promise<AttemptResult> =>
    new Promise((resolve) => {
      let stage: Stage = 'envelope';
      const lost = (error: Fault): void => resolve(classify(error, stage));
      connection.once('error', lost);
      connection.once('end', () => lost(new Error('connection ended') as Fault));
      connection.send({ from: options.from, to: [message.to] }, mail, (error: Fault | null, info) => {
        connection.removeListener('error', lost);
        if (error) return resolve(classify(error, error.responseCode === undefined ? stage : 'envelope'));
        resolve({ kind: 'accepted', providerId: info.response.slice(0, 100) });
      });
      // From here a lost connection may have lost the answer to a message that was taken.
      stage = 'data';
    });

  return {
    name: 'email',
    reaches: options.sink === true && LOOPBACK.has(url.hostname) ? 'nobody' : 'people',
    slots: options.slots ?? 8,
    async send(message, gate) {
      const mail = await composeMail(message, options.from);
      let connection: SMTPConnection;
      try {
        connection = idle.pop() ?? (await connect());
      } catch (error) {
        return classify(error as Fault, 'connect');
      }
      const answer = gate();
      if (!answer.go) {
        idle.push(connection);
        return { kind: 'stopped', reason: answer.reason };
      }
      const result = await transmit(connection, message, mail);
      if (result.kind === 'accepted' || (result.kind === 'permanent' && open.has(connection))) await reset(connection, idle, open);
      else connection.close();
      return result;
    },
    async check() {
      idle.push(idle.pop() ?? (await connect()));
    },
    async close() {
      for (const connection of open) connection.quit();
      await new Promise((resolve) => setTimeout(resolve, open.size > 0 ? 50 : 0));
      for (const connection of open) connection.close();
    },
  };
}

/** Ready for the next message, or closed. */
function reset(connection: SMTPConnection, idle: SMTPConnection[], open: ReadonlySet<SMTPConnection>): Promise<void> {
  return new Promise((done) => {
    connection.reset((error) => {
      if (error) connection.close();
      else if (open.has(connection)) idle.push(connection);
      done();
    });
  });
}
