import type { Logger } from '@loa/runtime';

/** Commits positions behind the handlers: one request at a time, each with the newest position of every partition that moved. */
export interface Positions {
  moved(partition: number, next: bigint): void;
  /** The partition is somebody else's now. */
  forget(partition: number): void;
  /** Resolves when everything known has been tried once. */
  flush(): Promise<void>;
  end(): void;
}

const RETRY_MS = 500;
/** Commits that have failed for so long will not succeed with this client any more, milliseconds: longer than session and rebalance last. */
const PATIENCE_MS = 30_000;

/** See {@link Positions}. A position is never ahead of what its handler has finished; behind it costs a redelivery. */
export function createPositions(options: {
  readonly commit: (positions: { partition: number; offset: string }[]) => Promise<void>;
  /** Called when the position is durable. */
  readonly committed: (partition: number, next: string) => void;
  /** Called when commits have failed for too long. */
  readonly givenUp: (cause: unknown) => void;
  readonly log: Logger;
}): Positions {
  const dirty = new Map<number, bigint>();
  let running: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let failingSince: number | null = null;

  async function commitAll(): Promise<void> {
    while (dirty.size > 0) {
      const taken = [...dirty];
      dirty.clear();
      try {
        await options.commit(taken.map(([partition, next]) => ({ partition, offset: String(next) })));
        failingSince = null;
        for (const [partition, next] of taken) options.committed(partition, String(next));
      } catch (error) {
        options.log.warn({ err: error }, 'a position could not be committed yet');
        for (const [partition, next] of taken) if (!dirty.has(partition)) dirty.set(partition, next);
        failingSince ??= performance.now();
        if (performance.now() - failingSince > PATIENCE_MS) options.givenUp(error);
        else retry = setTimeout(() => void flush(), RETRY_MS);
        return;
      }
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(retry);
    running ??= commitAll().finally(() => (running = null));
    await running;
  }

  return {
    moved(partition, next) {
      dirty.set(partition, next);
      if (running === null) void flush();
    },
    forget: (partition) => void dirty.delete(partition),
    flush,
    end() {
      clearTimeout(retry);
      dirty.clear();
    },
  };
}
