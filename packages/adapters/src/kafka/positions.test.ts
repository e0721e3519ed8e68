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
