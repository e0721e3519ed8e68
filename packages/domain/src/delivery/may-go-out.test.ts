import { describe, expect, test } from 'vitest';
import type { Lane } from '../audience/subscriber.ts';
import { type GateQuestion, mayGoOut, nextAttemptAt } from './index.ts';

const NOW = '2025-11-06T02:00:00.000Z';
const ask = (
  more: {
    warning?: Partial<GateQuestion['warning']>;
    delivery?: Partial<GateQuestion['delivery']>;
    reaches?: 'people' | 'nobody';
    paused?: boolean;
  } = {},
) =>
  mayGoOut({
    warning: { status: 'Actual', stopped: null, ...more.warning },
    delivery: {
      expiresAt: '2025-11-06T03:00:00.000Z',
      state: 'queued',
      audience: 'citizen',
      exercises: false,
      watchdog: false,
      optedOut: false,
      supply: false,
      waits: false,
      ...more.delivery,
    },
    adapter: { reaches: more.reaches ?? 'people' },
    paused: more.paused ?? false,
    now: NOW,
  });

describe('the gate', () => {
  test('lets a live warning through', () => {
    expect(ask()).toEqual({ go: true });
  });
  test.each([
    ['recalled', { warning: { stopped: 'recalled' } }],
    ['cancelled', { warning: { stopped: 'cancelled' } }],
    ['expired', { delivery: { expiresAt: NOW } }],
    ['superseded', { delivery: { state: 'superseded' } }],
    ['settled', { delivery: { state: 'accepted' } }],
    ['opted-out', { delivery: { optedOut: true } }],
    ['paused', { paused: true }],
    ['held', { delivery: { waits: true } }],
    ['test-reaches-nobody', { warning: { status: 'Test' }, delivery: { watchdog: true } }],
    ['test-is-for-the-watchdog', { warning: { status: 'Test' }, reaches: 'nobody' }],
    ['test-is-for-the-watchdog', { delivery: { watchdog: true } }],
    ['exercise-not-named', { warning: { status: 'Exercise' } }],
  ] as const)('stops what is %s', (reason, question) => {
    expect(ask(question)).toEqual({ go: false, reason });
  });
  test('lets an exercise through to bodies named for it, and to everybody where nobody is reached', () => {
    expect(ask({ warning: { status: 'Exercise' }, delivery: { exercises: true } }).go).toBe(true);
    expect(ask({ warning: { status: 'Exercise' }, reaches: 'nobody' }).go).toBe(true);
  });
  test('holds citizens alone', () => {
    for (const audience of ['agency', 'media', 'relay'] as const) expect(ask({ delivery: { waits: true, audience } }).go).toBe(true);
    expect(ask({ delivery: { waits: true, supply: true } }).go).toBe(true);
  });
  test('lets a supply body opt out of nothing', () => {
    expect(ask({ delivery: { optedOut: true, supply: true } }).go).toBe(true);
  });
});

test('an end or cancel goes out though a later cancel of its series marks it, and not once it is recalled', () => {
  for (const action of ['end', 'cancel'] as const) {
    expect(ask({ warning: { action, stopped: 'cancelled' } }).go).toBe(true);
    expect(ask({ warning: { action, stopped: 'recalled' } })).toEqual({ go: false, reason: 'recalled' });
  }
  expect(ask({ warning: { action: 'issue', stopped: 'cancelled' } })).toEqual({ go: false, reason: 'cancelled' });
});

describe('retries', () => {
  test('wait longer each time, within bounds, and never past expiry', () => {
    const at = (attempt: number, jitter: number) =>
      nextAttemptAt({ channel: 'sms', lane: 'routine', attempt, now: NOW, expiresAt: '2025-11-06T03:00:00.000Z', jitter });
    expect(at(1, 1)).toBe('2025-11-06T02:00:15.000Z');
    expect(at(2, 1)).toBe('2025-11-06T02:00:30.000Z');
    expect(at(1, 0)).toBe('2025-11-06T02:00:07.500Z');
    expect(at(50, 1)).toBe('2025-11-06T02:05:00.000Z');
  });

  test('come before expiry where the wait would end after it, again and again as long as there is time for one', () => {
    const expiresAt = '2025-11-06T02:04:00.000Z';
    const tries: string[] = [];
    for (let now: string | null = NOW; now !== null; now = tries.at(-1) ?? null) {
      const due = nextAttemptAt({ channel: 'email', lane: 'routine', attempt: 9, now, expiresAt, jitter: 1 });
      if (due === null) break;
      tries.push(due);
    }
    expect(tries).toEqual(['02:03:00.000', '02:03:45.000', '02:03:56.250'].map((time) => `2025-11-06T${time}Z`));
    const hasty = { channel: 'email', lane: 'routine', attempt: 9, now: NOW, expiresAt } as const;
    expect(nextAttemptAt({ ...hasty, jitter: 0 })).toBe('2025-11-06T02:01:30.000Z');
    expect(nextAttemptAt({ ...hasty, jitter: 0, afterMs: 240_000 })).toBeNull();
    expect(nextAttemptAt({ ...hasty, jitter: 1, expiresAt: '2025-11-06T02:00:06.000Z' })).toBeNull();
    expect(nextAttemptAt({ ...hasty, jitter: 1, expiresAt: NOW })).toBeNull();
  });

  test('of what is pressing wait seconds by e-mail, too, and five minutes at most', () => {
    const waits = (lane: Lane, attempt: number): number => {
      const due = nextAttemptAt({ channel: 'email', lane, attempt, now: NOW, expiresAt: '2025-11-07T02:00:00.000Z', jitter: 1 });
      return (Date.parse(due ?? '') - Date.parse(NOW)) / 1_000;
    };
    for (const lane of ['flash', 'urgent'] as const)
      expect([1, 2, 3, 50].map((attempt) => waits(lane, attempt))).toEqual([10, 20, 40, 300]);
    expect([1, 2, 3, 50].map((attempt) => waits('routine', attempt))).toEqual([60, 120, 240, 900]);
  });
});
