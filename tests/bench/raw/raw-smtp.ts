import { bytesOf, mailWriter } from '@loa/adapters/smtp';
import type { OutgoingMessage } from '@loa/domain/ports';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { nthOf, type RawChannel } from './raw-channel.ts';

/** Connections of Loa's channel for e-mail. */
const CONNECTIONS = 8;

/** Open connections of nodemailer, one envelope at a time on each, with the bytes that Loa would write. */
export async function rawSmtp(url: string, from: string, messages: readonly OutgoingMessage[]): Promise<RawChannel> {
  const { hostname, port } = new URL(url);
  const write = mailWriter({ from });
  const mails = await Promise.all(messages.map(async (one) => ({ to: one.to, bytes: bytesOf(await write.personal(one, new Date())) })));
  const open = await Promise.all(Array.from({ length: CONNECTIONS }, () => connected(hostname, Number(port))));
  const idle = [...open];
  return {
    slots: CONNECTIONS,
    async send(nth) {
      const { to, bytes } = nthOf(mails, nth);
      const connection = idle.pop();
      if (connection === undefined) throw new RangeError(`more than ${CONNECTIONS} at once`);
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
