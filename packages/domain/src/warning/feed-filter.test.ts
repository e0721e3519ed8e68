import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { feedFilter, passes } from './index.ts';

/** Quy Nhơn, Gia Lai (52), level 4. */
const warning = aWarning();

test.each([
  [{}, true],
  [{ provinces: ['52'] }, true],
  [{ provinces: ['01', '52'] }, true],
  [{ provinces: ['01'] }, false],
  [{ hazards: ['storm'] }, true],
  [{ hazards: ['fog'] }, false],
  [{ leastLevel: 4 }, true],
  [{ leastLevel: 5 }, false],
])('%j', (filter, expected) => {
  expect(passes(warning, feedFilter.parse(filter))).toBe(expected);
});

test('what has no level passes whatever the least level, and an end passes where the warning passed', () => {
  const of = (overrides: Parameters<typeof aWarningEntry>[0]) => aWarning({ entries: [aWarningEntry(overrides)] });
  expect(passes(of({ level: null, source: null, verdict: null }), { leastLevel: 5 })).toBe(true);
  const ended = of({ change: 'ended', level: null, previousLevel: 3 });
  expect([passes(ended, { leastLevel: 3 }), passes(ended, { leastLevel: 4 })]).toEqual([true, false]);
});

test('level and province are asked of the same places, and of what stays in force beside them', () => {
  const hanoi = aWarningEntry({ units: ['00004'], level: 2 });
  const both = aWarning({ entries: [aWarningEntry(), hanoi] });
  expect([passes(both, { provinces: ['01'], leastLevel: 3 }), passes(both, { provinces: ['01'], leastLevel: 2 })]).toEqual([false, true]);
  const { units, level, source, verdict, response, onset, expiresAt } = hanoi;
  const row = { hazard: 'heavy-rain', units, level, source, verdict, response, onset, expiresAt } as const;
  const standing = aWarning({ standing: [row] });
  expect([passes(standing, { provinces: ['01'] }), passes(standing, { hazards: ['heavy-rain'] })]).toEqual([true, true]);
});

test.each([{ provinces: ['99'] }, { provinces: [] }, { hazards: ['meteor'] }, { leastLevel: 6 }, { colour: 'red' }])(
  'a filter that cannot be meant is refused: %j',
  (filter) => {
    expect(feedFilter.safeParse(filter).success).toBe(false);
  },
);
