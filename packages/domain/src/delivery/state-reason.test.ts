import { expect, test } from 'vitest';
import type { GateRefusal } from './may-go-out.ts';
import { FIXED_REASONS, isProviderOptOut, isStateReason, listedReason } from './state-reason.ts';

test.each([
  ...FIXED_REASONS,
  ...['by actual-12', 'by exercise-3', 'smtp-550-5.1.1', 'smtp-421', 'smtp-econnection', 'dsn-5.1.1'],
  ...['twilio-21610', 'twilio-http-502', 'twilio-answer-unreadable', 'twilio-econnrefused', 'twilio-call-no-answer'],
  ...['smpp-0x58', 'smpp-bind-0x0e', 'smpp-err-011', 'smpp-timeout', 'smpp-connection-lost'],
])('%s is a reason', (reason) => {
  expect(isStateReason(reason)).toBe(true);
  expect(listedReason(reason)).toBe(reason);
});

test.each(['', 'p1@example.com', '+84901234567', 'smtp-550 5.1.1', 'twilio-', 'by', 'by storm-13', 'Recalled', 'smtp-550-5.1.1\nx'])(
  '“%s” is none, and is kept as unexpected',
  (reason) => {
    expect(isStateReason(reason)).toBe(false);
    expect(listedReason(reason)).toBe('unexpected');
  },
);

test('whatever the gate ends a row with is a reason', () => {
  const ends: Readonly<Record<Exclude<GateRefusal, 'lease-lost' | 'fence-stale' | 'settled' | 'paused' | 'held'>, true>> = {
    ...{ recalled: true, cancelled: true, expired: true, superseded: true, 'opted-out': true },
    ...{ 'test-reaches-nobody': true, 'test-is-for-the-watchdog': true, 'exercise-not-named': true },
  };
  for (const reason of Object.keys(ends)) expect(isStateReason(reason)).toBe(true);
});

test('a provider’s word that the person wants no more is told from other refusals', () => {
  expect(['twilio-21610', 'twilio-21211', 'opted-out', null].map(isProviderOptOut)).toEqual([true, false, false, false]);
});
