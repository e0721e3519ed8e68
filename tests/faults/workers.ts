import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { keepLog } from '@loa/testing/logs';
import { freePort, until } from '@loa/testing/servers';

const SERVICES = join(import.meta.dirname, '../../services');
/** Every process of an installation that a bulletin passes on its way to people; `sender-email` and `sender-sms` are one service. */
export const WORKERS = ['intake', 'classifier', 'deduplicator', 'fanout', 'sender-email', 'sender-sms', 'sweeper', 'receipts'] as const;
export type WorkerName = (typeof WORKERS)[number];

/** A service in a process of its own, on one port for all its lives. */
export interface Worker {
  /** Where its HTTP server listens. */
  readonly url: string;
  /** What all its lives have written to standard output and standard error. */
  log(): string;
  /** Starts it; returns as soon as the process is there. */
  start(): void;
  /** Resolves when it answers that it is ready. Rejects after a minute. */
  ready(): Promise<void>;
  /** SIGKILL: resolves when the process is gone. */
  kill(): Promise<void>;
}

/** A worker that is not started yet. Its environment is `env` and the path alone. */
export async function worker(name: WorkerName, env: Readonly<Record<string, string>>, port?: number): Promise<Worker> {
  const at = port ?? (await freePort());
  const [service = name, channel] = name.split('-');
  const own = { ...env, LOA_PORT: String(at), ...(channel === undefined ? {} : { LOA_CHANNEL: channel }) };
  const url = `http://127.0.0.1:${at}`;
  let log = '';
  let child: ChildProcess | undefined;
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    url,
    log: () => log,
    start() {
      child = spawn(process.execPath, [join(SERVICES, service, 'src/main.ts')], { env: { PATH: process.env['PATH'], ...own } });
      const file = `${name}-${child.pid ?? 0}`;
      const keep = (chunk: Buffer): void => {
        log += chunk.toString();
        keepLog(file, chunk);
      };
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
    },
    async ready() {
      const isReady = async () => (await fetch(`${url}/readyz`)).ok;
      await until(`${name} is ready`, 60_000, isReady, 100).catch((error: unknown) => {
        throw new Error(`${name} did not become ready: ${log.slice(-2_000)}`, { cause: error });
      });
    },
    async kill() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
