import type { RateLimiter } from '@loa/domain/ports';
import { z } from 'zod';
import type { RedisConnection } from './connection.ts';
import { luaScript } from './script.ts';

/*
 * KEYS[1] bucket; ARGV: wanted, tokens per second, burst, tokens left for others. Answers tokens granted and, if fewer than
 * wanted, milliseconds until one more is there.
 * The server's clock counts, so workers on several machines share one bucket exactly; a clock set back adds nothing.
 * The bucket goes away when it would be full again: a missing bucket is a full one.
 */
const TAKE = `
local wanted, rate, burst, reserve = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = burst, now
if held[1] and held[2] then
  at = tonumber(held[2])
  tokens = math.min(burst, tonumber(held[1]) + math.max(0, now - at) * rate / 1000000)
end
local granted = math.max(0, math.min(wanted, math.floor(tokens - reserve)))
tokens = tokens - granted
redis.call('HSET', KEYS[1], 'tokens', string.format('%.17g', tokens), 'at', string.format('%.0f', math.max(now, at)))
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) / rate * 1000) + 1)
local wait = 0
if granted < wanted then wait = math.ceil((1 + reserve - tokens) / rate * 1000) end
return { granted, wait }`;

const answer = z.tuple([z.number(), z.number()]);

/**
 * Token buckets in Redis under `rate:<key>`. Rejects with RedisUnavailable (`unavailable`) within half a second. A server that
 * comes back empty has full buckets: at most one burst too many.
 */
export function redisRateLimiter(redis: RedisConnection): RateLimiter {
  const run = luaScript(redis, TAKE);
  return {
    async take(key, wanted, { perSecond, burst, reserve = 0 }) {
      const [granted, retryAfterMs] = answer.parse(await run(`rate:${key}`, wanted, perSecond, burst, reserve));
      return { granted, retryAfterMs };
    },
  };
}
