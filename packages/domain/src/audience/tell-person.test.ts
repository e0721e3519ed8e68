import { aWarning, aWarningEntry } from '@loa/testing/builders';
import fc from 'fast-check';
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
  leastNeeds: {},
  supply: false,
  exercises: false,
  watchdog: false,
  ...more,
});
const aRow = (more: Partial<ToldRow> = {}): ToldRow => ({
  deliveryId: 100,
  warningId: 'actual-1',
  warningNumber: 1,
  seriesId: aWarning().seriesId,
  state: 'accepted',
  underWay: false,
  reason: 'first-news',
  level: 4,
  onset: '2025-11-06T09:00:00.000Z',
  units: [UNIT],
  response: 'Avoid',
  expiresAt: '2025-11-06T21:00:00.000Z',
  hazardGroup: 'tropical-cyclone',
  queuedAt: '2025-11-05T23:00:00.000Z',
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
  test('is overtaken where it is under way or in doubt, and stays where it speaks of more', () => {
    const raised = aSecond({ change: 'escalated', level: 5 });
    for (const state of ['queued', 'unknown'] as const)
      expect(tell(raised, [aRow({ state, underWay: true })])).toMatchObject({ tell: true, replaces: [], overtakes: [100] });
    expect(tell(raised, [aRow({ state: 'queued', underWay: true, units: [UNIT, OTHER] })])).toMatchObject({ tell: true, overtakes: [] });
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

describe('a person with several places', () => {
  const both = aPerson({ units: [UNIT, OTHER] });
  test('hears of an escalation at the lesser one, though told of that level at the other', () => {
    const row = aRow({ units: [UNIT, OTHER], level: 4 });
    const next = aSecond(
      { change: 'unchanged', level: 4, previousLevel: 4 },
      { change: 'escalated', units: [OTHER], level: 4, previousLevel: 2 },
    );
    expect(tell(next, [row], both)).toMatchObject({ tell: true, reason: 'escalated', units: [UNIT, OTHER] });
  });
  test('does not lose that news when the next unchanged warning finds it still waiting', () => {
    const rows = [
      aRow({ units: [UNIT, OTHER] }),
      aRow({ deliveryId: 101, warningNumber: 2, reason: 'escalated', state: 'queued', units: [UNIT, OTHER] }),
    ];
    const third = aWarning({
      status: 'Actual',
      number: 3,
      entries: [aWarningEntry({ change: 'unchanged', previousLevel: 4, units: [UNIT, OTHER] })],
    });
    expect(tell(third, rows, both)).toMatchObject({ tell: true, reason: 'escalated', replaces: [101] });
  });
  test('hears of the dropped one alone when the other has nothing new', () => {
    const dropped = aWarningEntry({ change: 'narrowed', units: [OTHER], level: null, previousLevel: 4, source: null, verdict: null });
    const row = aRow({ units: [UNIT, OTHER] });
    expect(tell(aSecond({ change: 'unchanged', previousLevel: 4 }, dropped), [row], both)).toMatchObject({
      reason: 'narrowed',
      units: [OTHER],
      level: null,
    });
    const louder = tell(aSecond({ change: 'escalated', level: 5, previousLevel: 4 }, dropped), [row], both);
    expect(louder).toMatchObject({ reason: 'escalated', units: [UNIT, OTHER], level: 5 });
  });
  test('is decided about at the places of which no later delivery speaks', () => {
    const later = aRow({ warningNumber: 3, warningId: 'actual-3', units: [OTHER] });
    const next = aSecond({ change: 'new' }, { change: 'new', units: [OTHER] });
    expect(tell(next, [later], both)).toMatchObject({ tell: true, units: [UNIT] });
  });
});

describe('a warning of another series that speaks lower', () => {
  const lower = aSecond({ change: 'unchanged', level: 2, previousLevel: 4 });
  test('does not push out the higher one that waits, and says nothing beside it', () => {
    expect(tell(lower, [aRow({ state: 'queued' })])).toEqual({ tell: false, reason: 'already-told', replaces: [] });
  });
  test('eases nobody', () => {
    expect(tell(lower, [aRow()], aPerson({ audience: 'agency' }))).toMatchObject({ tell: false, reason: 'already-told' });
  });
  test('that reached a person first does not keep the higher one of an earlier number from them', () => {
    const late = aRow({ warningId: 'actual-3', warningNumber: 3, seriesId: 'province.surge.storm-13', level: 2 });
    const higher = aSecond({ change: 'new', level: 4 });
    expect(tell(higher, [late])).toMatchObject({ tell: true, reason: 'escalated', level: 4 });
    expect(tell(higher, [{ ...late, level: 4 }])).toMatchObject({ tell: false, reason: 'later-warning' });
    expect(tell(higher, [{ ...late, seriesId: higher.seriesId }])).toMatchObject({ tell: false, reason: 'later-warning' });
  });
  test('reaches somebody who was not told as fast as the higher one would', () => {
    expect(tell(lower)).toMatchObject({ tell: true, reason: 'first-news', level: 2, need: 4 });
  });
});

test('a cancel reaches those whom its own series told, and nobody else', () => {
  const entry = aWarningEntry({ change: 'cancelled', level: null, previousLevel: 4, source: null, verdict: null });
  const cancel = aWarning({ status: 'Actual', number: 5, action: 'cancel', references: ['actual-2'], entries: [entry] });
  expect(tell(cancel, [aRow({ warningId: 'actual-2', warningNumber: 2 })])).toMatchObject({ tell: true, reason: 'cancelled', need: 4 });
  expect(tell(cancel, [aRow({ state: 'queued' })])).toEqual({ tell: false, reason: 'never-told', replaces: [] });
});

test('a citizen is told of an easing that puts right what was said, and an agency of one that it missed', () => {
  const put = aWarning({
    status: 'Actual',
    number: 2,
    references: ['actual-1'],
    entries: [aWarningEntry({ change: 'corrected', level: 2, previousLevel: 4 })],
  });
  expect(tell(put, [aRow()])).toMatchObject({ tell: true, reason: 'corrected', level: 2 });
  const after = aSecond({ change: 'unchanged', level: 3, previousLevel: 3 });
  expect(tell(after, [aRow()], aPerson({ audience: 'agency' }))).toMatchObject({ tell: true, reason: 'eased' });
});

test('an easing that waits is dropped when the level is back where it was told', () => {
  const rows = [aRow(), aRow({ deliveryId: 101, warningNumber: 2, reason: 'eased', level: 3, state: 'queued' })];
  const back = aWarning({ status: 'Actual', number: 3, entries: [aWarningEntry({ change: 'escalated', level: 4, previousLevel: 3 })] });
  expect(tell(back, rows, aPerson({ audience: 'agency' }))).toEqual({ tell: false, reason: 'already-told', replaces: [101] });
});

const OUTCOMES = ['accepted', 'unknown', 'queued', 'under-way', 'failed'] as const;

test('whatever becomes of each delivery on the way, a run of unchanged warnings tells everybody once', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...OUTCOMES), { minLength: 1, maxLength: 8 }), (outcomes) => {
      let rows: ToldRow[] = [];
      let heard = 0;
      for (const [index, outcome] of [...outcomes, 'accepted' as const].entries()) {
        const number = index + 1;
        const entry = aWarningEntry(number === 1 ? {} : { change: 'unchanged', previousLevel: 4 });
        const answer = tell(aWarning({ status: 'Actual', number, entries: [entry] }), rows);
        const replaced = answer.replaces;
        rows = rows.map((row) => (replaced.includes(row.deliveryId) ? { ...row, state: 'superseded' } : row));
        if (!answer.tell) continue;
        const state = outcome === 'under-way' ? 'queued' : outcome;
        rows.push(
          aRow({ deliveryId: number, warningNumber: number, warningId: `actual-${number}`, state, underWay: outcome === 'under-way' }),
        );
        if (outcome !== 'failed') heard += 1;
        heard -= replaced.length;
      }
      expect(heard).toBe(1);
    }),
  );
});

test('a place is never said to be warned less than some series says, in whatever order three series speak', () => {
  const levels = fc.array(fc.record({ series: fc.integer({ min: 0, max: 2 }), level: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(levels, (said) => {
      const inForce: number[] = [0, 0, 0];
      const rows: ToldRow[] = [];
      for (const [index, { series, level }] of said.entries()) {
        const own = inForce[series] ?? 0;
        const others = Math.max(...inForce.filter((_, at) => at !== series));
        const before = Math.max(own, others);
        const kind = before === 0 ? 'new' : level > before ? 'escalated' : level < own && level >= others ? 'eased' : 'unchanged';
        inForce[series] = level;
        const number = index + 1;
        const entry = aWarningEntry({ change: kind, level, previousLevel: before === 0 ? null : before });
        const answer = tell(aWarning({ status: 'Actual', number, entries: [entry] }), rows, aPerson({ audience: 'agency' }));
        if (!answer.tell) continue;
        rows.push(aRow({ deliveryId: number, warningNumber: number, reason: answer.reason, level: answer.level }));
        expect(answer.level).toBeGreaterThanOrEqual(Math.max(...inForce));
      }
    }),
  );
});
