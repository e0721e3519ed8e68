import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { freePort, until } from '@loa/testing/servers';

/** Where Debian's package postfix puts it. */
const PROGRAM = '/usr/sbin/smtp-sink';
/** As many connections as anything here opens, and some more. */
const MOST_SESSIONS = '1024';
const BACKLOG = '1024';

export interface DebianSink {
  readonly url: string;
  stop(): Promise<void>;
}

/** Why Debian's smtp-sink cannot be used here; null where it can. */
export const smtpSinkMissing = (): string | null =>
  existsSync(PROGRAM) ? null : 'smtp-sink is not here: tests/bench/install.sh smtp-sink brings it';

/** Version of the package that it comes from. */
export function smtpSinkVersion(): string {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Version}', 'postfix'], { encoding: 'utf8' });
  return `smtp-sink of postfix ${stdout === '' ? 'of unknown version' : stdout}`;
}

/** Takes and forgets everything; PIPELINING is offered. */
export async function startDebianSink(): Promise<DebianSink> {
  const port = await freePort();
  // It will not run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(PROGRAM, [...user, '-m', MOST_SESSIONS, `127.0.0.1:${port}`, BACKLOG], { stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = once(child, 'exit');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  await until('smtp-sink answers', 30_000, () => answers(port), 50);
  return {
    url: `smtp://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await gone;
      process.off('exit', kill);
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = createConnection({ host: '127.0.0.1', port });
  try {
    await once(socket, 'data');
    return true;
  } finally {
    socket.destroy();
  }
}
