import type { FenceState } from '@loa/domain/ports';
import { getEventListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { OLDEST_READ_MS, startFence } from './fence.ts';

const empty: FenceState = { stopped: new Map(), overtaken: new Map(), pauses: [], inHand: [] };
const now = () => new Date('2025-11-06T01:00:00Z');

test('nothing may start before the first read, nor when the last successful one began too long ago', async () => {
  let clock = 0;
  let answer: (state: FenceState) => void = () => undefined;
  const reader = { read: () => new Promise<FenceState>((resolve) => (answer = resolve)) };
  const fence = startFence({ reader, now, monotonic: () => clock, onError: () => undefined });
  expect(fence.isFresh()).toBe(false);
  clock = 50;
  answer(empty);
  await fence.fresh(new AbortController().signal);
  // Counted from when the read began, at 0: what was committed later may not be in it.
  clock = OLDEST_READ_MS;
  expect(fence.isFresh()).toBe(true);
  clock = OLDEST_READ_MS + 1;
  expect(fence.isFresh()).toBe(false);
  const stopping = fence.stop();
  answer(empty);
  await stopping;
});

test('a failed read is told and lets nothing pass; the next good one does', async () => {
  const errors: unknown[] = [];
  let reads = 0;
  const reader = {
    read: () => {
      reads += 1;
      return reads === 1
        ? Promise.reject(new Error('down'))
        : Promise.resolve({ ...empty, stopped: new Map([['actual-1', 'recalled' as const]]) });
    },
  };
  const fence = startFence({ reader, now, monotonic: () => performance.now(), onError: (error) => errors.push(error) });
  await fence.fresh(new AbortController().signal);
  expect(errors).toHaveLength(1);
  expect(fence.stopped('actual-1')).toBe('recalled');
  expect(fence.stopped('actual-2')).toBeNull();
  await fence.stop();
});

test('reading leaves nothing behind, however long it goes on', async () => {
  const listening = vi.spyOn(AbortSignal.prototype, 'addEventListener');
  let reads = 0;
  const read = (): Promise<FenceState> => Promise.resolve(((reads += 1), empty));
  const fence = startFence({ reader: { read }, now, monotonic: () => performance.now(), onError: () => undefined });
  await vi.waitFor(() => expect(reads).toBeGreaterThan(3), { timeout: 30_000 });
  const signals = new Set(listening.mock.contexts.filter((one) => one instanceof AbortSignal));
  expect(signals.size).toBe(1);
  for (const signal of signals) expect(getEventListeners(signal, 'abort').length).toBeLessThan(2);
  listening.mockRestore();
  await fence.stop();
});

test('a pause of a channel without a lane stops every lane but flash', async () => {
  const pauses = [{ channel: 'sms', lane: null } as const, { channel: 'email', lane: 'flash' } as const];
  const fence = startFence({
    reader: { read: () => Promise.resolve({ ...empty, pauses }) },
    now,
    monotonic: () => performance.now(),
    onError: () => undefined,
  });
  await fence.fresh(new AbortController().signal);
  expect([fence.paused('sms', 'flash'), fence.paused('sms', 'urgent'), fence.paused('sms', 'routine')]).toEqual([false, true, true]);
  expect([fence.paused('email', 'flash'), fence.paused('email', 'urgent')]).toEqual([true, false]);
  await fence.stop();
});
