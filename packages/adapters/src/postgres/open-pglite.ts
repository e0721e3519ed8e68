import { type PgliteSession, startPgliteSession } from './engine/pglite-session.ts';
import { type Database, SqlError, type Transaction } from './sql.ts';

export { DataDirLocked } from './engine/pglite-session.ts';

export interface PgliteOptions {
  /** Where the database lives (made if missing), or `memory` for one that ends with the process. */
  readonly dataDir: string;
}

/**
 * The embedded database: PGlite in a worker thread, one session. Statements outside a transaction wait while one is open;
 * transactions queue. Rejects with `DataDirLocked` when another process has the directory; a directory whose holder was
 * killed is free at once. An engine that breaks (a full disk at commit ends it) is opened again by the next statement.
 */
export async function openPglite(options: PgliteOptions): Promise<Database> {
  let session: Promise<PgliteSession> = startPgliteSession(options.dataDir);
  let lastTransaction: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | undefined;
  await session;

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

  const outside: Transaction = {
    async query<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
      await lastTransaction;
      return (await (await live()).run<Row>(text, parameters)).rows;
    },
    async script(text) {
      await lastTransaction;
      await (await live()).run(text, null);
    },
  };

  return {
    ...outside,
    transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
      const mine = lastTransaction.then(async () => inTransaction(await live(), work));
      lastTransaction = mine.catch(() => undefined);
      return mine;
    },
    close() {
      return (closed ??= lastTransaction.then(async () => (await session).close()));
    },
  };
}

/** A new session once the thread of the old one has let go of the directory; where that fails, one that says why, for the next statement to try again. */
async function reopened(old: PgliteSession, dataDir: string): Promise<PgliteSession> {
  await old.close();
  return startPgliteSession(dataDir).catch((error: unknown) => ({
    alive: false,
    run: () => Promise.reject(error instanceof Error ? error : new SqlError('unavailable', 'The embedded database could not be opened')),
    close: () => Promise.resolve(),
  }));
}

async function inTransaction<T>(session: PgliteSession, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let open = true;
  const run = <Row extends object>(text: string, parameters: readonly unknown[] | null) =>
    open ? session.run<Row>(text, parameters) : Promise.reject(new SqlError('25P01', 'The transaction has ended'));
  await run('begin', []);
  try {
    const result = await work({
      query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) => (await run<Row>(text, parameters)).rows,
      script: async (text) => void (await run(text, null)),
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
