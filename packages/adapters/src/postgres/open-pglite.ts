import { Worker } from 'node:worker_threads';
import { lockDataDir } from './data-dir-lock.ts';
import { decoders } from './decode.ts';
import { type Database, type Sql, SqlError } from './sql.ts';

interface Reply {
  id?: number;
  ready?: true;
  rows?: unknown[][];
  fields?: [name: string, oid: number][];
  error?: { code: string; message: string };
}

/** Statements to the worker, in order, each with its answer. */
class Session {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #next = 1;
  #dead: string | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: Reply) => {
      if (reply.id === undefined) return;
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
    const fail = (reason: string) => {
      this.#dead = reason;
      for (const answer of this.#waiting.values()) answer({ error: { code: 'unavailable', message: reason } });
      this.#waiting.clear();
    };
    worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => fail('the embedded database has stopped'));
  }

  async ask(kind: 'query' | 'script' | 'close', text: string, parameters: readonly unknown[] = []): Promise<object[]> {
    if (this.#dead !== null) throw new SqlError('unavailable', this.#dead);
    const id = this.#next++;
    const reply = await new Promise<Reply>((answer) => {
      this.#waiting.set(id, answer);
      this.#worker.postMessage({ id, kind, text, parameters: parameters.map(plain) });
    });
    if (reply.error !== undefined) throw new SqlError(diskFull(reply.error.message) ? '53100' : reply.error.code, reply.error.message);
    return rowsOf(reply);
  }
}

const diskFull = (message: string): boolean => /ENOSPC|no space left|could not extend file/i.test(message);

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

const TEXT_ARRAY = 1009;
const INT2 = 21;
const INT4 = 23;
const OID = 26;
const BOOL = 16;

const arrayOfText = (value: string): string[] =>
  [...value.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map(([, quoted, bare]) => quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');

function decode(value: unknown, oid: number): unknown {
  if (value === null || typeof value !== 'string') return value;
  if (oid === BOOL) return value === 't' || value === 'true';
  if (oid === INT2 || oid === INT4 || oid === OID) return Number(value);
  if (oid === TEXT_ARRAY) return arrayOfText(value);
  return decoders[oid]?.(value) ?? value;
}

const rowsOf = (reply: Reply): object[] =>
  (reply.rows ?? []).map((row) => Object.fromEntries((reply.fields ?? []).map(([name, oid], index) => [name, decode(row[index], oid)])));

/**
 * Opens the embedded database: PGlite in a worker thread, its files in `dataDir` under an exclusive lock, or in memory
 * for `memory`. One session: a statement outside a transaction waits while one is open.
 * Rejects with DataDirLocked when another process has the directory.
 */
export async function openPglite(options: { dataDir: string }): Promise<Database> {
  const release = options.dataDir === 'memory' ? async () => undefined : await lockDataDir(options.dataDir);
  const worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData: { dataDir: options.dataDir } });
  await new Promise<void>((ready, fail) => {
    worker.once('message', () => ready());
    worker.once('error', fail);
  }).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const session = new Session(worker);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const direct: Sql = { query: async <Row extends object>(statement: string, parameters?: readonly unknown[]) => (await session.ask('query', statement, parameters)) as Row[] };
  return {
    query: (statement, parameters) => inTurn(() => direct.query(statement, parameters)),
    transaction: (work) =>
      inTurn(async () => {
        await session.ask('script', 'begin');
        try {
          const result = await work(direct);
          await session.ask('script', 'commit');
          return result;
        } catch (error) {
          await session.ask('script', 'rollback').catch(() => undefined);
          throw error;
        }
      }),
    script: (statements) => inTurn(async () => void (await session.ask('script', statements))),
    async close() {
      await inTurn(() => session.ask('close', '')).catch(() => undefined);
      await worker.terminate();
      await release();
    },
  };
}
