import type { ReceiptMessage } from '@loa/domain/delivery';
import type { Receipts } from '@loa/domain/ports';
import { done, type Handler, type Hooks } from '@loa/runtime';

/** Settles what providers report; late, repeated and out-of-order reports change nothing for the worse. */
export function handleReceipts({ receipts, hooks }: { readonly receipts: Receipts; readonly hooks: Hooks }): Handler<ReceiptMessage> {
  return async (message, { log }) => {
    hooks.reached('before-settle');
    const found = await receipts.settle(message.receipts);
    hooks.reached('after-settle');
    const named = new Set(message.receipts.map((one) => one.deliveryId)).size;
    if (found < named) log.warn({ receipts: named, found }, 'receipts for deliveries that are not in the ledger');
    return done();
  };
}
