import type { RateLimiter } from '@loa/domain/ports';
import { testLogger } from '@loa/testing/logs';
import { expect, test } from 'vitest';
import { withStandIn } from './stand-in-limiter.ts';

const RATE = { perSecond: 10, burst: 1 };

test('a limiter that does not answer is left alone for a second while its stand-in counts, and is asked again then', async () => {
  const asked: string[] = [];
  let broken = false;
  let now = 0;
  const limiter = (name: string): RateLimiter => ({
    take: () => {
      asked.push(name);
      if (broken && name === 'first') return Promise.reject(new Error('gone'));
      return Promise.resolve({ granted: 1, retryAfterMs: 0 });
    },
  });
  const both = withStandIn(limiter('first'), limiter('second'), { log: testLogger('sender-test'), monotonic: () => now });
  const take = async (): Promise<string[]> => {
    asked.length = 0;
    expect(await both.take('sms', 1, RATE)).toEqual({ granted: 1, retryAfterMs: 0 });
    return [...asked];
  };
  expect(await take()).toEqual(['first']);
  broken = true;
  expect(await take()).toEqual(['first', 'second']);
  now = 999;
  expect(await take()).toEqual(['second']);
  broken = false;
  now = 1_000;
  expect(await take()).toEqual(['first']);
});

test('where neither answers the failure is told', async () => {
  const gone: RateLimiter = { take: () => Promise.reject(new Error('gone')) };
  await expect(withStandIn(gone, gone, { log: testLogger('sender-test'), monotonic: () => 0 }).take('sms', 1, RATE)).rejects.toThrow(
    'gone',
  );
});
