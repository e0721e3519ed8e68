import { randomUUID } from 'node:crypto';
import type { Claims } from '@loa/domain/ports';
import { afterEach, describe, expect, it, vi } from 'vitest';

/** Opens the engine. */
export type OpenClaims = () => Promise<{ readonly claims: Claims; close(): Promise<void> }>;

const LONG_MS = 600_000;

/** The obligations of `Claims`, shown on an engine. */
export function claimsContract(name: string, open: OpenClaims): void {
  describe(`claims contract: ${name}`, { timeout: 60_000 }, () => {
    let engine: Awaited<ReturnType<OpenClaims>>;
    afterEach(() => engine.close());

    it('is won by the first owner and lost by the next', async () => {
      engine = await open();
      const key = randomUUID();
      expect(await engine.claims.claim(key, 'a', LONG_MS)).toBe('won');
      expect(await engine.claims.claim(key, 'b', LONG_MS)).toBe('lost');
    });

    it('is won again by the owner that holds it', async () => {
      engine = await open();
      const key = randomUUID();
      await engine.claims.claim(key, 'a', LONG_MS);
      expect(await engine.claims.claim(key, 'a', LONG_MS)).toBe('won');
      expect(await engine.claims.claim(key, 'b', LONG_MS)).toBe('lost');
    });

    it('is won by exactly one of twenty owners at once', async () => {
      engine = await open();
      const key = randomUUID();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => engine.claims.claim(key, `owner-${n}`, LONG_MS)));
      expect(answers.filter((answer) => answer === 'won')).toHaveLength(1);
    });

    it('keeps keys apart', async () => {
      engine = await open();
      expect(await engine.claims.claim(randomUUID(), 'a', LONG_MS)).toBe('won');
      expect(await engine.claims.claim(randomUUID(), 'b', LONG_MS)).toBe('won');
    });

    it('is free once its time has run out', async () => {
      engine = await open();
      const key = randomUUID();
      await engine.claims.claim(key, 'a', 20);
      await vi.waitFor(async () => expect(await engine.claims.claim(key, 'b', LONG_MS)).toBe('won'), { timeout: 20_000, interval: 10 });
      expect(await engine.claims.claim(key, 'a', LONG_MS)).toBe('lost');
    });

    it('runs anew when its owner claims it again', async () => {
      engine = await open();
      const key = randomUUID();
      await engine.claims.claim(key, 'a', 30);
      await engine.claims.claim(key, 'a', LONG_MS);
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(await engine.claims.claim(key, 'b', LONG_MS)).toBe('lost');
    });
  });
}
