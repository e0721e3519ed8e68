import type { Receipt, SentMessage } from '@loa/domain/ports';
import type { Pdu } from 'smpp';
import { answeredId, type MessageIds, readReceipt } from './read-receipt.ts';
import type { Submitted } from './sent-messages.ts';
import { unknownIds } from './unknown-ids.ts';

/** command_status of an answer to deliver_sm: taken, or to be brought again (SMPP 3.4, 5.1.3). */
const TAKEN = 0x00;
const BRING_AGAIN = 0x64;
/** How long receipts wait for others, milliseconds, and how many go together. */
const WAIT_MS = 20;
const MOST = 500;

export interface ReceiptTaking {
  readonly submitted: Pick<Submitted, 'find'>;
  readonly messageIds: MessageIds;
  readonly now: () => Date;
  readonly onReceipts: (receipts: Receipt[]) => Promise<void>;
  readonly findSent: (providerId: string) => Promise<SentMessage | null>;
  readonly partsDelivered: (parts: readonly (SentMessage & { readonly providerId: string })[]) => Promise<readonly SentMessage[]>;
  /** A receipt was dropped: nobody knows its message. */
  readonly onUnknown: () => void;
}

/** What the ledger keeps of an id, and what `findSent` is asked for. */
export const providerIdOf = (messageId: string): string => `smpp:${messageId}`;

/** A receipt of a part. */
interface Reported {
  readonly sent: SentMessage;
  readonly providerId: string;
  readonly receipt: Pick<Receipt, 'state' | 'at' | 'code'>;
}

/**
 * Answers deliver_sm once its receipt is durable. A receipt that may be ahead of its message's answer, or that cannot be made durable, is
 * asked for again, the first for a bounded time; what is no receipt is taken and dropped.
 */
export function receiptTaker(of: ReceiptTaking): (pdu: Pdu) => Promise<number> {
  const put = grouped((reported) => keep(of, reported));
  const unknown = unknownIds(of.now);

  const unknownId = (id: string): number => {
    if (unknown.mayBeKnownYet(id)) return BRING_AGAIN;
    of.onUnknown();
    return TAKEN;
  };

  return async (pdu) => {
    const read = readReceipt(pdu);
    const id = read === null ? null : answeredId(read.messageId, of.messageIds);
    if (read === null || id === null || read.state === null) return TAKEN;
    const { state, code } = read;
    // The answer that names the id may have come in the same chunk, and is dealt with in this turn.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      const providerId = providerIdOf(id);
      const sent = of.submitted.find(id) ?? (await of.findSent(providerId));
      if (sent === null) return unknownId(id);
      unknown.known(id);
      await put({ sent, providerId, receipt: { state, at: of.now().toISOString(), code } });
      return TAKEN;
    } catch {
      return BRING_AGAIN;
    }
  };
}

/** A message is delivered when each of its parts is, and undelivered when one is not: a phone shows nothing of the others. */
async function keep(of: Pick<ReceiptTaking, 'partsDelivered' | 'onReceipts'>, reported: readonly Reported[]): Promise<void> {
  const isPart = ({ sent, receipt }: Reported): boolean => sent.parts > 1 && receipt.state === 'delivered';
  const parts = reported.filter(isPart).map(({ sent, providerId }) => ({ ...sent, providerId }));
  const whole = new Set((parts.length === 0 ? [] : await of.partsDelivered(parts)).map(keyOf));
  const receipts = reported
    .filter((one) => !isPart(one) || whole.delete(keyOf(one.sent)))
    // The ledger keeps the ids of all parts; one of them would take their place.
    .map(({ sent: { deliveryId, attempt, parts: count }, providerId, receipt }) => ({
      ...{ deliveryId, attempt, ...receipt },
      providerId: count > 1 ? null : providerId.slice(0, 100),
    }));
  if (receipts.length > 0) await of.onReceipts(receipts);
}

const keyOf = ({ deliveryId, attempt }: SentMessage): string => `${String(deliveryId)}.${String(attempt)}`;

/** What comes together is handed over together; each caller's promise is that of its group. */
function grouped(hand: (reported: readonly Reported[]) => Promise<void>): (one: Reported) => Promise<void> {
  let waiting: Reported[] = [];
  let group: Promise<void> | null = null;
  const handAll = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    const all = waiting;
    waiting = [];
    group = null;
    for (let from = 0; from < all.length; from += MOST) await hand(all.slice(from, from + MOST));
  };
  return (one) => {
    waiting.push(one);
    return (group ??= handAll());
  };
}
