import type { Sql } from '../postgres/sql.ts';
import { HEADS } from './statements.ts';

/** What is known of where each partition ends. */
export interface Heads {
  /** Next offset of the partition; 0 when nothing is known to be in it. */
  of(topic: string, partition: number): number;
  advance(topic: string, partition: number, next: number): void;
  /** Calls `wake` whenever a partition has grown or been let go, until the function returned is called. */
  subscribe(wake: () => void): () => void;
  wakeAll(): void;
  close(): void;
}

/** Appends of this process advance the heads at once; those of others are found every `pollMs`, while somebody listens. */
export function createHeads(db: Sql, topics: readonly string[], pollMs: number): Heads {
  const next = new Map<string, number>();
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const wakeAll = (): void => listeners.forEach((wake) => wake());

  function advance(topic: string, partition: number, offset: number): void {
    const key = `${topic}/${partition}`;
    if (offset <= (next.get(key) ?? 0)) return;
    next.set(key, offset);
    wakeAll();
  }

  async function poll(): Promise<void> {
    try {
      const rows = await db.query<{ topic: string; partition: number; next_offset: number }>(HEADS, [topics]);
      for (const row of rows) advance(row.topic, row.partition, row.next_offset);
    } catch {
      // The database is missing: the next poll asks again, and ping() says so to /readyz.
    }
    if (listeners.size > 0 && !closed) timer = setTimeout(() => void poll(), pollMs);
    else timer = undefined;
  }

  return {
    of: (topic, partition) => next.get(`${topic}/${partition}`) ?? 0,
    advance,
    subscribe(wake) {
      listeners.add(wake);
      timer ??= setTimeout(() => void poll(), 0);
      return () => void listeners.delete(wake);
    },
    wakeAll,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
