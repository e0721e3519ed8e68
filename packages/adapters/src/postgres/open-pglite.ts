import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises';
import { type PgliteSession, startPgliteSession } from './engine/pglite-session.ts';
import { type Database, type Scripted, SqlError, type Transaction } from './sql.ts';

export { DataDirLocked } from './engine/pglite-session.ts';

export interface PgliteOptions {
  /** Where the database lives (made if missing), or `memory` for one that ends with the process. */
  readonly dataDir: string;
}

/**
 * A transaction lets statements that stand alone go first for at most so long, milliseconds. On one session a slice of a fan-out
 * would otherwise stand between any two statements of the sender that has just been given the slice before.
 */
const AFTER_YOU_MS = 10;

/**
 * The embedded database: PGlite in a worker thread, one session. Statements outside a transaction wait while one is open;
 * transactions queue, behind statements that are under way. Rejects with `DataDirLocked` when another process has the directory; a directory whose holder was
 * killed is free at once. An engine that breaks (a full disk at commit ends it) is opened again by the next statement.
 */
export async function openPglite(options: PgliteOptions): Promise<Database> {
  let session: Promise<PgliteSession> = startPgliteSession(options.dataDir);
  let lastTransaction: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | undefined;
  /** The transaction that has begun, until it ends. */
  let open: Promise<unknown> | null = null;
  let alone = 0;
  let noneAlone = Promise.withResolvers<null>();
  await session;

  const statement = async <T>(work: (now: PgliteSession) => Promise<T>): Promise<T> => {
    for (;;) {
      const now = await live();
      if (open !== null) {
        await open;
        continue;
      }
      // Asked in the same tick as the look at `open`: later it could fall into a transaction, and be rolled back with it.
      alone += 1;
      try {
        return await work(now);
      } finally {
        alone -= 1;
        if (alone === 0) noneAlone.resolve(null);
      }
    }
  };

  const turn = async (): Promise<void> => {
    const end = performance.now() + AFTER_YOU_MS;
    // A tick between: whoever has an answer now asks its next question in this one.
    for (await nextTick(); alone > 0 && performance.now() < end; await nextTick()) {
      noneAlone = Promise.withResolvers();
      await Promise.race([noneAlone.promise, sleep(Math.max(1, end - performance.now()))]);
    }
  };

  const live = async (): Promise<PgliteSession> => {
    if (closed) throw new SqlError('unavailable', 'The database has been closed');
    const current = session;
    const now = await current;
    // What was in memory is gone with its engine: opening it anew would hand out an empty database.
    if (now.alive || options.dataDir === 'memory') return now;
    // Of several statements that find the engine gone, the first opens it again.
    if (session === current) session = reopened(now, options.dataDir);
    return session;
  };

  const outside: Scripted = {
    async query<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
      return (await statement((now) => now.run<Row>(text, parameters))).rows;
    },
    async script(text) {
      await statement((now) => now.run(text, null));
    },
  };

  return {
    ...outside,
    transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
      const mine = lastTransaction.then(async () => {
        const now = await live();
        await turn();
        const running = inTransaction(now, work);
        open = running.then(
          () => (open = null),
          () => (open = null),
        );
        return running;
      });
      lastTransaction = mine.catch(() => undefined);
      return mine;
    },
    close() {
      return (closed ??= lastTransaction.then(async () => (await session).close()));
    },
  };
}

const refused = (error: unknown): Promise<never> =>
  Promise.reject(error instanceof Error ? error : new SqlError('unavailable', 'The embedded database could not be opened'));

/** A new session once the thread of the old one has let go of the directory; where that fails, one that says why, for the next statement to try again. */
async function reopened(old: PgliteSession, dataDir: string): Promise<PgliteSession> {
  await old.close();
  return startPgliteSession(dataDir).catch((error: unknown) => ({
    alive: false,
    run: () => refused(error),
    copy: () => refused(error),
    close: () => Promise.resolve(),
  }));
}

const ended = (): Promise<never> => Promise.reject(new SqlError('25P01', 'The transaction has ended'));

async function inTransaction<T>(session: PgliteSession, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let open = true;
  const run = <Row extends object>(text: string, parameters: readonly unknown[] | null) =>
    open ? session.run<Row>(text, parameters) : ended();
  await run('begin', []);
  try {
    const result = await work({
      query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) => (await run<Row>(text, parameters)).rows,
      script: async (text) => void (await run(text, null)),
      copy: (text, pieces) => (open ? session.copy(text, Buffer.concat([...pieces])) : ended()),
    });
    const end = await run('commit', []);
    if (end.tag !== 'COMMIT') throw new SqlError('25P02', 'The transaction was rolled back because one of its statements failed');
    return result;
  } catch (error) {
    // A session that has gone has rolled back by going.
    await run('rollback', []).catch(() => undefined);
    throw error;
  } finally {
    open = false;
  }
}
