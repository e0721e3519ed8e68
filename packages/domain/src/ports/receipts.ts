import type { ReceiptMessage } from '../delivery/index.ts';

/**
 * What providers say later. Obligations: late, repeated and out-of-order receipts never lower a rank; a bad word on an earlier attempt
 * does not settle a later one; a row told of a cancelled warning is owed the cancel, as in the ledger.
 */
export interface Receipts {
  /** Returns how many deliveries were found. */
  settle(receipts: ReceiptMessage['receipts']): Promise<number>;
  /**
   * Of those whom these receipts are about, whose e-mail must end: who complained, and whose mailbox the far side did not know for the
   * second time in three months (of different warnings, since their last consent). One such bounce may be the far side's fault.
   */
  endings(
    receipts: ReceiptMessage['receipts'],
  ): Promise<readonly { readonly subscriberId: number; readonly how: 'bounced' | 'complaint' }[]>;
}
