import type { Ledger, SettleResult } from '@loa/domain/ports';

/** Rows of a statement that takes the results of several callers. */
const MOST_ROWS = 500;
const RETRY_MS = 200;
/**
 * Between the beginnings of two statements, milliseconds, while operations are under way whose results could still join: a statement costs as
 * much as thirty of its rows. After a rest the first goes at once.
 */
const APART_MS = 10;

/** Settles of many slots share one statement; each caller waits until its own are durable, which are all in one. */
export interface SettleQueue {
  settle(results: readonly SettleResult[]): Promise<void>;
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>;
}

export interface SettleQueueOptions {
  readonly ledger: Pick<Ledger, 'settle'>;
  /** While it has not aborted a failed settle is tried again: what happened on the wire is not thrown away. */
  readonly signal: AbortSignal;
  /** Operations that have begun and not been settled, those that wait here included. */
  readonly underWay: () => number;
  readonly onError: (error: unknown) => void;
}

interface Waiting {
  readonly results: readonly SettleResult[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** A group is whatever finished since the last statement began. */
export function createSettleQueue({ ledger, signal, underWay, onError }: SettleQueueOptions): SettleQueue {
  const waiting: Waiting[] = [];
  let rowsWaiting = 0;
  let running: Promise<void> | null = null;
  let began = Number.NEGATIVE_INFINITY;
  let goOn: () => void = () => undefined;

  const isFull = (): boolean => rowsWaiting >= MOST_ROWS || waiting.length >= underWay();
  const rest = async (): Promise<void> => {
    const ms = began + APART_MS - performance.now();
    if (ms <= 0 || isFull()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      goOn = () => (clearTimeout(timer), resolve());
    });
  };

  const nextGroup = (): Waiting[] => {
    let rows = waiting[0]?.results.length ?? 0;
    let count = 1;
    for (const { results } of waiting.slice(1)) {
      rows += results.length;
      if (rows > MOST_ROWS) break;
      count += 1;
    }
    const group = waiting.splice(0, count);
    rowsWaiting -= group.reduce((sum, { results }) => sum + results.length, 0);
    return group;
  };

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
      await rest();
      began = performance.now();
      const group = nextGroup();
      await write(group.flatMap((one) => one.results)).then(
        () => group.forEach((one) => one.done()),
        (error: unknown) => group.forEach((one) => one.failed(error)),
      );
      // The slots just served put their next results in before the next statement is made.
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = null;
  };

  return {
    settle: (results) =>
      new Promise((done, failed) => {
        waiting.push({ results, done, failed });
        rowsWaiting += results.length;
        if (running === null) running = run();
        else if (isFull()) goOn();
      }),
    async idle() {
      await running;
    },
  };
}
