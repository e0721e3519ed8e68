import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';
import { startLocal } from './local-server.ts';
import { findProgram } from './processes.ts';
import { type RealServer, ServerMissing } from './server.ts';

/** Why redis-server cannot be run from this machine's binaries; null when it can. */
export function localRedisMissing(): string | null {
  return findProgram('redis-server') === null ? 'no redis-server on the PATH (scripts/install-servers.sh installs it)' : null;
}

/** redis-server with an append-only file synced on every write, so that only `restart({ empty: true })` loses data. */
export async function startLocalRedis(): Promise<RealServer> {
  const file = findProgram('redis-server');
  if (file === null) throw new ServerMissing(localRedisMissing() ?? '');
  const port = await freePort();
  return startLocal({
    engine: 'redis',
    address: `redis://127.0.0.1:${port}`,
    endSignal: 'SIGTERM',
    prepare: () => Promise.resolve(),
    command: (dataDir) => ({
      file,
      args: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        dataDir,
        '--save',
        '',
        '--appendonly',
        'yes',
        '--appendfsync',
        'always',
      ],
    }),
    answers: () => redisAnswers(`redis://127.0.0.1:${port}`),
  });
}

/** True when a Redis at the address answers PING. */
export async function redisAnswers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000, commandTimeout: 5_000 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
    return true;
  } finally {
    redis.disconnect();
  }
}
