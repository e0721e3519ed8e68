import { randomUUID } from 'node:crypto';
import type { RateLimiter } from '@loa/domain/ports';
import { afterEach, describe, expect, it, vi } from 'vitest';

/** Opens the engine. */
export type OpenRateLimiter = () => Promise<{ readonly limiter: RateLimiter; close(): Promise<void> }>;

/** So slow that nothing is refilled while a test runs. */
const STILL = { perSecond: 0.001, burst: 10 };

/** The obligations of `RateLimiter`, shown on an engine. */
export function rateLimiterContract(name: string, open: OpenRateLimiter): void {
  describe(`rate limiter contract: ${name}`, { timeout: 60_000 }, () => {
    let engine: Awaited<ReturnType<OpenRateLimiter>>;
    afterEach(() => engine.close());

    it('starts full and grants up to the burst', async () => {
      engine = await open();
      const key = randomUUID();
      expect(await engine.limiter.take(key, 4, STILL)).toEqual({ granted: 4, retryAfterMs: 0 });
      expect(await engine.limiter.take(key, 6, STILL)).toEqual({ granted: 6, retryAfterMs: 0 });
    });

    it('grants what there is and says when one more will be', async () => {
      engine = await open();
      const key = randomUUID();
      const first = await engine.limiter.take(key, 25, STILL);
      expect(first.granted).toBe(10);
      const next = await engine.limiter.take(key, 1, STILL);
      expect(next.granted).toBe(0);
      expect(next.retryAfterMs).toBeGreaterThan(900_000);
      expect(next.retryAfterMs).toBeLessThanOrEqual(1_000_000);
    });

    it('leaves what a taker leaves for others, to whom it is granted', async () => {
      engine = await open();
      const key = randomUUID();
      const leaving = { ...STILL, reserve: 3.5 };
      expect((await engine.limiter.take(key, 10, leaving)).granted).toBe(6);
      const refused = await engine.limiter.take(key, 1, leaving);
      expect(refused.granted).toBe(0);
      expect(refused.retryAfterMs).toBeGreaterThan(0);
      expect((await engine.limiter.take(key, 10, STILL)).granted).toBe(4);
    });

    it('grants again after the time that it said', async () => {
      engine = await open();
      const key = randomUUID();
      const rate = { perSecond: 20, burst: 1 };
      await engine.limiter.take(key, 1, rate);
      const { granted, retryAfterMs } = await engine.limiter.take(key, 2, rate);
      expect(retryAfterMs).toBeLessThanOrEqual(50);
      await vi.waitFor(async () => expect(granted + (await engine.limiter.take(key, 1, rate)).granted).toBeGreaterThan(0), {
        timeout: 20_000,
        interval: 10,
      });
    });

    it('keeps keys apart', async () => {
      engine = await open();
      await engine.limiter.take(randomUUID(), 10, STILL);
      expect((await engine.limiter.take(randomUUID(), 10, STILL)).granted).toBe(10);
    });

    it('never grants more than burst and refill to twenty takers at once', async () => {
      engine = await open();
      const key = randomUUID();
      const rate = { perSecond: 200, burst: 30 };
      const began = performance.now();
      let granted = 0;
      const taker = async (): Promise<void> => {
        for (let n = 0; n < 25; n += 1) {
          const taken = await engine.limiter.take(key, 3, rate);
          granted += taken.granted;
        }
      };
      await Promise.all(Array.from({ length: 20 }, taker));
      const seconds = (performance.now() - began) / 1000;
      expect(granted).toBeGreaterThanOrEqual(rate.burst);
      expect(granted).toBeLessThanOrEqual(rate.burst + rate.perSecond * seconds);
    });
  });
}
