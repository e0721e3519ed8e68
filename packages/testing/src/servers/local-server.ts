import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, type ServerProcess, startProcess } from './processes.ts';
import type { Engine, RealServer } from './server.ts';
import { until } from './until.ts';

/** What makes a local binary a {@link RealServer}. */
export interface LocalRecipe {
  readonly engine: Engine;
  readonly address: string;
  /** Prepares an empty data directory (format, initdb). */
  prepare(dataDir: string): Promise<void>;
  command(dataDir: string): Omit<Command, 'cwd' | 'logFile'>;
  /** Resolves when the server answers; rejects or resolves false while it does not. */
  answers(): Promise<boolean>;
  /** The signal that makes it end by itself, quickly. */
  readonly endSignal: NodeJS.Signals;
}

const START_MS = 60_000;

/** A server that ended before it answered, with the end of its own output: another program may have taken its port meanwhile. */
export class EndedAtStart extends Error {
  override readonly name = 'EndedAtStart';
}

/** Runs a recipe. Rejects with the end of the server's own output when it does not come up, with {@link EndedAtStart} where it has ended. */
export async function startLocal(recipe: LocalRecipe): Promise<RealServer> {
  const root = mkdtempSync(join(tmpdir(), `loa-${recipe.engine}-`));
  chmodSync(root, 0o755);
  const dataDir = join(root, 'data');
  const logFile = join(root, 'server.log');
  let running: ServerProcess | null = null;

  const lastLines = (): string => readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n');

  async function fill(): Promise<void> {
    mkdirSync(dataDir, { recursive: true });
    await recipe.prepare(dataDir);
  }

  async function start(): Promise<void> {
    const started = startProcess({ ...recipe.command(dataDir), cwd: root, logFile });
    running = started;
    try {
      await until(`${recipe.engine} answers`, START_MS, async () => started.isGone() || (await recipe.answers()));
    } catch (error) {
      throw new Error(`${recipe.engine} did not start:\n${lastLines()}`, { cause: error });
    }
    if (started.isGone()) throw new EndedAtStart(`${recipe.engine} ended at its start:\n${lastLines()}`);
  }

  async function kill(): Promise<void> {
    running?.signalAll('SIGKILL');
    await running?.gone;
  }

  const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  const atExit = () => {
    running?.signalAll('SIGKILL');
    remove();
  };
  process.once('exit', atExit);
  try {
    await fill();
    await start();
  } catch (error) {
    await kill();
    remove();
    throw error;
  }

  return {
    engine: recipe.engine,
    source: 'local',
    address: recipe.address,
    get pid() {
      return running === null || running.isGone() ? null : running.pid;
    },
    async stop() {
      process.off('exit', atExit);
      running?.signalAll('SIGCONT');
      running?.signal(recipe.endSignal);
      const ended = running;
      const late = setTimeout(() => ended?.signalAll('SIGKILL'), 5_000);
      await ended?.gone;
      clearTimeout(late);
      remove();
    },
    kill,
    async pause() {
      running?.signalAll('SIGSTOP');
    },
    async resume() {
      running?.signalAll('SIGCONT');
    },
    async restart(options) {
      await kill();
      if (options?.empty === true) {
        rmSync(dataDir, { recursive: true, force: true });
        await fill();
      }
      await start();
    },
  };
}
