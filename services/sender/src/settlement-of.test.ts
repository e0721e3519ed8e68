import type { AttemptResult, Channel, LedgerRow } from '@loa/domain/ports';
import { expect, test } from 'vitest';
import { type Attempted, settlementOf } from './settlement-of.ts';

const NOW = new Date('2025-11-06T01:00:00.000Z');

const row = (more: Partial<LedgerRow> = {}): LedgerRow => ({
  subscriberId: 1,
  deliveryId: 1,
  to: 'p1@example.com',
  audience: 'citizen',
  reason: 'first-news',
  level: 4,
  units: ['21583'],
  expiresAt: '2025-11-06T06:00:00.000Z',
  state: 'queued',
  stateReason: null,
  attempt: 0,
  doubts: 0,
  provider: null,
  optedOut: false,
  unaccented: false,
  supply: false,
  exercises: false,
  watchdog: false,
  waits: false,
  ...more,
});

const attempted = (
  result: AttemptResult,
  of: Partial<LedgerRow> = {},
  name: 'email' | 'sms' = 'email',
  receipts: Channel['receipts'] = 'reported',
): Attempted => ({
  row: row(of),
  overtakenBy: 'actual-2',
  lane: 'urgent',
  attempt: (of.attempt ?? 0) + 1,
  channel: name === 'email' ? { name, receipts } : { name, receipts, lookUp: () => Promise.resolve({ kind: 'not-found' as const }) },
  result,
  now: NOW,
  jitter: 0.5,
});

const settled = (...of: Parameters<typeof attempted>) => settlementOf(attempted(...of));

test('what the provider took is accepted, and final', () => {
  expect(settled({ kind: 'accepted', providerId: 'p' })).toMatchObject({
    state: 'accepted',
    attempt: 1,
    providerId: 'p',
    settledAt: NOW.toISOString(),
    dueAt: null,
  });
});

test('where the way out brings no receipts, an acceptance says so, and is final', () => {
  for (const name of ['email', 'sms'] as const)
    expect(settled({ kind: 'accepted', providerId: 'p' }, {}, name, 'none')).toMatchObject({
      ...{ state: 'no-receipt-on-this-route', reason: null, providerId: 'p' },
      ...{ settledAt: NOW.toISOString(), dueAt: null },
    });
});

test('what can be tried again is due later, never past expiry', () => {
  const due = settled({ kind: 'retryable', reason: 'smtp-450' });
  expect(due).toMatchObject({ state: 'due', reason: 'smtp-450', settledAt: null });
  expect((due?.dueAt ?? '') > NOW.toISOString()).toBe(true);
  // Minutes to wait, and half a minute left.
  const sooner = settled({ kind: 'retryable', reason: 'smtp-450' }, { attempt: 9, expiresAt: '2025-11-06T01:00:30.000Z' });
  expect(sooner).toMatchObject({ state: 'due', settledAt: null });
  expect((sooner?.dueAt ?? '9') < '2025-11-06T01:00:30.000Z').toBe(true);
  expect(settled({ kind: 'retryable', reason: 'smtp-450' }, { expiresAt: '2025-11-06T01:00:01.000Z' })).toMatchObject({
    state: 'expired',
    reason: 'smtp-450',
    dueAt: null,
  });
});

test('an e-mail in doubt is sent again once, and then stays unknown', () => {
  expect(settled({ kind: 'unknown', reason: 'lost' })).toMatchObject({ state: 'unknown', settledAt: null, reason: 'lost' });
  expect(settled({ kind: 'unknown', reason: 'lost' }, { state: 'unknown', attempt: 1 })).toMatchObject({
    state: 'unknown',
    settledAt: NOW.toISOString(),
    dueAt: null,
  });
});

test('of what was tried, the attempts in doubt are counted, and neither those refused nor a look-up without an answer', () => {
  const of = { attempt: 1, state: 'due' } as const;
  expect(settled({ kind: 'unknown', reason: 't' }, of, 'sms')).toMatchObject({ state: 'unknown', attempt: 2, doubts: 1 });
  const inDoubt = { attempt: 2, state: 'unknown', doubts: 1 } as const;
  expect(settled({ kind: 'unknown', reason: 't' }, inDoubt, 'sms')).toMatchObject({ attempt: 3, doubts: 2 });
  expect(settled({ kind: 'retryable', reason: 'twilio-20429' }, inDoubt, 'sms')).not.toHaveProperty('doubts');
  const asked = settlementOf({ ...attempted({ kind: 'unknown', reason: 't' }, inDoubt, 'sms'), attempt: 2 });
  expect(asked).toMatchObject({ attempt: 2, doubts: 1 });
});

test('an SMS in doubt is looked up again until it expires, and then stays unknown', () => {
  expect(settled({ kind: 'unknown', reason: 't' }, { state: 'unknown', attempt: 1 }, 'sms')?.dueAt).not.toBeNull();
  expect(settled({ kind: 'unknown', reason: 't' }, { expiresAt: '2025-11-06T01:00:01.000Z' }, 'sms')).toMatchObject({
    state: 'unknown',
    dueAt: null,
    settledAt: NOW.toISOString(),
  });
});

test.each([
  ['recalled', 'recalled'],
  ['cancelled', 'superseded'],
  ['expired', 'expired'],
  ['opted-out', 'suppressed'],
  ['exercise-not-named', 'suppressed'],
] as const)('a row that the gate stops as %s is %s, without an attempt', (reason, state) => {
  expect(settled({ kind: 'stopped', reason })).toMatchObject({ state, reason, attempt: 0, sentAt: null });
});

test('a row that a later warning has overtaken is superseded by it', () => {
  expect(settled({ kind: 'stopped', reason: 'superseded' })).toMatchObject({ state: 'superseded', reason: 'by actual-2', sentAt: null });
});

test('a row that may have been taken is never settled as not told', () => {
  for (const reason of ['recalled', 'cancelled', 'expired'] as const)
    expect(settled({ kind: 'stopped', reason }, { state: 'unknown', stateReason: 'lost', attempt: 1 })).toMatchObject({
      state: 'unknown',
      reason: 'lost',
      settledAt: NOW.toISOString(),
    });
});

test.each(['paused', 'held', 'lease-lost', 'fence-stale'] as const)('a row that the gate stops as %s stays as it is', (reason) => {
  expect(settled({ kind: 'stopped', reason })).toBeNull();
});

test('a channel that is down leaves rows as they are', () => {
  expect(settled({ kind: 'channel-down', reason: 'smtp-535' })).toBeNull();
});
