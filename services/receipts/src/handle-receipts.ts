import { mayArriveYet, type ReceiptMessage, triedOnceMoreAt } from '@loa/domain/delivery';
import type { Receipt, Receipts, Registry } from '@loa/domain/ports';
import { type Instant, instantOf } from '@loa/domain/time';
import { done, type Handler, type Hooks } from '@loa/runtime';

export interface ReceiptHandling {
  readonly receipts: Receipts;
  readonly registry: Pick<Registry, 'optOut'>;
  readonly hooks: Hooks;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/**
 * Settles what providers report; late, repeated and out-of-order reports change nothing for the worse, and what may arrive yet is tried once more. Who complained or told the provider
 * to send no more, and whose address is gone, gets nothing on that channel any more; bodies of the supply list do.
 */
export function handleReceipts({ receipts, registry, hooks, random }: ReceiptHandling): Handler<ReceiptMessage> {
  return async (message, { log, now }) => {
    hooks.reached('before-settle');
    const onceMoreAt = ({ code, attempt }: Receipt): Instant | null =>
      mayArriveYet(code) ? triedOnceMoreAt({ attempt, now: instantOf(now()), jitter: random() }) : null;
    const found = await receipts.settle(message.receipts.map((one) => ({ ...one, onceMoreAt: onceMoreAt(one) })));
    hooks.reached('after-settle');
    const named = new Set(message.receipts.map((one) => one.deliveryId)).size;
    if (found < named) log.warn({ receipts: named, found }, 'receipts for deliveries that are not in the ledger');
    for (const { subscriberId, channel, how } of await receipts.endings(message.receipts)) {
      const ended = await registry.optOut(subscriberId, { channel, how, at: now().toISOString() });
      if (ended) log.info({ subscriberId, channel, how }, 'an address gets nothing any more');
    }
    return done();
  };
}
