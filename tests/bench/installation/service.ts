import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bareEnvironment, freePort, until } from '@loa/testing/servers';
import type { AskedService } from './installation.ts';

const SERVICES = join(import.meta.dirname, '../../../services');
/** Every process that a bulletin passes on its way to people; `sender-email` and `sender-sms` are one service. */
export const SERVICE_NAMES = [
  'intake',
  'classifier',
  'deduplicator',
  'fanout',
  'sender-email',
  'sender-sms',
  'sweeper',
  'receipts',
] as const;

export type WorkingService = (typeof SERVICE_NAMES)[number];
export type ServiceName = WorkingService | AskedService;

/** Workers that hold a slice or a few batches at a time, and the heap that docker-compose.yml gives them; see decision 109. */
const SMALL_HEAP = ['--max-old-space-size=160', '--max-semi-space-size=8'];
const HEAPS: Readonly<Record<string, readonly string[]>> = {
  fanout: ['--max-old-space-size=160', '--min-semi-space-size=32', '--max-semi-space-size=32'],
  sender: SMALL_HEAP,
  sweeper: SMALL_HEAP,
};

/** All start at once, each with seconds of compiling: where others work on the machine as well a minute has not been enough. */
const READY_MS = 180_000;

/** None outlives this process. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A service as it runs in an installation: its main.ts in a process of its own. */
export interface Service {
  readonly name: ServiceName;
  readonly url: string;
  readonly pid: number;
  /** SIGTERM: it drains, and writes its profile where one was asked for. Resolves when it is gone. */
  stop(): Promise<void>;
  /** SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a service with `env` and the path alone, and waits until it is ready. Rejects after {@link READY_MS}, with the end of its log. */
export async function startService(name: ServiceName, env: Readonly<Record<string, string>>, profile: string | null): Promise<Service> {
  const [folder = name, channel] = name.split('-');
  const port = await freePort();
  const heap = HEAPS[folder] ?? [];
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}.cpuprofile`];
  const child = spawn(process.execPath, [...heap, ...profiling, join(SERVICES, folder, 'src/main.ts')], {
    env: { ...bareEnvironment(), ...env, LOA_PORT: String(port), ...(channel === undefined ? {} : { LOA_CHANNEL: channel }) },
  });
  const gone = once(child, 'exit');
  running.add(child);
  let log = '';
  const keepEnd = (chunk: Buffer): void => void (log = (log + chunk.toString()).slice(-5_000));
  child.stdout.on('data', keepEnd);
  child.stderr.on('data', keepEnd);
  const url = `http://127.0.0.1:${port}`;
  await until(`${name} is ready`, READY_MS, async () => (await fetch(`${url}/readyz`)).ok, 100).catch((error: unknown) => {
    throw new Error(`${name} did not become ready: ${log}`, { cause: error });
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
    running.delete(child);
  };
  return { name, url, pid: child.pid ?? 0, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
