import { bytesOf, mailWriter } from '@loa/adapters/smtp';
import type { OutgoingMessage } from '@loa/domain/ports';
import { createTransport } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { nthOf, type RawChannel } from './raw-channel.ts';

/** Connections of Loa's channel for e-mail. */
const CONNECTIONS = 8;

/** Open connections of nodemailer, one envelope at a time on each, with the bytes that Loa would write. Its composer and its pool are left out. */
export async function rawSmtp(
  url: string,
  from: string,
  messages: readonly OutgoingMessage[],
  connections = CONNECTIONS,
): Promise<RawChannel> {
  const mails = await mailsOf(from, messages);
  const open = await rawConnections(url, connections);
  return { ...open, send: (nth) => open.transact(from, nthOf(mails, nth)) };
}

/** The same bytes by nodemailer as its users call it: `sendMail` with `raw` over its pool, whose connections do not end after a hundred messages. */
export async function rawNodemailer(
  url: string,
  from: string,
  messages: readonly OutgoingMessage[],
  connections: number,
): Promise<RawChannel> {
  const mails = await mailsOf(from, messages);
  const { hostname: host, port } = new URL(url);
  const transport = createTransport({ host, port: Number(port), pool: true, maxConnections: connections, maxMessages: Infinity });
  return {
    slots: connections,
    async send(nth) {
      const { to, bytes } = nthOf(mails, nth);
      await transport.sendMail({ envelope: { from, to }, raw: bytes });
    },
    close: () => transport.close(),
  };
}

interface Mail {
  readonly to: string | string[];
  readonly bytes: Buffer;
}

async function mailsOf(from: string, messages: readonly OutgoingMessage[]): Promise<readonly Mail[]> {
  const write = mailWriter({ from });
  return await Promise.all(messages.map(async (one) => ({ to: one.to, bytes: bytesOf((await write.personal(one, new Date()))()) })));
}

export interface RawConnections extends Pick<RawChannel, 'slots' | 'close'> {
  transact(from: string, mail: Mail): Promise<void>;
}

/** Opens so many connections of nodemailer. */
export async function rawConnections(url: string, count: number): Promise<RawConnections> {
  const { hostname, port } = new URL(url);
  const open = await Promise.all(Array.from({ length: count }, () => connected(hostname, Number(port))));
  const idle = [...open];
  return {
    slots: count,
    async transact(from, { to, bytes }) {
      const connection = idle.pop();
      if (connection === undefined) throw new RangeError(`more than ${count} at once`);
      await new Promise<void>((resolve, reject) => {
        connection.send({ from, to, size: bytes.length }, bytes, (error) => (error ? reject(error) : resolve()));
      });
      idle.push(connection);
    },
    close: () => open.forEach((one) => one.close()),
  };
}

function connected(host: string, port: number): Promise<SMTPConnection> {
  const connection = new SMTPConnection({ host, port });
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.connect((error?: Error | null) => (error ? reject(error) : resolve(connection)));
  });
}
