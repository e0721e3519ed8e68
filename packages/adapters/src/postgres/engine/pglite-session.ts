import { Worker } from 'node:worker_threads';
import { SqlError } from '../sql.ts';
import { decoderOf } from './decode.ts';
import { encode } from './encode.ts';
import { failureOf, sqlError } from './failure.ts';
import type { Answer, Ask, Opening, Refusal, WorkerData } from './pglite-messages.ts';

/** Another process holds the data directory. */
export class DataDirLocked extends Error {
  override readonly name = 'DataDirLocked';
  readonly code = 'data-dir-locked';
  readonly dataDir: string;
  constructor(dataDir: string) {
    super(
      `The data directory ${dataDir} is in use by another process of Loa. Stop that one, or choose another directory with LOA_DATA_DIR.`,
    );
    this.dataDir = dataDir;
  }
}

export interface Result<Row> {
  readonly rows: Row[];
  readonly tag: string;
}

/** The one session of a PGlite in its worker thread. Statements run in the order in which they were asked. */
export interface PgliteSession {
  run<Row extends object>(text: string, parameters: readonly unknown[] | null): Promise<Result<Row>>;
  /** A `copy … from stdin`. */
  copy(text: string, bytes: Uint8Array): Promise<void>;
  /** False once the thread or the engine in it has gone. */
  readonly alive: boolean;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the thread and waits until the database is open. Rejects with {@link DataDirLocked} or `SqlError`. */
export async function startPgliteSession(dataDir: string): Promise<PgliteSession> {
  const data: WorkerData = { dataDir };
  // Own flags: those of the main thread may not suit, and node:sqlite (the directory's lock) still announces itself as experimental.
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), {
    workerData: data,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await opened(worker, dataDir);
  return sessionOf(worker);
}

function opened(worker: Worker, dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', (word: Opening) => {
      if (word.opened) resolve();
      else reject(word.locked ? new DataDirLocked(dataDir) : sqlError(word));
    });
    worker.once('error', (error) => reject(sqlError(failureOf(error))));
    worker.once('exit', () => reject(new SqlError('unavailable', 'The embedded database ended while it was being opened')));
  });
}

function sessionOf(worker: Worker): PgliteSession {
  const waiting = new Map<number, Waiting>();
  let alive = true;
  let lastId = 0;
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  const lose = (message: string): void => {
    alive = false;
    for (const one of waiting.values()) one.reject(new SqlError('unavailable', message));
    waiting.clear();
  };
  worker.on('error', () => lose('The embedded database failed'));
  worker.on('exit', () => lose('The embedded database has ended'));
  worker.on('message', (reply: Answer | Refusal) => {
    const one = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (!('failure' in reply)) return one?.resolve(reply);
    one?.reject(sqlError(reply.failure));
    if (!reply.fatal) return;
    lose('The embedded database has ended');
    void worker.terminate();
  });

  const ask = (text: string, values: Ask['values']): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (!alive) return reject(new SqlError('unavailable', 'The embedded database has ended'));
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, text, values } satisfies Ask);
    });

  return {
    get alive() {
      return alive;
    },
    async run<Row extends object>(text: string, parameters: readonly unknown[] | null): Promise<Result<Row>> {
      const answer = await ask(text, parameters === null ? null : parameters.map(encode));
      return { rows: rowsOf<Row>(answer), tag: answer.tag };
    },
    async copy(text, bytes) {
      await ask(text, bytes);
    },
    async close() {
      if (alive) worker.postMessage('close');
      await gone;
    },
  };
}

function rowsOf<Row extends object>(answer: Answer): Row[] {
  const columns = answer.columns.map(({ name, oid }) => ({ name, decode: decoderOf(oid) }));
  return answer.rows.map((values) => {
    const row: Record<string, unknown> = {};
    columns.forEach(({ name, decode }, index) => {
      const text = values[index];
      row[name] = text === null || text === undefined ? null : decode(text);
    });
    // The statement's author names the row's shape: this is the one place where that word is taken.
    return row as Row;
  });
}
