import type { RateLimiter } from '@loa/domain/ports';
import { type Logger, withStandIn } from '@loa/runtime';
import { embeddedRateLimiter, embeddedStandIn } from '../embedded/rate-limiter.ts';
import type { Sql } from '../postgres/sql.ts';
import { redisRateLimiter, type RedisConnection } from '../redis/index.ts';

/** Rates counted in Redis, and by the database while Redis does not answer somebody; by the database alone where there is no Redis. */
export function limiterOf(redis: RedisConnection | null, db: Sql, log: Logger): RateLimiter {
  return redis === null ? embeddedRateLimiter(db) : withStandIn(redisRateLimiter(redis), embeddedStandIn(db), { log });
}
