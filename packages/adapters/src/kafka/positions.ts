import type { Logger } from '@loa/runtime';

/**
 * Commits positions behind the handlers: one request at a time, each with the newest position of every partition that moved. After a rest the
 * first goes at once; while records come one after another, requests do not begin closer together than {@link APART_MS}.
 */
export interface Positions {
  moved(partition: number, next: bigint): void;
  /** The partition is somebody else's now. */
  forget(partition: number): void;
  /** Resolves when everything known has been tried once, without a wait. */
  flush(): Promise<void>;
  end(): void;
}

const RETRY_MS = 500;
/** Between two commits, milliseconds: each is a write of the broker, and what is not committed is only delivered again. */
const APART_MS = 200;
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
  let began = Number.NEGATIVE_INFINITY;
  let hurries = false;
  let goOn: () => void = () => undefined;

  async function rest(): Promise<void> {
    const ms = began + APART_MS - performance.now();
    if (ms <= 0 || hurries) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      goOn = () => (clearTimeout(timer), resolve());
    });
  }

  async function commitAll(): Promise<void> {
    while (dirty.size > 0) {
      await rest();
      // Nothing is left where the partitions were given away meanwhile.
      if (dirty.size === 0) return;
      began = performance.now();
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
        else retry = setTimeout(() => void run(), RETRY_MS);
        return;
      }
    }
  }

  function run(): Promise<void> {
    clearTimeout(retry);
    running ??= commitAll().finally(() => (running = null));
    return running;
  }

  return {
    moved(partition, next) {
      dirty.set(partition, next);
      if (running === null) void run();
    },
    forget: (partition) => void dirty.delete(partition),
    async flush() {
      hurries = true;
      goOn();
      await run();
      hurries = false;
    },
    end() {
      clearTimeout(retry);
      dirty.clear();
      goOn();
    },
  };
}
