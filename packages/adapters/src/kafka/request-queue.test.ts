import { expect, test } from 'vitest';
import { quietWhileIdle, RequestQueueOfKafkajs } from './request-queue.ts';

test('a connection without waiting requests sets no timer, and one with a request that waits does', () => {
  quietWhileIdle();
  const log = { debug: () => undefined };
  const queue = new RequestQueueOfKafkajs({ logger: { namespace: () => log }, maxInFlightRequests: 0, isConnected: () => true });
  const state = queue as typeof queue & { throttleCheckTimeoutId: NodeJS.Timeout | null; checkPendingRequests(): void };
  state.checkPendingRequests();
  expect(state.throttleCheckTimeoutId).toBeNull();
  Object.assign(queue, { pending: [{ correlationId: 1 }], inflight: new Map([[0, {}]]) });
  queue.scheduleCheckPendingRequests();
  expect(state.throttleCheckTimeoutId).not.toBeNull();
  clearTimeout(state.throttleCheckTimeoutId ?? undefined);
});
