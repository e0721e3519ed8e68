import type { AttemptResult, Channel, OutgoingMessage, Receipt, SentMessage } from '@loa/domain/ports';
import type { OutgoingPdu, Pdu } from 'smpp';
import { keepBound } from './bind.ts';
import { textFields, type LongMessages } from './encode-text.ts';
import { classifyStatus } from './error-codes.ts';
import { type Answer, type Link, NotBound } from './link.ts';
import { canonicalId, type MessageIds } from './read-receipt.ts';
import { type Parted, partedOf, submitted } from './sent-messages.ts';
import { type SmppAddress, submitSm } from './submit-sm.ts';
import { providerIdOf, receiptTaker } from './take-receipts.ts';
import { createWindow } from './window.ts';

export interface SmppOptions {
  /** `smpp://system_id:password@host:port` (2775 where none is given) or `smpps://…` (3550). */
  readonly url: string;
  /** What the message is from: a number, a short code, or a registered name of at most 11 characters. */
  readonly source: string;
  readonly systemType?: string | undefined;
  /** Default `udh`. */
  readonly long?: LongMessages | undefined;
  /** Default `same`. */
  readonly messageIds?: MessageIds | undefined;
  /** submit_sm without an answer at once; default 20. Parts of long messages count one by one. */
  readonly slots?: number | undefined;
  readonly now: () => Date;
  /** Takes delivery reports; resolves when they are durable. */
  readonly onReceipts: (receipts: Receipt[]) => Promise<void>;
  /** Whose message an id is that this process did not submit: another sender's, or one's own before a restart. */
  readonly findSent: (providerId: string) => Promise<SentMessage | null>;
  /** Keeps that parts were delivered; resolves to the messages that are delivered as a whole. */
  readonly partsDelivered: (parts: readonly (SentMessage & { readonly providerId: string })[]) => Promise<readonly SentMessage[]>;
  /** Told of each receipt that was dropped, since nobody knows its message. */
  readonly onUnknown: () => void;
  /** The server passes nothing on. Believed of a loopback address only. */
  readonly sink?: boolean;
  /** Longest waits, milliseconds; defaults 5,000 for a bind, 10,000 for an answer. */
  readonly connectMs?: number;
  readonly answerMs?: number;
  /** Between two enquire_link, milliseconds; default 15,000. */
  readonly enquireMs?: number;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Type of number and numbering plan (SMPP 3.4, 5.2.5 and 5.2.6). */
const INTERNATIONAL = { ton: 1, npi: 1 };
const SHORT_CODE = { ton: 3, npi: 0 };
const ALPHANUMERIC = { ton: 5, npi: 0 };
const LONGEST_SHORT_CODE = 8;

/**
 * SMS over SMPP 3.4: one transceiver, bound again whenever it is lost. All parts of a message are written in the tick in which the gate
 * said yes. Written and not answered is `unknown`; SMPP has no way to ask about a message whose id never came, so there is no look-up.
 */
export function smppChannel(options: SmppOptions): Channel {
  const { messageIds = 'same', long = 'udh', slots = 20 } = options;
  const ids = submitted();
  const window = createWindow(slots);
  const source = sourceOf(options.source);
  const bind = keepBound({
    url: options.url,
    systemType: options.systemType ?? '',
    connectMs: options.connectMs ?? 5_000,
    answerMs: options.answerMs ?? 10_000,
    enquireMs: options.enquireMs ?? 15_000,
    onDeliver: receiptTaker({ ...options, messageIds, submitted: ids }),
  });

  /** Keeps the id of a part that was taken. */
  const taken = (parted: Parted, answer: Pdu): void => {
    const id = messageIdOf(answer);
    if (id !== null) ids.taken(parted, canonicalId(id, messageIds));
  };
  const late = (parted: Parted, answer: Pdu): void => {
    taken(parted, answer);
    // The ledger has it as unknown: with this it is not sent again.
    if (parted.taken.size === parted.parts) void options.onReceipts([acceptance(parted, options.now())]).catch(() => null);
  };

  const submitsOf = (message: OutgoingMessage): { readonly parted: Parted; readonly submits: readonly OutgoingPdu[] } => {
    const texts = textFields(message.content.text, long, message.deliveryId * 8 + message.attempt);
    const destination = { ...INTERNATIONAL, address: message.to.replace(/^\+/, '') };
    const validUntil = new Date(message.expiresAt);
    return { parted: partedOf(message, texts.length), submits: texts.map((text) => submitSm({ source, destination, validUntil, text })) };
  };

  const submit = async (link: Link, pdu: OutgoingPdu, parted: Parted): Promise<Answer> => {
    const answer = await link.submit(pdu, (answer) => late(parted, answer));
    if (answer.kind === 'answered') taken(parted, answer.pdu);
    return answer;
  };

  return {
    name: 'sms',
    reaches: options.sink === true && LOOPBACK.test(new URL(options.url).hostname) ? 'nobody' : 'people',
    receipts: 'reported',
    slots,
    async send(message, gate) {
      const { parted, submits } = submitsOf(message);
      const release = await window.take(submits.length);
      try {
        let link: Link;
        try {
          link = await bind.link();
          // Several may have waited for the same moment: the first to write takes it from the others.
          while (!link.clear) await link.whenClear();
        } catch (error) {
          return { kind: 'channel-down', reason: codeOf(error) };
        }
        const answer = gate();
        if (!answer.go) return { kind: 'stopped', reason: answer.reason };
        return resultOf(await Promise.all(submits.map((pdu) => submit(link, pdu, parted))), parted);
      } finally {
        release();
      }
    },
    async check() {
      await bind.check().catch((error: unknown) => {
        throw new Error(codeOf(error), { cause: error });
      });
    },
    close: () => Promise.resolve(bind.close()),
  };
}

/**
 * One word on all parts. A phone shows a message only when it has every part, so a part that was refused decides; where another part
 * was taken all the same, the channel cannot be said to have taken nothing.
 */
function resultOf(answers: readonly Answer[], parted: Parted): AttemptResult {
  const words = answers.map((one): AttemptResult => {
    if (one.kind === 'unanswered') return { kind: 'unknown', reason: one.code };
    return one.pdu.command_status === 0 ? { kind: 'accepted', providerId: null } : classifyStatus(one.pdu.command_status);
  });
  const word = (kind: AttemptResult['kind']): AttemptResult | undefined => words.find((one) => one.kind === kind);
  const refused = word('permanent') ?? word('retryable') ?? word('channel-down');
  if (refused?.kind === 'channel-down' && words.some((one) => one.kind !== 'channel-down'))
    return { kind: 'retryable', reason: refused.reason };
  return refused ?? word('unknown') ?? { kind: 'accepted', providerId: providerIdOfAll(parted) };
}

/** Of several parts all, with spaces between. */
const providerIdOfAll = ({ taken }: Parted): string | null => (taken.size === 0 ? null : providerIdOf([...taken].join(' ')));

/** Longest id that a receipt brings. */
const LONGEST_ID = 100;

function acceptance(parted: Parted, now: Date): Receipt {
  const { deliveryId, attempt } = parted;
  const providerId = providerIdOfAll(parted);
  const fits = providerId !== null && providerId.length <= LONGEST_ID;
  return { deliveryId, attempt, state: 'accepted', at: now.toISOString(), providerId: fits ? providerId : null, code: null };
}

/** Of an answer that took a part; null where it was refused, or gave no id. */
function messageIdOf(answer: Pdu): string | null {
  const id = answer['message_id'];
  return answer.command_status === 0 && typeof id === 'string' && id !== '' ? id : null;
}

function sourceOf(source: string): SmppAddress {
  const digits = /^\+?(\d+)$/.exec(source)?.[1];
  const { ton, npi } = digits === undefined ? ALPHANUMERIC : digits.length <= LONGEST_SHORT_CODE ? SHORT_CODE : INTERNATIONAL;
  return { ton, npi, address: digits ?? source };
}

const codeOf = (error: unknown): string => (error instanceof NotBound ? error.code : 'smpp-failed');
