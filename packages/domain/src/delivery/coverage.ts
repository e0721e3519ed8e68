import { ACCEPTED, type DeliveryState } from './delivery.ts';

/** How a warning stands at one place on one channel, in deliveries. Every delivery is accepted, failed, stopped or silent; one that failed after acceptance is both. */
export interface Covered {
  /** People of the place who can be told on the channel now. */
  readonly subscribed: number;
  readonly deliveries: number;
  /** An attempt went out, as far as the state says: one that failed for a time and then ran out is not told from one never tried. */
  readonly tried: number;
  /** A provider took it, whatever came of it then. */
  readonly accepted: number;
  /** A receipt says that it arrived. */
  readonly delivered: number;
  /** Accepted by a way out that brings no receipts: whether it arrived will not be known. */
  readonly noReceipt: number;
  /** Refused, undelivered after acceptance, or run out, by reason. */
  readonly failed: Readonly<Record<string, number>>;
  /** Held back by a decision: recalled, superseded, suppressed; by reason. */
  readonly stopped: Readonly<Record<string, number>>;
  /** Nothing has come back: no acceptance, no receipt, no refusal. */
  readonly silent: number;
}

type Mutable = { -readonly [K in keyof Covered]: Covered[K] extends number ? number : Record<string, number> };

const TRIED: readonly DeliveryState[] = ['due', 'unknown', ...ACCEPTED, 'failed'];
const FAILED: readonly DeliveryState[] = ['failed', 'undelivered', 'expired'];
/** States of what was held back by a decision. */
export const STOPPED: readonly DeliveryState[] = ['recalled', 'superseded', 'suppressed'];
const SILENT: readonly DeliveryState[] = ['queued', 'due', 'unknown'];

/** Adds up counts of deliveries that stand alike, at one place on one channel. */
export function covered(
  subscribed: number,
  counts: Iterable<{ readonly state: DeliveryState; readonly stateReason: string | null; readonly rows: number }>,
): Covered {
  const sum: Mutable = { subscribed, deliveries: 0, tried: 0, accepted: 0, delivered: 0, noReceipt: 0, failed: {}, stopped: {}, silent: 0 };
  for (const { state, stateReason, rows } of counts) {
    const reason = stateReason ?? state;
    sum.deliveries += rows;
    if (TRIED.includes(state)) sum.tried += rows;
    if (ACCEPTED.includes(state)) sum.accepted += rows;
    if (state === 'delivered') sum.delivered += rows;
    if (state === 'no-receipt-on-this-route') sum.noReceipt += rows;
    if (FAILED.includes(state)) sum.failed[reason] = (sum.failed[reason] ?? 0) + rows;
    if (STOPPED.includes(state)) sum.stopped[reason] = (sum.stopped[reason] ?? 0) + rows;
    if (SILENT.includes(state)) sum.silent += rows;
  }
  return sum;
}
