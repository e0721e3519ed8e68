import type { Channel } from '../audience/index.ts';
import type { ReceiptMessage } from '../delivery/index.ts';
import type { Instant } from '../time.ts';
import type { Receipt } from './channel.ts';

/** A receipt, and when the message is worth another try; absent or null where it is not. */
export interface ReceiptToSettle extends Receipt {
  readonly onceMoreAt?: Instant | null;
}

/**
 * What providers say later. Obligations: late, repeated and out-of-order receipts never lower a rank; a bad word on an earlier attempt
 * does not settle a later one; a row told of a cancelled warning is owed the cancel, as in the ledger. An SMS to a citizen that did not arrive
 * becomes due at `onceMoreAt`, after MOST_TAKEN attempts not any more, and not where that is past its expiry, where its warning was stopped, or
 * where a later warning of the event speaks to the person; then only `delivered` ends it before it is tried.
 */
export interface Receipts {
  /** Returns how many deliveries were found. */
  settle(receipts: readonly ReceiptToSettle[]): Promise<number>;
  /**
   * Of those whom these receipts are about, whose channel must end: of SMS, who told the provider to send no more; of e-mail, who complained, and whose mailbox the far side did not know for the
   * second time in three months (of different warnings, since their last consent). One such bounce or refusal may be the far side's fault.
   */
  endings(
    receipts: ReceiptMessage['receipts'],
  ): Promise<readonly { readonly subscriberId: number; readonly channel: Channel; readonly how: 'bounced' | 'complaint' | 'provider' }[]>;
}
