import type { Status } from '@loa/domain/bulletin';
import type { SequenceItem, Warnings } from '@loa/domain/ports';
import type { Logger } from '@loa/runtime';

const PAGE = 100;

/** The live end of one status's sequence: one poll for all who follow it. */
export interface Tail {
  /** The newest number known. */
  head(): number;
  /** Items after `number`, in order, as many as one read gives; empty at the end. */
  after(number: number): Promise<readonly SequenceItem[]>;
  /** Calls `wake` whenever there is more. Returns what ends it. */
  follow(wake: () => void): () => void;
}

export interface TailOptions {
  readonly warnings: Warnings;
  readonly log: Logger;
  readonly pollMs: number;
}

/** Opens the tail of a status at its newest number. It polls only while somebody follows. Rejects as the table does. */
export async function openTail(status: Status, { warnings, log, pollMs }: TailOptions): Promise<Tail> {
  let head = await warnings.head(status);
  // What the last read brought, for those it wakes; never longer, since what is recalled meanwhile must not be shown.
  let fresh: SequenceItem[] = [];
  let timer: NodeJS.Timeout | null = null;
  const followers = new Set<() => void>();

  const poll = async (): Promise<void> => {
    const found = await warnings.after(status, head, PAGE);
    head = found.at(-1)?.number ?? head;
    fresh = found;
    if (found.length > 0) for (const wake of followers) wake();
    if (found.length === PAGE) await poll();
  };
  const turn = (): void => {
    timer = setTimeout(() => {
      poll()
        .catch((err: unknown) => log.warn({ err, status }, 'the sequence could not be read'))
        .finally(() => (followers.size > 0 ? turn() : (timer = null)));
    }, pollMs);
  };

  return {
    head: () => head,
    async after(number) {
      if (number >= head) return [];
      const first = fresh[0]?.number ?? Infinity;
      return first <= number + 1 ? fresh.slice(number + 1 - first) : warnings.after(status, number, PAGE);
    },
    follow(wake) {
      followers.add(wake);
      if (timer === null) turn();
      return () => void followers.delete(wake);
    },
  };
}
