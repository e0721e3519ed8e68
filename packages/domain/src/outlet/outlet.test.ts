import { aWarning } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import type { CallAnswer, SequenceItem } from '../ports/index.ts';
import { decidePush, isProved, outletProfile, pushOutcome, RETRY_AFTER_S, retryDelayMs } from './index.ts';

const profile = (more: object = {}) => ({ name: 'Đài', contact: 'desk@example.com', way: { kind: 'feed' }, ...more });
const faults = (value: unknown) => outletProfile.safeParse(value).error?.issues.map((issue) => issue.path.join('.'));

test('an outlet follows Actual in Vietnamese unless it asks for more', () => {
  expect(outletProfile.parse(profile())).toMatchObject({ statuses: ['Actual'], language: 'vi', filters: {} });
  expect(outletProfile.parse(profile({ statuses: ['Test', 'Actual', 'Test'] })).statuses).toEqual(['Test', 'Actual']);
});

test.each([
  ['name', { name: '  ' }],
  ['contact', { contact: '' }],
  ['way.kind', { way: { kind: 'pigeon' } }],
  ['way.url', { way: { kind: 'webhook' } }],
  ['filters.provinces.0', { filters: { provinces: ['00'] } }],
  ['statuses', { statuses: [] }],
  ['language', { language: 'VI_vn' }],
])('a profile whose %s does not fit is refused, naming it', (path, wrong) => {
  expect(faults(profile(wrong))).toEqual([path]);
});

test('waits follow the published schedule, spread by a fifth, and go on for ever', () => {
  expect(RETRY_AFTER_S.map((_, n) => retryDelayMs(n + 1, 0.5))).toEqual(RETRY_AFTER_S.map((s) => s * 1_000));
  expect([retryDelayMs(3, 0), retryDelayMs(3, 1)]).toEqual([12_000, 18_000]);
  expect([retryDelayMs(8, 0.5), retryDelayMs(100_000, 0.5)]).toEqual([300_000, 300_000]);
});

test('the far side may ask for a longer wait, up to the longest of the schedule', () => {
  expect([retryDelayMs(1, 0.5, 40), retryDelayMs(5, 0.5, 2), retryDelayMs(1, 0.5, 86_400)]).toEqual([40_000, 60_000, 300_000]);
});

test('what the filter does not ask for is passed over; a tombstone is not', () => {
  const issued = { warning: aWarning(), cancelledBy: null, supersededBy: null, lapsedAt: null, recalledAt: null };
  const item: SequenceItem = { number: 1, kind: 'issued', issued };
  expect(decidePush(item, { provinces: ['52'] })).toEqual({ push: true, reason: 'asked-for' });
  expect(decidePush(item, { provinces: ['01'] })).toEqual({ push: false, reason: 'filtered' });
  expect(decidePush({ ...item, kind: 'lapsed' }, {})).toEqual({ push: true, reason: 'asked-for' });
  const recalled = { ...item, issued: { ...issued, recalledAt: '2025-11-06T02:00:00.000Z' } };
  expect(decidePush(recalled, { provinces: ['01'] })).toEqual({ push: true, reason: 'tombstone' });
});

test.each<[CallAnswer, string, string]>([
  [{ kind: 'answered', status: 200, retryAfterS: null, body: '' }, 'delivered', 'http-200'],
  [{ kind: 'answered', status: 204, retryAfterS: null, body: '' }, 'delivered', 'http-204'],
  [{ kind: 'answered', status: 302, retryAfterS: null, body: '' }, 'redirect', 'http-302'],
  [{ kind: 'answered', status: 404, retryAfterS: null, body: '' }, 'refused', 'http-404'],
  [{ kind: 'answered', status: 410, retryAfterS: null, body: '' }, 'gone', 'http-410'],
  [{ kind: 'answered', status: 503, retryAfterS: 7, body: '' }, 'failing', 'http-503'],
  [{ kind: 'failed', why: 'timeout', reason: 'timeout' }, 'timeout', 'timeout'],
  [{ kind: 'failed', why: 'address', reason: 'address-loopback' }, 'address', 'address-loopback'],
  [{ kind: 'failed', why: 'unreachable', reason: 'reset' }, 'unreachable', 'reset'],
])('%j is %s', (answer, result, reason) => {
  expect(pushOutcome(answer)).toEqual({ result, reason, askedS: answer.kind === 'answered' ? (answer.retryAfterS ?? 0) : 0 });
});

test('a path is proved for seven days', () => {
  const now = '2025-11-13T00:00:00.000Z';
  expect([isProved(null, now), isProved('2025-11-06T00:00:00.000Z', now), isProved('2025-11-05T23:59:59.000Z', now)]).toEqual([
    ...[false, true, false],
  ]);
});
