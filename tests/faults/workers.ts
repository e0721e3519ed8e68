import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import type { CrashPoint } from '@loa/runtime';
import { keepLog } from '@loa/testing/logs';
import { bareEnvironment, freePort, until } from '@loa/testing/servers';

/** Longest way to a point, on a machine with much else to do: a refused SMS is due again after 15 s. And the longest start of a process. */
const THERE_MS = 180_000;
const READY_MS = 180_000;
const HELD_WORKER = join(import.meta.dirname, 'held-worker.ts');
/** Every process of an installation that a bulletin passes on its way to people; senders are one service, run for each channel. */
export const WORKERS = [
  'intake',
  'classifier',
  'deduplicator',
  'fanout',
  'sender-email',
  'sender-sms',
  'sender-voice',
  'sweeper',
  'receipts',
] as const;
export type WorkerName = (typeof WORKERS)[number];

/** A point at which a worker will stop. */
export interface Hold {
  /** Resolves when it stands there; rejects after three minutes. */
  readonly there: Promise<void>;
  /** Lets it go on. */
  release(): void;
  /** Lets it go on and stop the next time it comes there; the new hold. */
  releaseOnce(): Hold;
}

/** A service in a process of its own, on one port for all its lives. */
export interface Worker {
  /** Where its HTTP server listens. */
  readonly url: string;
  /** Crash points that it has come to, in all its lives. */
  readonly seen: ReadonlySet<string>;
  /** What all its lives have written to standard output and standard error. */
  log(): string;
  /** Starts it; returns as soon as the process is there. */
  start(): void;
  /** Resolves when it answers that it is ready. Rejects after three minutes. */
  ready(): Promise<void>;
  /** Resolves when it is certain that this life stops the `nth` time from now that it comes to the point. */
  hold(point: CrashPoint, nth?: number): Promise<Hold>;
  /** SIGKILL: resolves when the process is gone. */
  kill(): Promise<void>;
}

/** A worker that is not started yet. Its environment is `env` and the path alone. */
export async function worker(name: WorkerName, env: Readonly<Record<string, string>>, port?: number): Promise<Worker> {
  const at = port ?? (await freePort());
  const [service = name, channel] = name.split('-');
  const own = { ...bareEnvironment(), ...env, LOA_PORT: String(at), ...(channel === undefined ? {} : { LOA_CHANNEL: channel }) };
  const url = `http://127.0.0.1:${at}`;
  const seen = new Set<string>();
  const waiting = new Map<string, () => void>();
  const armed = new Map<string, () => void>();
  let log = '';
  let life: { child: ChildProcess; line: Duplex } | undefined;

  const heard = (text: string): void => {
    const [word, point = ''] = text.split(' ');
    if (word === 'seen') seen.add(point);
    else waiting.get(point)?.();
  };
  const holdOf = (point: string): Hold => {
    const there = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${name} did not come to ${point} within ${THERE_MS} ms`)), THERE_MS).unref();
      waiting.set(point, () => {
        clearTimeout(late);
        resolve();
      });
    });
    // A scenario may fail before it waits for this.
    there.catch(() => undefined);
    return {
      there,
      release: () => void life?.line.write('g'),
      releaseOnce() {
        const next = holdOf(point);
        life?.line.write('n');
        return next;
      },
    };
  };

  return {
    url,
    seen,
    log: () => log,
    start() {
      const child = spawn(process.execPath, [HELD_WORKER, service], { env: own, stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'] });
      const line = child.stdio[4] as Duplex;
      line.on('error', () => undefined);
      createInterface(line).on('line', heard);
      child.on('message', (point) => typeof point === 'string' && armed.get(point)?.());
      const keep = (chunk: Buffer): void => {
        log += chunk.toString();
        keepLog(`${name}-${child.pid ?? 0}`, chunk);
      };
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
      life = { child, line };
    },
    async ready() {
      const isReady = async () => (await fetch(`${url}/readyz`)).ok;
      await until(`${name} is ready`, READY_MS, isReady, 100).catch((error: unknown) => {
        throw new Error(`${name} did not become ready: ${log.slice(-2_000)}`, { cause: error });
      });
    },
    async hold(point, nth = 1) {
      if (life === undefined) throw new Error(`${name} is not started`);
      const hold = holdOf(point);
      const isArmed = new Promise<void>((resolve) => armed.set(point, resolve));
      life.child.send({ hold: point, nth });
      await isArmed;
      return hold;
    },
    async kill() {
      if (life === undefined || life.child.exitCode !== null || life.child.signalCode !== null) return;
      const gone = once(life.child, 'exit');
      life.child.kill('SIGKILL');
      await gone;
    },
  };
}
