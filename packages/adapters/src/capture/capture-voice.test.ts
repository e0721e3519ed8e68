import type { OutgoingCall } from '@loa/domain/ports';
import { expect, test } from 'vitest';
import { captureVoice } from './capture-voice.ts';

const call = (deliveryId: number): OutgoingCall => ({
  ...{ deliveryId, attempt: 1, to: '+999000000001', language: 'vi', askForKey: null },
  spoken: { kind: 'text', text: 'x' },
  expiresAt: '2025-11-07T00:00:00.000Z',
});

test('calls that would have been placed are kept, the newest of them, and what the gate stops is not', async () => {
  const voice = captureVoice({ keep: 2 });
  for (const id of [1, 2, 3]) expect(await voice.place(call(id), () => ({ go: true }))).toMatchObject({ kind: 'accepted' });
  expect(await voice.place(call(4), () => ({ go: false, reason: 'expired' }))).toEqual({ kind: 'stopped', reason: 'expired' });
  expect([voice.captured.map((one) => one.deliveryId), voice.reaches]).toEqual([[2, 3], 'nobody']);
});
