import type { OutgoingCall, Voice } from '@loa/domain/ports';

/** What would have been called, newest last. */
export interface CaptureVoice extends Voice {
  readonly reaches: 'nobody';
  readonly captured: readonly OutgoingCall[];
}

/** Keeps the newest calls that would have been placed, and calls nobody. */
export function captureVoice({ keep = 1_000 }: { readonly keep?: number } = {}): CaptureVoice {
  const captured: OutgoingCall[] = [];
  return {
    reaches: 'nobody',
    slots: 16,
    captured,
    place(call, gate) {
      const answer = gate();
      if (!answer.go) return Promise.resolve({ kind: 'stopped', reason: answer.reason });
      captured.push(call);
      if (captured.length > keep) captured.shift();
      return Promise.resolve({ kind: 'accepted', providerId: `capture-call-${call.deliveryId}-${call.attempt}` });
    },
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
