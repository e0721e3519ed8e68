import type { Ledger, SettleResult } from '@loa/domain/ports';

const MOST_ROWS = 500;
const RETRY_MS = 200;

/** Settles of many slots share one statement; each caller waits until its own is durable. */
export interface SettleQueue {
  settle(result: SettleResult): Promise<void>;
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>;
}

export interface SettleQueueOptions {
  readonly ledger: Pick<Ledger, 'settle'>;
  /** While it has not aborted a failed settle is tried again: what happened on the wire is not thrown away. */
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
}

interface Waiting {
  readonly result: SettleResult;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** A group is whatever finished while the last statement ran. */
export function createSettleQueue({ ledger, signal, onError }: SettleQueueOptions): SettleQueue {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  const write = async (results: SettleResult[]): Promise<void> => {
    for (;;) {
      try {
        return await ledger.settle(results);
      } catch (error) {
        onError(error);
        if (signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };

  const run = async (): Promise<void> => {
    // One turn of the event loop, so that slots which finish together are settled together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.splice(0, MOST_ROWS);
      await write(group.map((one) => one.result)).then(
        () => group.forEach((one) => one.done()),
        (error: unknown) => group.forEach((one) => one.failed(error)),
      );
      // The slots just served put their next results in before the next statement is made.
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = null;
  };

  return {
    settle: (result) =>
      new Promise((done, failed) => {
        waiting.push({ result, done, failed });
        running ??= run();
      }),
    async idle() {
      await running;
    },
  };
}
