import { describe, expect, test } from 'vitest';
import { FlagsRefused, readFlags } from './flags.ts';

describe('the command line', () => {
  test('replays the season once every bulletin is final, where nothing else is said', () => {
    expect(readFlags([])).toMatchObject({ once: false, out: null, subscribers: 20_000, speed: null });
    expect(readFlags([]).replay).toMatch(/season-2025\.jsonl$/);
    expect(readFlags(['--no-replay']).replay).toBeNull();
  });
  test.each([
    [['--bogus'], /--bogus/],
    [['--speed', '0'], /--speed: expected a number above 0/],
    [['--subscribers', 'many'], /--subscribers: expected a whole number/],
    [['--replay', 'x', '--no-replay'], /exclude each other/],
  ])('refuses %j and shows how to call it', (argv, message) => {
    expect(() => readFlags(argv)).toThrow(FlagsRefused);
    expect(() => readFlags(argv)).toThrow(message);
    expect(() => readFlags(argv)).toThrow(/npm start -- /);
  });
});
