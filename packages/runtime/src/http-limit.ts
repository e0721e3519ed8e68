import type { Rate, RateLimiter } from '@loa/domain/ports';
import { Problem } from './http-problem.ts';

/** Takes one token; 429 with Retry-After (RFC 6585, 4) where there is none. Rejects as the limiter does. */
export async function limit(limiter: RateLimiter, key: string, rate: Rate): Promise<void> {
  const { granted, retryAfterMs } = await limiter.take(key, 1, rate);
  if (granted > 0) return;
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  throw new Problem({
    status: 429,
    code: 'too-many-requests',
    title: 'Too many requests',
    detail: `expected the next one after ${seconds} s`,
    headers: { 'retry-after': String(seconds) },
  });
}
