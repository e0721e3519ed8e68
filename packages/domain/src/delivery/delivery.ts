import { z } from 'zod';
import { channel, language, lane } from '../audience/subscriber.ts';

/**
 * Delivery states with their rank. A settle or receipt never lowers the rank, but for an SMS that came back and is due once more (see the port `Receipts`).
 * States from `accepted` up, and `unknown`, count as told; the ends without acceptance share the top rank of
 * what was never told. `accepted` waits for a receipt; where the way out brings none, acceptance is the last word and
 * has a state of its own, which a receipt that comes nevertheless still raises.
 */
export const RANK = {
  queued: 0,
  due: 1,
  unknown: 2,
  failed: 3,
  expired: 3,
  recalled: 3,
  superseded: 3,
  suppressed: 3,
  accepted: 4,
  'no-receipt-on-this-route': 4,
  delivered: 5,
  undelivered: 5,
} as const;
export type DeliveryState = keyof typeof RANK;
export const deliveryState = z.enum(Object.keys(RANK) as [DeliveryState, ...DeliveryState[]]);

/** States of what a provider took, whatever came of it then. */
export const ACCEPTED: readonly DeliveryState[] = deliveryState.options.filter((state) => RANK[state] >= RANK.accepted);

/** What a delivery brings to the person, and why they are owed it. */
export const deliveryReason = z.enum([
  'first-news',
  'escalated',
  'widened',
  'brought-forward',
  'action-changed',
  'eased',
  'narrowed',
  'corrected',
  'cancelled',
  'ended',
]);
export type DeliveryReason = z.output<typeof deliveryReason>;

/** What travels on `dispatch.<channel>.<lane>`: ids only, never an address. */
export const batchMessage = z.strictObject({
  batchId: z.int().min(1),
  warningId: z.string(),
  channel,
  lane,
  language,
  attempt: z.int().min(1),
});
export type BatchMessage = z.output<typeof batchMessage>;

/** A provider's word on deliveries it took, in the order it came. */
export const receiptMessage = z.strictObject({
  receipts: z.array(
    z.strictObject({
      deliveryId: z.int().min(1),
      attempt: z.int().min(1),
      state: z.enum(['accepted', 'delivered', 'undelivered', 'failed']),
      at: z.iso.datetime(),
      providerId: z.string().max(100).nullable(),
      code: z.string().max(40).nullable(),
    }),
  ),
});
export type ReceiptMessage = z.output<typeof receiptMessage>;
