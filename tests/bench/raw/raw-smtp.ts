import { bytesOf, mailWriter } from '@loa/adapters/smtp';
import type { OutgoingMessage } from '@loa/domain/ports';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { nthOf, type RawChannel } from './raw-channel.ts';

/** Connections of Loa's channel for e-mail. */
const CONNECTIONS = 8;

/** Open connections of nodemailer, one envelope at a time on each, with the bytes that Loa would write. */
export async function rawSmtp(
  url: string,
  from: string,
  messages: readonly OutgoingMessage[],
  connections = CONNECTIONS,
): Promise<RawChannel> {
  const write = mailWriter({ from });
  const mails = await Promise.all(messages.map(async (one) => ({ to: one.to, bytes: bytesOf((await write.personal(one, new Date()))()) })));
  const open = await rawConnections(url, connections);
  return { ...open, send: (nth) => open.transact(from, nthOf(mails, nth)) };
}

export interface RawConnections extends Pick<RawChannel, 'slots' | 'close'> {
  transact(from: string, mail: { readonly to: string | string[]; readonly bytes: Buffer }): Promise<void>;
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
