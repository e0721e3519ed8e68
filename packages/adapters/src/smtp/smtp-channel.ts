import { Readable } from 'node:stream';
import type { AttemptResult, Channel, OutgoingMessage } from '@loa/domain/ports';
import type { GateAnswer } from '@loa/domain/delivery';
import { classifyConnectFailure, classifyFailure, failureOf } from './classify-failure.ts';
import { connectionsTo, type Held } from './connections.ts';
import { addressOf, mailWriter } from './mail-writer.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  /** Mailbox in From, its address in the envelope. */
  readonly from: string;
  readonly now: () => Date;
  /** Connections, each with one envelope at a time; default 8. */
  readonly connections?: number | undefined;
  /** The server keeps what it gets and passes nothing on. Believed of a loopback address only. */
  readonly sink?: boolean;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const UNFIT_ADDRESS = /[\s<>]|^$/;

type Sent =
  | { readonly kind: 'accepted'; readonly providerId: string | null }
  | { readonly kind: 'failed'; readonly error: unknown; readonly dataBegan: boolean };

/**
 * E-mail by SMTP. One message per envelope and one envelope per connection at a time. `unknown` is a connection lost after the message
 * had begun to go over. A kept connection that the server had dropped meanwhile is replaced once, and the gate is asked again.
 */
export function smtpChannel(options: SmtpOptions): Channel {
  const connections = connectionsTo(options.url);
  const write = mailWriter(options);
  const from = addressOf(options.from);

  const attempt = async (message: OutgoingMessage, mail: Buffer, gate: () => GateAnswer): Promise<AttemptResult> => {
    for (;;) {
      let held: Held;
      try {
        held = await connections.take();
      } catch (error) {
        return classifyConnectFailure(failureOf(error));
      }
      // From here to the write of MAIL nothing may be awaited.
      const answer = gate();
      if (!answer.go) {
        held.keep();
        return { kind: 'stopped', reason: answer.reason };
      }
      const sent = await transact(held, { from, to: message.to }, mail);
      if (sent.kind === 'accepted') return sent;
      if (held.reused && !sent.dataBegan && isSessionOver(sent.error)) continue;
      return classifyFailure(failureOf(sent.error), sent.dataBegan);
    }
  };

  return {
    name: 'email',
    reaches: options.sink === true && LOOPBACK.test(new URL(options.url).hostname) ? 'nobody' : 'people',
    slots: options.connections ?? 8,
    async send(message, gate) {
      if (UNFIT_ADDRESS.test(message.to)) return { kind: 'permanent', reason: 'address-invalid' };
      return attempt(message, await write(message, options.now()), gate);
    },
    async check() {
      const held = await connections.take().catch((error: unknown) => {
        throw new Error(classifyConnectFailure(failureOf(error)).kind, { cause: error });
      });
      await reset(held);
    },
    close: () => Promise.resolve(connections.close()),
  };
}

/** MAIL is written before this returns to the event loop; the callback comes once, with the reply to the final dot or the fault. */
function transact(held: Held, envelope: { from: string; to: string }, mail: Buffer): Promise<Sent> {
  let dataBegan = false;
  const body = new Readable({
    read() {
      dataBegan = true;
      this.push(mail);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    held.connection.send({ ...envelope, size: mail.length }, body, (error, info) => {
      if (!error) {
        held.keep();
        return resolve({ kind: 'accepted', providerId: info.serverMessageId ?? null });
      }
      resolve({ kind: 'failed', error, dataBegan });
      if (failureOf(error).responseCode === undefined) return held.drop();
      void reset(held);
    });
  });
}

/** Clears what a refused transaction left, so that the connection can carry the next one. */
function reset(held: Held): Promise<void> {
  return new Promise((resolve) => {
    held.connection.reset((error: Error | null) => {
      if (error) held.drop();
      else held.keep();
      resolve();
    });
  });
}

function isSessionOver(error: unknown): boolean {
  const { responseCode, code } = failureOf(error);
  return responseCode === 421 || (responseCode === undefined && code !== 'EENVELOPE' && code !== 'EMESSAGE');
}
