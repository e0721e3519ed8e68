import type { Receipt } from '@loa/domain/ports';
import type { Pdu } from 'smpp';
import { answeredId, type MessageIds, readReceipt } from './read-receipt.ts';
import type { Sent, SentMessages } from './sent-messages.ts';

/** command_status of an answer to deliver_sm: taken, or to be brought again (SMPP 3.4, 5.1.3). */
const TAKEN = 0x00;
const BRING_AGAIN = 0x64;
/** How long receipts wait for others, milliseconds, and how many go together. */
const WAIT_MS = 20;
const MOST = 500;
/** Ids that nobody knew, kept so that they are sent back once only. */
const MOST_STRANGE = 10_000;

export interface ReceiptTaking {
  readonly judge: SentMessages['judge'];
  readonly messageIds: MessageIds;
  readonly now: () => Date;
  readonly onReceipts: (receipts: Receipt[]) => Promise<void>;
  readonly findSent: (providerId: string) => Promise<Sent | null>;
}

/** What the ledger keeps of an id, and what `findSent` is asked for. */
export const providerIdOf = (messageId: string): string => `smpp:${messageId}`;

/**
 * Answers deliver_sm once its receipt is durable. A receipt that may be ahead of its message's answer, or that cannot be made durable, is
 * asked for again; what is no receipt is taken and dropped.
 */
export function receiptTaker(of: ReceiptTaking): (pdu: Pdu) => Promise<number> {
  const put = grouped(of.onReceipts);
  const strange = new Set<string>();

  const strangeId = (id: string): number => {
    if (strange.delete(id)) return TAKEN;
    const [oldest] = strange.size >= MOST_STRANGE ? strange : [];
    if (oldest !== undefined) strange.delete(oldest);
    strange.add(id);
    return BRING_AGAIN;
  };

  return async (pdu) => {
    const receipt = readReceipt(pdu);
    const id = receipt === null ? null : answeredId(receipt.messageId, of.messageIds);
    if (receipt === null || id === null || receipt.state === null) return TAKEN;
    const { state, code } = receipt;
    // The answer that names the id may have come in the same chunk, and is dealt with in this turn.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      const known = of.judge(id, state);
      if (known.kind === 'nothing') return TAKEN;
      const providerId = providerIdOf(id);
      const sent = known.kind === 'settles' ? known.sent : await of.findSent(providerId);
      if (sent === null) return strangeId(id);
      const { deliveryId, attempt } = sent;
      await put({ deliveryId, attempt, state, at: of.now().toISOString(), providerId: providerId.slice(0, 100), code });
      return TAKEN;
    } catch {
      return BRING_AGAIN;
    }
  };
}

/** Receipts that come together are handed over together; each caller's promise is that of its group. */
function grouped(onReceipts: ReceiptTaking['onReceipts']): (receipt: Receipt) => Promise<void> {
  let waiting: Receipt[] = [];
  let group: Promise<void> | null = null;
  const hand = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    const receipts = waiting;
    waiting = [];
    group = null;
    for (let from = 0; from < receipts.length; from += MOST) await onReceipts(receipts.slice(from, from + MOST));
  };
  return (receipt) => {
    waiting.push(receipt);
    return (group ??= hand());
  };
}
