import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { type Change, change } from '../warning/index.ts';
import { audience, type Person, tellPerson, type ToldRow } from './index.ts';

const NOW = '2025-11-06T02:00:00.000Z';
const UNIT = '21583';
const OTHER = '21589';

const aPerson = (more: Partial<Person> = {}): Person => ({
  audience: 'citizen',
  units: [UNIT],
  leastNeed: 1,
  supply: false,
  exercises: false,
  watchdog: false,
  ...more,
});
const aRow = (more: Partial<ToldRow> = {}): ToldRow => ({
  deliveryId: 100,
  warningId: 'actual-1',
  warningNumber: 1,
  state: 'accepted',
  underWay: false,
  reason: 'first-news',
  level: 4,
  onset: '2025-11-06T09:00:00.000Z',
  units: [UNIT],
  response: 'Avoid',
  expiresAt: '2025-11-06T21:00:00.000Z',
  hazardGroup: 'tropical-cyclone',
  ...more,
});
const aSecond = (...entries: Parameters<typeof aWarningEntry>[0][]) =>
  aWarning({ status: 'Actual', number: 2, entries: entries.map((one) => aWarningEntry(one)) });
const tell = (warning: ReturnType<typeof aSecond>, earlier: ToldRow[] = [], person = aPerson()) =>
  tellPerson({ person, warning, earlier, now: NOW });

describe('a person who was not told', () => {
  test.each(['new', 'widened', 'escalated', 'brought-forward', 'action-changed', 'unchanged', 'eased', 'corrected'] satisfies Change[])(
    'is owed the news when a warning is %s',
    (kind) => {
      for (const who of audience.options)
        expect(tell(aSecond({ change: kind }), [], aPerson({ audience: who }))).toMatchObject({ tell: true, reason: 'first-news' });
    },
  );
  test.each(['narrowed', 'ended', 'cancelled'] satisfies Change[])('hears nothing when a warning is %s', (kind) => {
    expect(tell(aSecond({ change: kind, level: null, source: null, verdict: null }))).toEqual({
      tell: false,
      reason: 'never-told',
      replaces: [],
    });
  });
  test.each(['failed', 'expired', 'recalled', 'superseded', 'suppressed'] as const)('is one whose only delivery ended as %s', (state) => {
    expect(tell(aSecond({ change: 'unchanged' }), [aRow({ state })])).toMatchObject({ tell: true, reason: 'first-news' });
  });
});

describe('a person who was told', () => {
  test('hears nothing of an unchanged warning, whether accepted, delivered, unknown or under way', () => {
    for (const row of [aRow(), aRow({ state: 'delivered' }), aRow({ state: 'unknown' }), aRow({ state: 'queued', underWay: true })])
      expect(tell(aSecond({ change: 'unchanged' }), [row])).toEqual({ tell: false, reason: 'already-told', replaces: [] });
  });
  test('hears of a higher level, an earlier onset, a stronger action and a further place', () => {
    expect(tell(aSecond({ change: 'escalated', level: 5 }), [aRow()])).toMatchObject({ tell: true, reason: 'escalated', level: 5 });
    expect(
      tell(aSecond({ change: 'brought-forward', onset: '2025-11-06T03:00:00.000Z' }), [aRow({ onset: '2025-11-06T12:00:00.000Z' })]),
    ).toMatchObject({ reason: 'brought-forward' });
    expect(tell(aSecond({ change: 'action-changed', response: 'Evacuate' }), [aRow()])).toMatchObject({ reason: 'action-changed' });
    const two = aSecond({ change: 'unchanged' }, { change: 'widened', units: [OTHER] });
    expect(tell(two, [aRow()], aPerson({ units: [UNIT, OTHER] }))).toMatchObject({ reason: 'widened', units: [UNIT, OTHER] });
  });
  test('hears of an escalation that an earlier delivery failed to bring, though the warning is unchanged', () => {
    const rows = [aRow({ level: 3 }), aRow({ deliveryId: 101, warningNumber: 2, state: 'failed', level: 4 })];
    const third = aWarning({ status: 'Actual', number: 3, entries: [aWarningEntry({ change: 'unchanged', level: 4 })] });
    expect(tell(third, rows)).toMatchObject({ tell: true, reason: 'escalated' });
  });
  test('hears of an end, a cancel or a dropped place, at the places where they were told', () => {
    for (const kind of ['ended', 'cancelled', 'narrowed'] as const)
      expect(tell(aSecond({ change: kind, level: null, source: null, verdict: null, response: 'Monitor' }), [aRow()])).toMatchObject({
        tell: true,
        reason: kind,
        units: [UNIT],
      });
  });
  test('hears of a lower level as an agency, not as a citizen', () => {
    const eased = aSecond({ change: 'eased', level: 3, previousLevel: 4 });
    expect(tell(eased, [aRow()], aPerson({ audience: 'agency' }))).toMatchObject({ reason: 'eased' });
    expect(tell(eased, [aRow()])).toMatchObject({ tell: false, reason: 'audience-not-told-of-eased' });
  });
  test('is told anew after an end', () => {
    const rows = [aRow(), aRow({ deliveryId: 101, warningNumber: 2, reason: 'ended', level: null })];
    const third = aWarning({ status: 'Actual', number: 3, entries: [aWarningEntry({ change: 'new', level: 3 })] });
    expect(tell(third, rows)).toMatchObject({ tell: true, reason: 'first-news' });
  });
  test('is told anew once what was told has run out', () => {
    expect(tell(aSecond({ change: 'unchanged' }), [aRow({ expiresAt: '2025-11-06T01:00:00.000Z' })])).toMatchObject({
      reason: 'first-news',
    });
  });
});

describe('a delivery that waits', () => {
  test('gives way to a later warning that covers its places', () => {
    expect(tell(aSecond({ change: 'unchanged' }), [aRow({ state: 'queued' })])).toMatchObject({
      tell: true,
      reason: 'first-news',
      replaces: [100],
    });
  });
  test('stays when the later warning covers only some of them', () => {
    const rows = [aRow({ state: 'queued', units: [UNIT, OTHER] })];
    expect(tell(aSecond({ change: 'escalated', level: 5 }), rows)).toMatchObject({ tell: true, replaces: [] });
  });
  test('is dropped, and nothing said, when what it says is cancelled before anybody heard it', () => {
    const cancel = aSecond({ change: 'cancelled', level: null, source: null, verdict: null });
    expect(tell(cancel, [aRow({ state: 'queued' })])).toEqual({ tell: false, reason: 'never-told', replaces: [100] });
  });
  test('of a later warning silences an earlier one that comes to the person after it', () => {
    expect(tell(aSecond({ change: 'new' }), [aRow({ warningNumber: 3, warningId: 'actual-3', state: 'queued' })])).toMatchObject({
      tell: false,
      reason: 'later-warning',
    });
  });
});

describe('need', () => {
  test('below the least need that a citizen asked for is not told; a supply body is', () => {
    const low = aSecond({ change: 'new', level: 1 });
    expect(tell(low, [], aPerson({ leastNeed: 3 }))).toMatchObject({ tell: false, reason: 'below-least-need' });
    expect(tell(low, [], aPerson({ leastNeed: 3, supply: true }))).toMatchObject({ tell: true });
  });
  test('Test is for the watchdog alone, and the watchdog hears nothing else', () => {
    const trial = aWarning({ status: 'Test', number: 2 });
    expect(tellPerson({ person: aPerson(), warning: trial, earlier: [], now: NOW })).toMatchObject({
      tell: false,
      reason: 'test-is-for-the-watchdog',
    });
    expect(tellPerson({ person: aPerson({ watchdog: true }), warning: trial, earlier: [], now: NOW })).toMatchObject({ tell: true });
    expect(tell(aSecond({}), [], aPerson({ watchdog: true }))).toMatchObject({ tell: false });
  });
});

test('every change has a say for every audience', () => {
  for (const kind of change.options)
    for (const who of audience.options) {
      const closing = kind === 'narrowed' || kind === 'ended' || kind === 'cancelled';
      const entry = closing ? { change: kind, level: null, source: null, verdict: null } : { change: kind };
      const answer = tell(aSecond(entry), [aRow()], aPerson({ audience: who }));
      expect(answer.reason).toMatch(/^[a-z-]+$/);
    }
});
