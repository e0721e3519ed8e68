import { execFile } from 'node:child_process';
import { chownSync, existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { startLocal } from './local-server.ts';
import { findProgram, userIds } from './processes.ts';
import { type RealServer, ServerMissing } from './server.ts';

const run = promisify(execFile);

/** The folder that holds both `initdb` and `postgres`, newest version first; null when there is none. */
function binaries(): string | null {
  const onPath = findProgram('postgres');
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(onPath === null ? [] : [dirname(realpathSync(onPath))])];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, or `nobody`. */
function runAs(): { uid: number; gid: number } | undefined | null {
  return process.getuid?.() === 0 ? (userIds('postgres') ?? userIds('nobody')) : undefined;
}

/** Why PostgreSQL cannot be run from this machine's binaries; null when it can. */
export function localPostgresMissing(): string | null {
  if (binaries() === null) return 'no initdb and postgres (scripts/install-servers.sh installs them)';
  return runAs() === null ? 'root has no other user to run PostgreSQL as' : null;
}

/** Its files need not outlive the machine: a killed server keeps all the same, and every commit saves a write to the disk. */
const WITHOUT_SYNC = ['-c', 'fsync=off', '-c', 'full_page_writes=off'];

/** PostgreSQL with its default durability, unless told otherwise. */
export async function startLocalPostgres({ durable = true }: { readonly durable?: boolean } = {}): Promise<RealServer> {
  const folder = binaries();
  const user = runAs();
  if (folder === null || user === null) throw new ServerMissing(localPostgresMissing() ?? '');
  const port = await freePort();
  const address = `postgres://loa@127.0.0.1:${port}/postgres`;
  return startLocal({
    engine: 'postgres',
    address,
    // Fast shutdown: open sessions are ended, not waited for.
    endSignal: 'SIGINT',
    async prepare(dataDir) {
      if (user !== undefined) chownSync(dataDir, user.uid, user.gid);
      const args = ['-D', dataDir, '-U', 'loa', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
      await run(join(folder, 'initdb'), args, { cwd: dirname(dataDir), ...user });
    },
    command: (dataDir) => ({
      file: join(folder, 'postgres'),
      args: [
        '-D',
        dataDir,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-k',
        dataDir,
        '-c',
        'max_connections=300',
        ...(durable ? [] : WITHOUT_SYNC),
      ],
      user,
    }),
    answers: () => postgresAnswers(address),
  });
}

/** True when a PostgreSQL at the address answers a query. */
export async function postgresAnswers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}
