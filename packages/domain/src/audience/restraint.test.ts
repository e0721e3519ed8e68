import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { type Person, tellPerson, type Telling, type ToldRow } from './index.ts';

/** 23:00 in Viet Nam, and 06:00 of the next morning. */
const NIGHT = '2025-11-06T16:00:00.000Z';
const MORNING = '2025-11-06T23:00:00.000Z';
const AFTER = '2025-11-07T01:00:00.000Z';
const UNIT = '21583';

const aPerson = (more: Partial<Person> = {}): Person => ({
  ...{ audience: 'citizen', units: [UNIT], leastNeed: 1, leastNeeds: {}, supply: false, exercises: false, watchdog: false },
  ...more,
});
const warning = (entry: object, more: object = {}, ...others: object[]) =>
  aWarning({
    ...{ status: 'Actual', number: 9, hazard: 'heavy-rain', expiresAt: '2025-11-08T00:00:00.000Z' },
    ...more,
    entries: [entry, ...others].map((one) => aWarningEntry({ level: 1, onset: AFTER, expiresAt: '2025-11-08T00:00:00.000Z', ...one })),
  });
const heldUntil = (telling: Telling) => (telling.tell ? telling.holdUntil : telling.reason);

describe('quiet hours', () => {
  const tell = (entry: object, { person = aPerson(), now = NIGHT, more = {} } = {}) =>
    heldUntil(tellPerson({ person, warning: warning(entry, more), earlier: [], now }));

  test('a routine message about a danger that begins after them waits for the morning', () => {
    expect(tell({})).toBe(MORNING);
    expect(tell({}, { now: '2025-11-06T22:59:59.000Z' })).toBe(MORNING);
    expect(tell({}, { now: '2025-11-06T14:00:00.000Z' })).toBe(MORNING);
  });
  test.each([
    ['by day', {}, { now: '2025-11-06T13:59:59.000Z' }],
    ['from six o’clock on', {}, { now: MORNING }],
    ['about a danger that begins before the morning', { onset: '2025-11-06T22:00:00.000Z' }, {}],
    ['of higher need', { level: 3 }, {}],
    ['of sudden hazards', { onset: '2025-11-06T18:00:00.000Z' }, { more: { hazard: 'flash-flood-landslide' } }],
    ['to agencies', {}, { person: aPerson({ audience: 'agency' }) }],
    ['to bodies of the supply list', {}, { person: aPerson({ supply: true }) }],
    ['in an exercise', {}, { person: aPerson({ exercises: true }), more: { status: 'Exercise' } }],
  ])('nothing waits %s', (_, entry, of) => {
    expect(tell(entry, of)).toBeNull();
  });
});

describe('the daily limit', () => {
  const rows = (count: number, more: Partial<ToldRow> = {}): ToldRow[] =>
    Array.from({ length: count }, (_, at) => ({
      ...{
        deliveryId: at + 1,
        warningId: `actual-${at + 1}`,
        warningNumber: at + 1,
        seriesId: aWarning().seriesId,
        state: 'accepted' as const,
      },
      ...{ underWay: false, reason: 'first-news' as const, level: 1, onset: AFTER, units: [UNIT], response: 'Monitor' as const },
      ...{ expiresAt: '2025-11-08T00:00:00.000Z', hazardGroup: 'rain', queuedAt: '2025-11-06T02:00:00.000Z', ...more },
    }));
  const DAY = '2025-11-06T05:00:00.000Z';
  const tell = (entry: object, earlier: ToldRow[], person = aPerson(), more: object = {}) =>
    tellPerson({ person, warning: warning({ response: 'Avoid', ...entry }, more), earlier, now: DAY }).reason;

  test('holds back a routine message after as many as the need table grants a day', () => {
    expect(tell({ change: 'action-changed' }, rows(2))).toBe('action-changed');
    expect(tell({ change: 'action-changed' }, rows(3))).toBe('daily-limit');
  });
  test('counts what was queued within 24 hours and reached, or still may reach, the person', () => {
    expect(tell({ change: 'action-changed' }, rows(3, { queuedAt: '2025-11-05T05:00:00.000Z' }))).toBe('action-changed');
    expect(tell({ change: 'action-changed' }, rows(3, { state: 'unknown' }))).toBe('daily-limit');
  });
  test('never holds back urgent or flash messages, first news of a place, or a cancel', () => {
    expect(tell({ change: 'escalated', level: 3 }, rows(9))).toBe('escalated');
    const sudden = { hazard: 'flash-flood-landslide' };
    expect(tell({ change: 'action-changed', onset: '2025-11-06T06:00:00.000Z' }, rows(9), aPerson(), sudden)).toBe('brought-forward');
    expect(tell({ change: 'widened', units: ['21589'] }, rows(9), aPerson({ units: [UNIT, '21589'] }))).toBe('widened');
    expect(tell({ change: 'cancelled', level: null, previousLevel: 1 }, rows(9))).toBe('cancelled');
  });
  test('never holds back first news, a correction or a taking back of one place because something weighs more at another', () => {
    const both = (other: object, earlier: ToldRow[]) =>
      tellPerson({
        person: aPerson({ units: [UNIT, '21589'] }),
        warning: warning({ change: 'escalated', level: 2, response: 'Avoid' }, {}, { units: ['21589'], level: 1, ...other }),
        earlier,
        now: DAY,
      });
    const known = rows(9, { units: ['21589'], level: 1 }).map((row) => ({ ...row, deliveryId: row.deliveryId + 100 }));
    expect(both({ change: 'widened' }, rows(9))).toMatchObject({ tell: true, reason: 'escalated', units: [UNIT, '21589'] });
    expect(both({ change: 'narrowed', level: null, previousLevel: 1 }, [...rows(9), ...known])).toMatchObject({ tell: true });
    expect(both({ change: 'unchanged' }, [...rows(9), ...known])).toMatchObject({ tell: false, reason: 'daily-limit' });
  });
  test('nor does the least need hold back what one place is owed because another’s news is below it', () => {
    const person = aPerson({ units: [UNIT, '21589'], leastNeed: 4 });
    const mixed = warning({ change: 'ended', level: null, previousLevel: 4 }, {}, { units: ['21589'], change: 'widened' });
    const heard = (earlier: ToldRow[]) => tellPerson({ person, warning: mixed, earlier, now: DAY });
    expect([heard(rows(1, { level: 4 })), heard([])]).toMatchObject([{ tell: true }, { reason: 'below-least-need' }]);
  });
  test('never holds back the first warning of a place after everything told of it has run out', () => {
    expect(tell({ change: 'new' }, rows(9, { expiresAt: '2025-11-06T04:00:00.000Z' }))).toBe('first-news');
  });
  test('holds nothing back from agencies and bodies of the supply list', () => {
    for (const person of [aPerson({ audience: 'agency' }), aPerson({ supply: true })])
      expect(tell({ change: 'action-changed' }, rows(9), person)).toBe('action-changed');
  });
});
