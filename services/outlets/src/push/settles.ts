import type { LineStand, OutletLines, SettledItems } from '@loa/domain/ports';

const MOST_ROWS = 500;
const RETRY_MS = 200;

/** Settles of many lines share one statement; each caller waits until its own is durable. */
export interface Settles {
  /** Where the line stands now; null when somebody else holds it. Rejects only when the process ends while nothing can be written. */
  settle(result: SettledItems): Promise<LineStand | null>;
}

export interface SettlesOptions {
  readonly write: (results: readonly SettledItems[]) => ReturnType<OutletLines['settle']>;
  /** While it has not aborted a failed write is tried again: what has been delivered is not thrown away. */
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
}

interface Waiting {
  readonly result: SettledItems;
  readonly done: (stand: LineStand | null) => void;
  readonly failed: (error: unknown) => void;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A group is whatever was finished while the last statement ran. */
export function createSettles({ write, signal, onError }: SettlesOptions): Settles {
  const waiting: Waiting[] = [];
  let running = false;

  const written = async (results: readonly SettledItems[]): Promise<LineStand[]> => {
    for (;;) {
      try {
        return await write(results);
      } catch (error) {
        onError(error);
        if (signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };

  const run = async (): Promise<void> => {
    running = true;
    // Calls that end in one turn of the event loop are settled together.
    for (await turn(); waiting.length > 0; await turn()) {
      const group = waiting.splice(0, MOST_ROWS);
      await written(group.map((one) => one.result)).then(
        (stands) => {
          const byLine = new Map(stands.map((stand) => [keyOf(stand), stand]));
          for (const one of group) one.done(byLine.get(keyOf(one.result)) ?? null);
        },
        (error: unknown) => group.forEach((one) => one.failed(error)),
      );
    }
    running = false;
  };

  return {
    settle: (result) =>
      new Promise((done, failed) => {
        waiting.push({ result, done, failed });
        if (!running) void run();
      }),
  };
}

const keyOf = ({ outletId, status }: { readonly outletId: number; readonly status: string }): string => `${outletId} ${status}`;
