import type { ReceiptMessage } from '@loa/domain/delivery';
import type { Receipt } from '@loa/domain/ports';
import type { NewRecord } from '@loa/runtime';

/** The record of one receipt; its id is the same however often the provider repeats it. */
export function recordOf(receipt: Receipt): NewRecord {
  const message: ReceiptMessage = { receipts: [receipt] };
  return {
    key: String(receipt.deliveryId),
    id: `receipt:${String(receipt.deliveryId)}:${String(receipt.attempt)}:${receipt.state}`,
    value: Buffer.from(JSON.stringify(message), 'utf8'),
  };
}
