import type { SentMessage } from '@loa/domain/ports';

/** Message ids kept for their receipts; of others the ledger knows whose they are. */
const MOST_IDS = 100_000;

/** A message under way in one or more parts. */
export interface Parted extends SentMessage {
  /** Ids of the parts that were taken. */
  readonly taken: Set<string>;
}

/** What was submitted by this process, by message id; the oldest ids are forgotten first. */
export interface Submitted {
  /** One part was taken under `id`. */
  taken(parted: Parted, id: string): void;
  find(id: string): SentMessage | undefined;
}

export const partedOf = ({ deliveryId, attempt }: Pick<SentMessage, 'deliveryId' | 'attempt'>, parts: number): Parted => ({
  deliveryId,
  attempt,
  parts,
  taken: new Set(),
});

export function submitted(): Submitted {
  const byId = new Map<string, Parted>();
  return {
    taken(parted, id) {
      const [oldest] = byId.size >= MOST_IDS ? byId.keys() : [];
      if (oldest !== undefined) byId.delete(oldest);
      parted.taken.add(id);
      byId.set(id, parted);
    },
    find: (id) => byId.get(id),
  };
}
