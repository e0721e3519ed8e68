import { createHash } from 'node:crypto';
import { ReplyError } from 'ioredis';
import type { RedisConnection } from './connection.ts';
import { answered } from './unavailable.ts';

/** A Lua script, run by its hash; sent in full once after every restart of the server, which forgets scripts. */
export function luaScript(redis: RedisConnection, source: string): (key: string, ...parameters: (string | number)[]) => Promise<unknown> {
  const hash = createHash('sha1').update(source).digest('hex');
  return (key, ...parameters) =>
    answered(
      redis.evalsha(hash, 1, key, ...parameters).catch((error: unknown) => {
        if (error instanceof ReplyError && error instanceof Error && error.message.startsWith('NOSCRIPT')) {
          return redis.eval(source, 1, key, ...parameters);
        }
        throw error;
      }),
    );
}
