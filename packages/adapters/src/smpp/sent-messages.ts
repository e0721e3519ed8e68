import type { Receipt } from '@loa/domain/ports';
import type { SmppReceipt } from './read-receipt.ts';

/** Message ids kept for their receipts. */
const MOST_IDS = 100_000;

/** Of whom a receipt speaks. */
export type Sent = Pick<Receipt, 'deliveryId' | 'attempt'>;

/** A message under way in one or more parts. */
export interface Parted extends Sent {
  readonly parts: number;
  /** Ids of the parts that were taken, and of those that were delivered. */
  readonly taken: Set<string>;
  readonly delivered: Set<string>;
}

/** What was submitted, by message id; the oldest ids are forgotten first. */
export interface SentMessages {
  /** One part was taken under `id`. */
  taken(parted: Parted, id: string): void;
  /**
   * `unknown` id, `nothing` new, or the receipt's word on the whole delivery: delivered when each of its parts is, undelivered when one
   * is not.
   */
  judge(
    id: string,
    state: SmppReceipt['state'],
  ): { readonly kind: 'unknown' | 'nothing' } | { readonly kind: 'settles'; readonly sent: Sent };
}

export const partedOf = ({ deliveryId, attempt }: Sent, parts: number): Parted => ({
  deliveryId,
  attempt,
  parts,
  taken: new Set(),
  delivered: new Set(),
});

export function sentMessages(): SentMessages {
  const byId = new Map<string, Parted>();
  return {
    taken(parted, id) {
      const [oldest] = byId.size >= MOST_IDS ? byId.keys() : [];
      if (oldest !== undefined) byId.delete(oldest);
      parted.taken.add(id);
      byId.set(id, parted);
    },
    judge(id, state) {
      const parted = byId.get(id);
      if (parted === undefined) return { kind: 'unknown' };
      if (state === 'delivered') parted.delivered.add(id);
      if (state === null || (state === 'delivered' && parted.delivered.size < parted.parts)) return { kind: 'nothing' };
      return { kind: 'settles', sent: parted };
    },
  };
}
