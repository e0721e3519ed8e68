import { testLogger } from '@loa/testing/logs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPositions } from './positions.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function failing(times: number) {
  const given: unknown[] = [];
  const committed: string[] = [];
  let left = times;
  const positions = createPositions({
    commit: () => (left-- > 0 ? Promise.reject(new Error('no coordinator')) : Promise.resolve()),
    committed: (partition, next) => void committed.push(`${String(partition)}:${next}`),
    givenUp: (cause) => void given.push(cause),
    log: testLogger('positions-test'),
  });
  return { positions, given, committed };
}

it('tries again until a commit succeeds', async () => {
  const { positions, given, committed } = failing(20);
  positions.moved(0, 7n);
  await vi.advanceTimersByTimeAsync(15_000);
  expect({ given, committed }).toEqual({ given: [], committed: ['0:7'] });
});

it('gives up, once, when commits have failed for half a minute', async () => {
  const { positions, given, committed } = failing(Number.POSITIVE_INFINITY);
  positions.moved(0, 7n);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(given).toEqual([]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect({ given: given.length, committed }).toEqual({ given: 1, committed: [] });
});

it('commits the first position at once, those that follow together a fifth of a second later, and the last ones without a wait when asked', async () => {
  const { positions, committed } = failing(0);
  positions.moved(0, 1n);
  await vi.advanceTimersByTimeAsync(0);
  expect(committed).toEqual(['0:1']);
  for (let next = 2n; next <= 9n; next += 1n) positions.moved(0, next);
  positions.moved(1, 4n);
  await vi.advanceTimersByTimeAsync(199);
  expect(committed).toEqual(['0:1']);
  await vi.advanceTimersByTimeAsync(1);
  expect(committed).toEqual(['0:1', '0:9', '1:4']);
  positions.moved(1, 5n);
  await positions.flush();
  expect(committed).toEqual(['0:1', '0:9', '1:4', '1:5']);
});

it('forgets what waits for its turn when the partition is somebody else’s', async () => {
  const { positions, committed } = failing(0);
  positions.moved(0, 1n);
  await vi.advanceTimersByTimeAsync(0);
  positions.moved(0, 2n);
  positions.forget(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(committed).toEqual(['0:1']);
});
