import type { GateAnswer } from '@loa/domain/delivery';
import type { OutgoingMessage, Receipt } from '@loa/domain/ports';
import { expect, test } from 'vitest';
import { captureChannel } from './capture-channel.ts';

const go = (): GateAnswer => ({ go: true });
const now = () => new Date('2025-11-06T01:00:00.000Z');
const message = (deliveryId: number): OutgoingMessage => ({
  deliveryId,
  attempt: 1,
  to: '+999000000001',
  warningId: 'exercise-1',
  status: 'Exercise',
  level: 3,
  language: 'vi',
  content: { text: 'x' },
  issuedAt: '2025-11-06T00:00:00.000Z',
  expiresAt: '2025-11-07T00:00:00.000Z',
});

test('what would have gone out is kept with its time, the newest of it, and counted', async () => {
  const seen: number[] = [];
  const channel = captureChannel({ name: 'sms', now, keep: 2, onCaptured: (one) => seen.push(one.deliveryId) });
  for (const id of [1, 2, 3])
    expect(await channel.send(message(id), go)).toEqual({ kind: 'accepted', providerId: `capture-${String(id)}-1` });
  expect(channel.captured.map((one) => [one.deliveryId, one.capturedAt])).toEqual([
    [2, now()],
    [3, now()],
  ]);
  expect([channel.count, seen, channel.reaches]).toEqual([3, [1, 2, 3], 'nobody']);
});

test('what the gate stops is not captured', async () => {
  const channel = captureChannel({ name: 'sms', now });
  expect(await channel.send(message(1), () => ({ go: false, reason: 'expired' }))).toEqual({ kind: 'stopped', reason: 'expired' });
  expect(channel.count).toBe(0);
});

test('every message gets its receipt, in groups of at most 500, also when one could not be handed over', async () => {
  const groups: Receipt[][] = [];
  let failures = 1;
  const onReceipts = (receipts: Receipt[]): Promise<void> => {
    if (failures-- > 0) return Promise.reject(new Error('log unavailable'));
    groups.push(receipts);
    return Promise.resolve();
  };
  const channel = captureChannel({ name: 'sms', now, onReceipts });
  await Promise.all(Array.from({ length: 1_200 }, (_, at) => channel.send(message(at + 1), go)));
  await channel.close();
  expect(groups.map((group) => group.length)).toEqual([500, 500, 200]);
  expect(new Set(groups.flat().map((one) => one.deliveryId)).size).toBe(1_200);
  expect(groups[0]?.[0]).toMatchObject({ state: 'delivered', attempt: 1 });
});
