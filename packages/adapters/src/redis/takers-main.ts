import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@loa/runtime';
import { openRedis, redisRateLimiter } from './index.ts';

/*
 * A process that takes of a bucket as long as it is told to, for processes.test.ts: arguments are the server, the key, tokens per second,
 * burst and milliseconds. Prints every question as [asked, answered, granted, wanted], epoch milliseconds.
 */
const [url = '', key = '', perSecond = '', burst = '', forMs = ''] = process.argv.slice(2);
const WANTED = 7;
const LONGEST_REST_MS = 20;
const instant = (): number => performance.timeOrigin + performance.now();

const redis = await openRedis({ url, log: createLogger({ service: 'taker', level: 'silent' }) });
const limiter = redisRateLimiter(redis);
const taken: (readonly [number, number, number, number])[] = [];
for (const end = instant() + Number(forMs); instant() < end;) {
  const asked = instant();
  const { granted, retryAfterMs } = await limiter.take(key, WANTED, { perSecond: Number(perSecond), burst: Number(burst) });
  taken.push([asked, instant(), granted, WANTED]);
  if (retryAfterMs > 0) await sleep(Math.min(LONGEST_REST_MS, retryAfterMs));
}
process.stdout.write(JSON.stringify(taken));
redis.disconnect();
