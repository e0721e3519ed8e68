import type { GateAnswer } from '@loa/domain/delivery';
import type { AttemptResult, Channel, NextMessage, OutgoingMessage, Recipient, Written } from '@loa/domain/ports';
import { bounceToken } from '@loa/runtime';
import { classifyConnectFailure, failureOf } from './classify-failure.ts';
import { connectionsTo, type Held, LOOPBACK } from './connections.ts';
import { addressOf, mailWriter, type MailWriterOptions, type Pen } from './mail-writer.ts';
import { type Envelope, type NextEnvelope, reset, transact } from './transact.ts';

export interface SmtpOptions extends MailWriterOptions {
  /** `smtp://user:password@host:port`, `smtps://…`, or `lmtp://…` of a server of one's own. */
  readonly url: string;
  /** Certificate authorities to trust beside the system's, PEM. */
  readonly ca?: string | undefined;
  /** Where bounces go: the address, and behind a plus sign in it the attempt under an HMAC. Absent: to the address in `from`. */
  readonly returnPath?: { readonly address: string; readonly secret: string } | undefined;
  readonly now: () => Date;
  /** Connections, each with one envelope at a time; default 8. */
  readonly connections?: number | undefined;
  /** Recipients of one envelope, for relays of one's own and closed lists; absent: every message has an envelope of its own. */
  readonly groupOf?: number | undefined;
  /** The server keeps what it gets and passes nothing on. Believed of a loopback address only. */
  readonly sink?: boolean;
}

const UNFIT_ADDRESS = /[\s<>]|^$/;
const UNFIT: AttemptResult = { kind: 'permanent', reason: 'address-invalid' };

const DEFAULT_CONNECTIONS = 8;
const NO_NEXT: NextEnvelope = () => null;

/**
 * E-mail by SMTP, one envelope per connection at a time; that of the next message is announced behind it. `unknown` is a connection lost after
 * the message had begun to go over. A kept connection that the server had dropped meanwhile is replaced once, and so is one that was cut because
 * some of an envelope may not be told any more; the gate is asked again.
 */
export function smtpChannel(options: SmtpOptions): Channel {
  const slots = options.connections ?? DEFAULT_CONNECTIONS;
  const connections = connectionsTo(options.url, slots, options.ca);
  const write = mailWriter(options);
  const { returnPath } = options;
  const from = returnPath?.address ?? addressOf(options.from);
  const returnPathOf = ({ deliveryId, attempt: nth }: Recipient): string =>
    returnPath === undefined || deliveryId === 0 ? from : verp(returnPath.address, bounceToken(returnPath.secret, deliveryId, nth));

  const envelopeOf = (message: OutgoingMessage): Envelope => ({ from: returnPathOf(message), to: [message.to] });
  const nextEnvelope =
    (next: NextMessage): NextEnvelope =>
    () => {
      const message = next();
      return message === null || UNFIT_ADDRESS.test(message.to) ? null : { message, envelope: envelopeOf(message) };
    };

  /** One result for each recipient, in their order. `message`: a single one, which may have been announced. */
  const attempt = async (
    sender: string,
    recipients: readonly Recipient[],
    pen: Pen,
    gate: (deliveryId: number, written?: Written) => GateAnswer,
    { message, next }: { readonly message: OutgoingMessage | null; readonly next: NextEnvelope },
  ): Promise<readonly AttemptResult[]> => {
    const asked = (written?: Written): readonly (AttemptResult | null)[] =>
      recipients.map(({ deliveryId, to }) => (UNFIT_ADDRESS.test(to) ? UNFIT : stopped(gate(deliveryId, written))));
    for (;;) {
      let held: Held;
      try {
        held = await connections.take(message);
      } catch (error) {
        const down = classifyConnectFailure(failureOf(error));
        return recipients.map(({ to }) => (UNFIT_ADDRESS.test(to) ? UNFIT : down));
      }
      // From here to the write of MAIL, or of the message where MAIL was announced, nothing may be awaited.
      const before = asked(held.answers === null ? 'envelope' : undefined);
      const going = recipients.filter((_, at) => before[at] === null);
      if (going.length === 0) {
        // A server that waits for the message of this envelope takes no other.
        if (held.answers === null) held.keep(null);
        else held.drop();
        return before.map((result) => result ?? UNFIT);
      }
      const mayGo = (): boolean => going.every(({ deliveryId }) => gate(deliveryId).go);
      const transaction = await transact(held, { from: sender, to: going.map(({ to }) => to) }, pen, { next, mayGo });
      if (transaction.kind === 'answered') {
        const results = transaction.results.values();
        return before.map((result) => result ?? results.next().value ?? UNFIT);
      }
      // No connection is opened for those who may not be told any more.
      const ends = asked('envelope').filter((result) => result !== null);
      if (ends.length === recipients.length) return ends;
    }
  };

  return {
    name: 'email',
    reaches: options.sink === true && LOOPBACK.test(new URL(options.url).hostname) ? 'nobody' : 'people',
    // Those of an envelope share a return path without a token: what comes back names none of them.
    receipts: returnPath === undefined || options.groupOf !== undefined ? 'none' : 'reported',
    slots,
    async send(message, gate, next) {
      const pen = await write.personal(message, options.now());
      const course = { message, next: next === undefined ? NO_NEXT : nextEnvelope(next) };
      const [result = UNFIT] = await attempt(returnPathOf(message), [message], pen, (_, written) => gate(written), course);
      return result;
    },
    ...(options.groupOf !== undefined && {
      groups: {
        most: options.groupOf,
        async send(group, gate) {
          const pen = await write.grouped(group, options.now());
          return attempt(from, group.recipients, pen, gate, { message: null, next: NO_NEXT });
        },
      },
    }),
    async check() {
      const held = await connections.take(null).catch((error: unknown) => {
        throw new Error(classifyConnectFailure(failureOf(error)).kind, { cause: error });
      });
      await reset(held);
    },
    close: () => Promise.resolve(connections.close()),
  };
}

const stopped = (answer: GateAnswer): AttemptResult | null => (answer.go ? null : { kind: 'stopped', reason: answer.reason });

/** `bounces@example.org` with a token: `bounces+token@example.org`. */
function verp(address: string, token: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${token}${address.slice(at)}`;
}
