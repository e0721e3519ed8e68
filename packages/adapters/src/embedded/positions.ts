import { setTimeout as sleep } from 'node:timers/promises';
import { LogUnavailable } from '@loa/runtime';
import type { Sql } from '../postgres/sql.ts';
import { MOVE } from './statements.ts';

interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
}

export interface Positions {
  /** Notes that everything before `next` is done; written soon, several moves in one statement. */
  mark(position: Position): void;
  /** Resolves when all that was marked is durable; rejects with LogUnavailable when the database does not take it. */
  drain(): Promise<void>;
}

const RETRY_MS = 200;

/** Writes a group's positions behind its handlers: never ahead of an outcome, and without making the next record wait. */
export function createPositions(db: Sql, group: string, moved: (position: Position) => void): Positions {
  const dirty = new Map<string, Position>();
  let writing: Promise<void> | null = null;
  let draining = false;

  async function write(): Promise<void> {
    while (dirty.size > 0) {
      const batch = [...dirty.values()];
      dirty.clear();
      try {
        await db.query(MOVE, [group, batch.map((p) => p.topic), batch.map((p) => p.partition), batch.map((p) => p.next)]);
      } catch (cause) {
        for (const position of batch) if (!dirty.has(keyOf(position))) dirty.set(keyOf(position), position);
        if (draining) throw new LogUnavailable('positions could not be written', { cause });
        await sleep(RETRY_MS);
        continue;
      }
      batch.forEach(moved);
    }
  }

  function kick(): Promise<void> {
    writing ??= write().finally(() => (writing = null));
    return writing;
  }

  return {
    mark(position) {
      dirty.set(keyOf(position), position);
      // A rejection belongs to drain(), which asks again.
      kick().catch(() => undefined);
    },
    async drain() {
      draining = true;
      await kick();
    },
  };
}

function keyOf({ topic, partition }: Position): string {
  return `${topic}/${partition}`;
}
