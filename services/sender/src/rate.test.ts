import type { RateLimiter } from '@loa/domain/ports';
import { expect, test } from 'vitest';
import { rateTurn } from './rate.ts';

const never = new AbortController().signal;

/** A bucket that is filled by hand. */
function byHand() {
  const asked: { wanted: number; reserve: number | undefined }[] = [];
  let tokens = 0;
  const limiter: RateLimiter = {
    take: (_key, wanted, { reserve = 0 }) => {
      asked.push({ wanted, reserve });
      const granted = Math.max(0, Math.min(wanted, Math.floor(tokens - reserve)));
      tokens -= granted;
      return Promise.resolve({ granted, retryAfterMs: granted < wanted ? 1 : 0 });
    },
  };
  return { limiter, asked, add: (more: number) => void (tokens += more) };
}

test('a token goes to the higher lane, though the lower one has waited longer; each lane leaves a fifth for each one above it', async () => {
  const bucket = byHand();
  const turn = rateTurn(bucket.limiter, 'k', () => 100);
  const order: string[] = [];
  const waits = (['routine', 'urgent', 'flash'] as const).map((lane) => turn(lane, never).then(() => order.push(lane)));
  bucket.add(1);
  await waits[2];
  bucket.add(3);
  await waits[1];
  expect(order).toEqual(['flash', 'urgent']);
  bucket.add(4);
  await waits[0];
  expect(order).toEqual(['flash', 'urgent', 'routine']);
  expect(new Set(bucket.asked.map(({ reserve }) => reserve))).toEqual(new Set([0, 2, 4]));
});

test('of two senders that share a bucket the one with the higher lane gets all of it, as long as it takes what comes', async () => {
  const bucket = byHand();
  const [one, two] = [rateTurn(bucket.limiter, 'k', () => 100), rateTurn(bucket.limiter, 'k', () => 100)];
  const order: string[] = [];
  const lower = two('routine', never).then(() => order.push('routine'));
  for (let n = 0; n < 20; n += 1) {
    const higher = one('flash', never).then(() => order.push('flash'));
    bucket.add(1);
    await higher;
  }
  expect(order).toEqual(Array.from({ length: 20 }, () => 'flash'));
  bucket.add(5);
  await lower;
});

test('all who wait in a lane are asked for at once, at most a tenth of a second of them', async () => {
  const bucket = byHand();
  bucket.add(50);
  const turn = rateTurn(bucket.limiter, 'k', () => 100);
  await Promise.all(Array.from({ length: 25 }, () => turn('flash', never)));
  expect(Math.max(...bucket.asked.map(({ wanted }) => wanted))).toBe(10);
  expect(bucket.asked.length).toBeLessThan(6);
});

test('who stops waiting takes nothing, and a limiter that fails is told to whoever waits', async () => {
  const bucket = byHand();
  const turn = rateTurn(bucket.limiter, 'k', () => 10);
  const leaving = new AbortController();
  const left = turn('flash', leaving.signal);
  const stays = turn('flash', never);
  leaving.abort();
  await left;
  bucket.add(1);
  await stays;
  const broken = rateTurn({ take: () => Promise.reject(new Error('gone')) }, 'k', () => 10);
  await expect(broken('urgent', never)).rejects.toThrow('gone');
});
