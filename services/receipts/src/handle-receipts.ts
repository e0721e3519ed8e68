import type { ReceiptMessage } from '@loa/domain/delivery';
import type { Receipts, Registry } from '@loa/domain/ports';
import { done, type Handler, type Hooks } from '@loa/runtime';

export interface ReceiptHandling {
  readonly receipts: Receipts;
  readonly registry: Pick<Registry, 'optOut'>;
  readonly hooks: Hooks;
}

/**
 * Settles what providers report; late, repeated and out-of-order reports change nothing for the worse. Who complained, and whose address is
 * gone, gets no e-mail any more; bodies of the supply list do.
 */
export function handleReceipts({ receipts, registry, hooks }: ReceiptHandling): Handler<ReceiptMessage> {
  return async (message, { log, now }) => {
    hooks.reached('before-settle');
    const found = await receipts.settle(message.receipts);
    hooks.reached('after-settle');
    const named = new Set(message.receipts.map((one) => one.deliveryId)).size;
    if (found < named) log.warn({ receipts: named, found }, 'receipts for deliveries that are not in the ledger');
    for (const { subscriberId, how } of await receipts.endings(message.receipts)) {
      const ended = await registry.optOut(subscriberId, { channel: 'email', how, at: now().toISOString() });
      if (ended) log.info({ subscriberId, how }, 'an address gets no e-mail any more');
    }
    return done();
  };
}
