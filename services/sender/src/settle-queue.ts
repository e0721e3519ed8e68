import type { Ledger, Settlement } from '@loa/domain/ports';

const MOST_ROWS = 500;
const RETRY_MS = 200;

/** Settles of many slots share one transaction; each caller waits until its own is durable. */
export interface SettleQueue {
  settle(settlement: Settlement): Promise<void>;
  idle(): Promise<void>;
}

/** A settle that fails is tried again until `signal` aborts: a fact of the wire is never thrown away while the process lives. */
export function createSettleQueue(options: { ledger: Ledger; now: () => Date; signal: AbortSignal; onError: (error: unknown) => void }): SettleQueue {
  let pending: { settlement: Settlement; done: () => void; failed: (error: unknown) => void }[] = [];
  let running: Promise<void> | null = null;

  const write = async (settlements: Settlement[]): Promise<void> => {
    for (;;) {
      try {
        await options.ledger.settle(settlements, options.now().toISOString());
        return;
      } catch (error) {
        options.onError(error);
        if (options.signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };

  const run = async (): Promise<void> => {
    // One turn of the event loop, so that slots which finish together are settled together.
    await new Promise((resolve) => setImmediate(resolve));
    while (pending.length > 0) {
      const group = pending.slice(0, MOST_ROWS);
      pending = pending.slice(MOST_ROWS);
      await write(group.map((one) => one.settlement)).then(
        () => group.forEach((one) => one.done()),
        (error: unknown) => group.forEach((one) => one.failed(error)),
      );
    }
    running = null;
  };

  return {
    settle: (settlement) =>
      new Promise((done, failed) => {
        pending.push({ settlement, done, failed });
        running ??= run();
      }),
    idle: async () => {
      await running;
    },
  };
}
