import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { messages, type PGlite, protocol } from '@electric-sql/pglite';
import { openCluster } from './pglite-cluster.ts';
import { failureOf } from './failure.ts';
import { PLAN_EACH_TIME, statementNames } from './statement-names.ts';
import type { Answer, Ask, Opening, Refusal, WorkerData } from './pglite-messages.ts';

const { serialize } = protocol;

/**
 * Holds the data directory for as long as this thread lives: the kernel lets go of SQLite's file lock with the process,
 * however it ends, so nothing stale is ever left behind. Throws when another process holds it.
 */
function takeLock(dataDir: string): DatabaseSync {
  const lock = new DatabaseSync(join(dataDir, 'lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

const nameOf = statementNames();
/** Names that the engine has a statement under. */
const parsed = new Set<string>();

/** Parse where the engine does not know the statement, bind, describe, execute and sync in one crossing into it. */
function extended({ text, values }: { text: string; values: readonly (string | null)[] }, name: string | undefined): Uint8Array {
  const known = name !== undefined && parsed.has(name);
  return Buffer.concat([
    // One whose first execution failed may be there already.
    ...(known || name === undefined ? [] : [serialize.close({ type: 'S', name })]),
    ...(known ? [] : [serialize.parse({ name: name ?? '', text })]),
    serialize.bind({ statement: name ?? '', values: [...values] }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ]);
}

function answerOf(id: number, replies: readonly { readonly name: string }[]): Answer {
  let columns: Answer['columns'] = [];
  let tag = '';
  const rows: (string | null)[][] = [];
  for (const reply of replies) {
    if (reply instanceof messages.DataRowMessage) rows.push(reply.fields);
    else if (reply instanceof messages.RowDescriptionMessage)
      columns = reply.fields.map((field) => ({ name: field.name, oid: field.dataTypeID }));
    else if (reply instanceof messages.CommandCompleteMessage) tag = reply.text;
  }
  return { id, columns, rows, tag };
}

/** After a PANIC (a full disk while the write-ahead log grows) the engine holds locks that nobody lets go of. */
function endsEngine(error: unknown): boolean {
  return !(error instanceof messages.DatabaseError) || error.severity === 'PANIC' || error.severity === 'FATAL';
}

/** PGlite takes what a COPY reads from a file of its own. */
async function copy(engine: PGlite, text: string, bytes: Uint8Array): Promise<void> {
  await engine.query(text.replace('from stdin', "from '/dev/blob'"), [], { blob: new Blob([Buffer.from(bytes)]) });
}

async function run(engine: PGlite, { id, text, values }: Ask): Promise<Answer | Refusal> {
  const name = values === null || values instanceof Uint8Array ? undefined : nameOf(text);
  try {
    if (values instanceof Uint8Array) {
      await copy(engine, text, values);
      return { id, columns: [], rows: [], tag: 'COPY' };
    }
    const bytes = values === null ? serialize.query(text) : extended({ text, values }, name);
    const replies = await engine.execProtocolStream(bytes, { syncToFs: false });
    if (name !== undefined) parsed.add(name);
    return answerOf(id, replies);
  } catch (error) {
    if (name !== undefined) parsed.delete(name);
    return { id, failure: failureOf(error), fatal: engine.closed || endsEngine(error) };
  }
}

async function open(dataDir: string): Promise<PGlite> {
  const engine = await openCluster(dataDir);
  await engine.exec(`set timezone = 'UTC'; set datestyle = 'ISO'; set ${PLAN_EACH_TIME}`);
  return engine;
}

async function serve(port: MessagePort, dataDir: string): Promise<void> {
  const say = (word: Opening): void => port.postMessage(word);
  let lock: DatabaseSync | undefined;
  if (dataDir !== 'memory') {
    mkdirSync(dataDir, { recursive: true });
    try {
      lock = takeLock(dataDir);
    } catch (error) {
      return say({ opened: false, locked: true, message: failureOf(error).message });
    }
  }
  const engine = await open(dataDir);
  let turn: Promise<void> = Promise.resolve();
  port.on('message', (ask: Ask | 'close') => {
    turn = turn.then(async () => {
      if (ask !== 'close') return port.postMessage(await run(engine, ask));
      await engine.close();
      lock?.close();
      port.close();
    });
  });
  say({ opened: true });
}

const { dataDir } = workerData as WorkerData;
if (parentPort) await serve(parentPort, dataDir);
