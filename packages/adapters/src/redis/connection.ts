import type { Logger } from '@loa/runtime';
import { Redis } from 'ioredis';

/** An open client. */
export type RedisConnection = Redis;

/**
 * A connection that fails fast and mends itself: a command rejects at once while there is no server and after half a second when
 * it does not answer; reconnecting goes on for ever, at most half a second apart. Resolves when connected or after 2 s without:
 * Redis may be empty or missing at any moment, so its absence stops no start.
 */
export async function openRedis(options: { readonly url: string; readonly log: Logger }): Promise<RedisConnection> {
  const redis = new Redis(options.url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    connectTimeout: 2_000,
    // A peer that is stopped, not gone, closes nothing: without this its connection would be waited on for ever.
    socketTimeout: 5_000,
    retryStrategy: (times) => Math.min(50 * times, 500),
    // A server that comes back as a read-only replica is left for the next one.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  let up = false;
  redis.on('ready', () => {
    up = true;
    options.log.info('redis is there');
  });
  redis.on('close', () => {
    if (up) options.log.warn('redis is gone');
    up = false;
  });
  // Every fault also comes as a rejected command; an unheard 'error' event would end the process.
  redis.on('error', (err) => options.log.debug({ err }, 'redis client'));
  await redis.connect().catch(() => undefined);
  return redis;
}
