import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { keepLog } from '@loa/testing/logs';
import { bareEnvironment, freePort, until } from '@loa/testing/servers';

const SERVICES = join(import.meta.dirname, '../../services');
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A service as it runs in an installation: its main, in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  /** What it has written to standard error. */
  log(): string;
  isRunning(): boolean;
  /** SIGTERM: resolves when the process is gone. */
  stop(): Promise<void>;
}

/** Starts a service with `env` and the path alone, and waits until it answers at `probe`. Rejects with the end of its log when it does not. */
export async function startService(
  service: string,
  env: Readonly<Record<string, string>>,
  options: { port?: number; args?: readonly string[]; probe?: string } = {},
): Promise<ServiceProcess> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(process.execPath, [join(SERVICES, service, 'src/main.ts'), ...(options.args ?? [])], {
    env: { ...bareEnvironment(), ...env, LOA_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
    keepLog(`${service}-${child.pid ?? 0}`, chunk);
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  await until(`${service} answers`, 60_000, async () => !isRunning() || (await fetch(url + (options.probe ?? '/readyz'))).ok, 100).catch(
    (error: unknown) => {
      child.kill('SIGKILL');
      throw new Error(`${service} did not become ready: ${log.slice(-2_000)}`, { cause: error });
    },
  );
  if (!isRunning()) throw new Error(`${service} ended at its start: ${log.slice(-2_000)}`);
  return {
    url,
    log: () => log,
    isRunning,
    async stop() {
      if (!isRunning()) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
