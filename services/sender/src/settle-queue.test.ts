import type { SettleResult } from '@loa/domain/ports';
import { afterEach, expect, test, vi } from 'vitest';
import { createSettleQueue } from './settle-queue.ts';

afterEach(() => vi.useRealTimers());

const of = (deliveryId: number): SettleResult => {
  const at = '2025-11-06T01:00:00.000Z';
  return { deliveryId, attempt: 1, state: 'accepted', reason: null, sentAt: at, settledAt: at, dueAt: null, providerId: null };
};

test('results of operations that end one after another share a statement, which goes as soon as none is left that could join', async () => {
  // Time stands still: nothing goes because it has waited long enough.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const statements: number[][] = [];
  let underWay = 1;
  const queue = createSettleQueue({
    ledger: { settle: async (results) => void statements.push(results.map(({ deliveryId }) => deliveryId)) },
    signal: new AbortController().signal,
    underWay: () => underWay,
    onError: () => undefined,
  });
  await queue.settle([of(1)]);
  underWay = 3;
  const first = queue.settle([of(2)]);
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([first, queue.settle([of(3)]), queue.settle([of(4)])]);
  expect(statements).toEqual([[1], [2, 3, 4]]);
});
