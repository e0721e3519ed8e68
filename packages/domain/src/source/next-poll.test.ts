import { describe, expect, test } from 'vitest';
import { nextPoll } from './index.ts';

const failed = (failures: number, askedS = 0) => ({ kind: 'failed' as const, failures, askedS });

test('after a round that went well a source is asked at its own pace', () => {
  expect(nextPoll(300, { kind: 'complete' }, 0.9)).toEqual({ afterMs: 300_000, reason: 'regular' });
});

test('a document with more than one round takes is read on at once, however seldom its source is asked', () => {
  expect(nextPoll(86_400, { kind: 'more' }, 0)).toEqual({ afterMs: 1_000, reason: 'more-waiting' });
});

describe('after failures', () => {
  test.each([
    [60, [60, 120, 240, 480, 900, 900]],
    [10, [10, 20, 40, 80, 160, 320, 640, 900]],
    [86_400, [60, 120, 240, 480, 900]],
  ])('a source that is asked every %i s waits twice as long each time, up to a quarter of an hour', (every, waits) => {
    expect(waits.map((_, at) => nextPoll(every, failed(at + 1), 0.5))).toEqual(
      waits.map((seconds) => ({ afterMs: seconds * 1_000, reason: 'back-off' })),
    );
    expect(nextPoll(every, failed(2_000), 0.5).afterMs).toBe(900_000);
  });

  test('a wait is up to a fifth shorter or longer', () => {
    expect([0, 0.5, 1].map((random) => nextPoll(60, failed(1), random).afterMs)).toEqual([48_000, 60_000, 72_000]);
  });

  test('what the source asks for counts where it is longer, up to an hour', () => {
    expect(nextPoll(60, failed(1, 600), 0.5)).toEqual({ afterMs: 600_000, reason: 'asked-for' });
    expect(nextPoll(60, failed(1, 30), 0.5)).toEqual({ afterMs: 60_000, reason: 'back-off' });
    expect(nextPoll(60, failed(1, 999_999_999), 0.5)).toEqual({ afterMs: 3_600_000, reason: 'asked-for' });
  });
});
