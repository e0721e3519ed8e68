import type { Claims } from '@loa/domain/ports';
import type { RedisConnection } from './connection.ts';
import { luaScript } from './script.ts';

// KEYS[1] claim; ARGV[1] owner, ARGV[2] milliseconds. 1 = won.
const CLAIM = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 1
end
return 0`;

/** Claims in Redis under `claim:<key>`. Rejects with RedisUnavailable (`unavailable`) within half a second. */
export function redisClaims(redis: RedisConnection): Claims {
  const run = luaScript(redis, CLAIM);
  return {
    async claim(key, owner, ttlMs) {
      return (await run(`claim:${key}`, owner, ttlMs)) === 1 ? 'won' : 'lost';
    },
  };
}
