import { execFileSync, spawn } from 'node:child_process';
import { existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A command to run as a server. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Both output streams go here. */
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

/** A child process and its own children. */
export interface ServerProcess {
  readonly pid: number;
  readonly gone: Promise<void>;
  readonly isGone: () => boolean;
  /** Sends the signal to the process and every descendant. */
  signalAll(signal: NodeJS.Signals): void;
  /** Sends the signal to the process alone. */
  signal(signal: NodeJS.Signals): void;
}

/** The first of `names` on the PATH or in `folders`; null when there is none. */
export function findProgram(names: string, folders: readonly string[] = []): string | null {
  const places = [...folders, ...(process.env['PATH'] ?? '').split(delimiter)];
  return places.map((place) => join(place, names)).find((path) => existsSync(path)) ?? null;
}

/** Starts a server that dies with this process where the system can promise that (`setpriv --pdeathsig`). */
export function startProcess(command: Command): ServerProcess {
  const out = openSync(command.logFile, 'a');
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : null;
  const [file, args] =
    setpriv === null ? [command.file, command.args] : [setpriv, ['--pdeathsig', 'KILL', '--', command.file, ...command.args]];
  const child = spawn(file, args, {
    cwd: command.cwd,
    stdio: ['ignore', out, out],
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...command.env },
    ...command.user,
  });
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      isGone = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const pid = child.pid ?? -1;
  const send = (target: number, signal: NodeJS.Signals) => {
    try {
      if (target > 0) process.kill(target, signal);
    } catch {
      // Gone between the look and the signal.
    }
  };
  return {
    pid,
    gone,
    isGone: () => isGone,
    signal: (signal) => (isGone ? undefined : send(pid, signal)),
    // Each PostgreSQL backend makes itself a process group of its own, so a group signal would miss it.
    signalAll: (signal) => (isGone ? undefined : [pid, ...descendants(pid)].forEach((one) => send(one, signal))),
  };
}

/** Process ids below `pid`, from /proc. */
function descendants(pid: number): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // Ended while we looked.
    }
  }
  const below = (parent: number): number[] => (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** Ids of a system user; null when there is no such user. */
export function userIds(name: string): { uid: number; gid: number } | null {
  try {
    const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return null;
  }
}
