import { afterEach, expect, test, vi } from 'vitest';
import { capSamples, program } from './test-bed.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('what samples or a program are missing is printed and skipped, and fails with CI=true', () => {
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.stubEnv('CAP_SAMPLES_DIR', '/nowhere/cap');
  vi.stubEnv('PATH', '/nowhere/bin');
  vi.stubEnv('CI', '');
  expect([capSamples(), program('xmllint')]).toEqual([null, null]);
  expect(printed.mock.calls.map(([text]) => text)).toEqual([
    'skipped, no CAP samples in /nowhere/cap (CAP_SAMPLES_DIR)\n',
    'skipped, no xmllint\n',
  ]);
  vi.stubEnv('CI', 'true');
  expect(() => capSamples()).toThrow('no CAP samples in /nowhere/cap');
  expect(() => program('xmllint')).toThrow('no xmllint');
});
