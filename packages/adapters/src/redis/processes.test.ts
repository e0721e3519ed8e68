import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { need } from '@loa/testing/servers';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const redis = await need('redis');
const run = promisify(execFile);
const MAIN = join(import.meta.dirname, 'takers-main.ts');
const questions = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]));

const PROCESSES = 3;
const RATE = 400;
/** Five seconds' worth: nobody is kept from the processor for so long that the bucket runs over. */
const BURST = 2_000;
const FOR_MS = 1_500;
/** Clocks of processes and server differ by as much. */
const CLOCK_MS = 5;

describe.skipIf(redis.missing)('a rate limit that several processes keep together', () => {
  test('grants never more than the rate in any stretch of time beyond the burst, and loses nothing of it', async () => {
    const key = randomUUID();
    const args = [MAIN, redis.address, key, RATE, BURST, FOR_MS].map(String);
    const outputs = await Promise.all(Array.from({ length: PROCESSES }, () => run(process.execPath, args, { maxBuffer: 2 ** 26 })));
    const all = outputs.flatMap(({ stdout }) => questions.parse(JSON.parse(stdout)));
    expect(outputs.every(({ stdout }) => questions.parse(JSON.parse(stdout)).some(([, , granted]) => granted > 0))).toBe(true);

    // What was asked for after the beginning of a stretch and answered before its end was granted inside it.
    const byEnd = all.toSorted(([, a], [, b]) => a - b);
    const step = Math.max(1, Math.floor(all.length / 200));
    for (const [from] of all.filter((_, at) => at % step === 0)) {
      let granted = 0;
      for (const [asked, answered, tokens] of byEnd) {
        if (asked < from) continue;
        granted += tokens;
        expect(granted).toBeLessThanOrEqual(BURST + (RATE * (answered - from + CLOCK_MS)) / 1_000);
      }
    }

    // Whoever is refused has found the bucket empty: by then it has granted all that had flowed into it.
    const [, firstAnswered] = all.reduce((a, b) => (a[1] <= b[1] ? a : b));
    const [lastRefused] = all.filter(([, , granted, wanted]) => granted < wanted).reduce((a, b) => (a[0] >= b[0] ? a : b));
    const total = all.reduce((sum, [, , granted]) => sum + granted, 0);
    expect(total).toBeGreaterThanOrEqual(BURST + (RATE * (lastRefused - firstAnswered - CLOCK_MS)) / 1_000 - 1);
  });
});
