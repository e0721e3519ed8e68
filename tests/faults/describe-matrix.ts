import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesMissing } from './engines-missing.ts';
import { matrix } from './matrix.ts';
import { faultsOf, lineOf, play } from './scenario.ts';
import { type TestBed, testBed } from './test-bed.ts';

const SEED = 20_251_106;

/** One half of the short matrix as tests, on a bed of its own with `rows` to a bulletin; `further` adds tests that look at the bed afterwards. */
export async function describeMatrix(
  half: 'points' | 'moments',
  rows: number,
  further: (bed: () => TestBed) => void = () => undefined,
): Promise<void> {
  describe.skipIf(await enginesMissing())('separate processes on Kafka, Redis and PostgreSQL', () => {
    let bed: TestBed;
    beforeAll(async () => {
      bed = await testBed({ rows });
    }, 300_000);
    afterAll(() => bed.stop());

    test.each(matrix('short', [SEED])[half])(
      '$name: everything arrives once, or twice where it was in doubt',
      async (scenario) => {
        const outcome = await play(scenario, bed);
        process.stdout.write(lineOf(outcome));
        expect(faultsOf(outcome)).toEqual([]);
      },
      480_000,
    );

    further(() => bed);

    test('no process has logged an address or a number', () => {
      const logs = Object.values(bed.workers).map((one) => one.log());
      expect(logs.every((log) => log !== '')).toBe(true);
      expect(logs.join('\n')).not.toMatch(/[\w.+-]+@[\w-]+\.\w+|\+999\d+|\+84\d+/);
    });
  });
}
