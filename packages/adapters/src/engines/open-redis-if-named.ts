import type { Lifecycle, Logger, Secret } from '@loa/runtime';
import { openRedis, type RedisConnection } from '../redis/index.ts';

/** Redis at its address, let go at the end; null without an address. */
export async function openRedisIfNamed(
  url: Secret | undefined,
  { log, lifecycle }: { readonly log: Logger; readonly lifecycle: Lifecycle },
): Promise<RedisConnection | null> {
  if (url === undefined) return null;
  const redis = await openRedis({ url: url.reveal(), log });
  lifecycle.push('redis', () => redis.disconnect());
  return redis;
}
