import pg from 'pg';
import { CopyIn } from './engine/copy-in.ts';
import { decoderOf } from './engine/decode.ts';
import { encodeForWire } from './engine/encode.ts';
import { failureOf, sqlError } from './engine/failure.ts';
import { PLAN_EACH_TIME, statementNames } from './engine/statement-names.ts';
import { type Database, type Scripted, SqlError, type Transaction } from './sql.ts';

export interface PostgresOptions {
  readonly url: string;
  /** Most sessions open at once; default 10. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly name?: string;
}

/** A statement that runs for longer is stuck; a lock waited for longer is held by something stuck. Milliseconds. */
const STATEMENT_MS = 30_000;
const LOCK_MS = 10_000;
/** Also bounds the wait for a session while all are busy. */
const CONNECT_MS = 8_000;

const SETTINGS = [
  'TimeZone=UTC',
  'DateStyle=ISO',
  PLAN_EACH_TIME,
  // Compiling a statement takes longer than running any of ours, and plans are made for each execution.
  'jit=off',
  `statement_timeout=${STATEMENT_MS}`,
  `lock_timeout=${LOCK_MS}`,
  `idle_in_transaction_session_timeout=${STATEMENT_MS}`,
];

/**
 * PostgreSQL through a pool of sessions. Rejects with `SqlError` `unavailable` when the server does not answer, now or
 * at any later statement; the pool recovers by itself when the server is back.
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.name ?? 'loa',
    options: SETTINGS.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS + 5_000,
    keepAlive: true,
    types: { getTypeParser: decoderOf },
  });
  // An idle session that breaks is replaced by the pool; without a listener Node would end the process.
  pool.on('error', () => undefined);
  const database = over(pool);
  try {
    await database.query('select 1');
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function over(pool: pg.Pool): Database {
  let closed: Promise<void> | undefined;
  return {
    ...session(pool),
    transaction: (work) => inTransaction(pool, work),
    close: () => (closed ??= pool.end()),
  };
}

const nameOf = statementNames();

function session(client: pg.Pool | pg.PoolClient): Scripted {
  return {
    async query<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
      const result = await asSqlError(client.query<Row>({ name: nameOf(text), text, values: parameters.map(encodeForWire) }));
      return result.rows;
    },
    async script(text) {
      await asSqlError(client.query(text));
    },
  };
}

const transactionOn = (client: pg.PoolClient): Transaction => ({
  ...session(client),
  copy: (text, pieces) => asSqlError(client.query(new CopyIn(text, pieces)).done),
});

async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await asSqlError(pool.connect());
  // A session that breaks while nothing is asked of it emits: the next statement reports it.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await asSqlError(client.query('begin'));
    const result = await work(transactionOn(client));
    const end = await asSqlError(client.query('commit'));
    if (end.command !== 'COMMIT') throw new SqlError('25P02', 'The transaction was rolled back because one of its statements failed');
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** The error that makes the session unfit for the pool, if the rollback failed. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed');
  }
}

async function asSqlError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw sqlError(failureOf(error));
  }
}
