export { openRedis, type RedisConnection } from './connection.ts';
export { redisClaims } from './claims.ts';
export { redisRateLimiter } from './rate-limiter.ts';
export { RedisUnavailable } from './unavailable.ts';
