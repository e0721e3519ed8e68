import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { needOf, strata } from './index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const inHours = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
const ask = (more: Partial<Parameters<typeof needOf>[0]>) =>
  needOf({ hazard: 'storm', level: 3, onset: inHours(12), now: NOW, change: 'new', ...more });

describe('the need table', () => {
  test('puts sudden hazards within three hours into the flash lane at any level, and not beyond', () => {
    for (const hazard of ['flash-flood-landslide', 'tsunami', 'dam-release', 'whirlwind-lightning-hail'] as const) {
      expect(ask({ hazard, level: 1, onset: inHours(3) }).lane).toBe('flash');
      expect(ask({ hazard, level: 1, onset: inHours(3.1) }).lane).toBe('routine');
    }
  });
  test('puts levels 4 and 5 into the flash lane when they are upon us, and into the urgent lane before', () => {
    expect(ask({ level: 4, onset: inHours(3) })).toMatchObject({ lane: 'flash', need: 5 });
    expect(ask({ level: 5, onset: inHours(4) })).toMatchObject({ lane: 'urgent', need: 4 });
  });
  test('ranks level 3 as urgent, levels 1 and 2 as routine', () => {
    expect(ask({ level: 3 }).lane).toBe('urgent');
    expect(ask({ level: 2 })).toMatchObject({ lane: 'routine', need: 2 });
    expect(ask({ level: 1 })).toMatchObject({ lane: 'routine', need: 1 });
  });
  test("goes by the issuer's urgency where no level is known", () => {
    expect(ask({ level: null, urgency: 'Immediate' }).lane).toBe('urgent');
    expect(ask({ level: null, urgency: 'Future' }).lane).toBe('routine');
    expect(ask({ level: null }).lane).toBe('routine');
  });
  test('lets an end or a lower level wait behind danger, and a cancel not', () => {
    expect(ask({ level: 4, onset: inHours(1), change: 'eased' }).lane).toBe('routine');
    expect(ask({ level: 4, onset: inHours(1), change: 'escalated' }).lane).toBe('flash');
  });
});

test('strata go by kind of people, then by need, each with a rank of its own', () => {
  const warning = aWarning({
    entries: [
      aWarningEntry({ units: ['21583'], level: 5, onset: inHours(1) }),
      aWarningEntry({ units: ['00004'], level: 1, onset: inHours(20) }),
    ],
  });
  const layers = strata(warning, NOW);
  expect(layers.map((one) => one.rank)).toEqual(layers.map((_, at) => at));
  expect(layers[0]).toMatchObject({ supplyOnly: true, lane: 'flash', units: ['21583'] });
  expect(layers[1]).toMatchObject({ supplyOnly: true, lane: 'routine', units: ['00004'] });
  expect(layers.at(-1)).toMatchObject({ audiences: ['citizen'], lane: 'routine' });
  const kinds = layers.map((one) => one.audiences.join());
  expect([...new Set(kinds)]).toEqual(['agency,relay,media,citizen', 'relay', 'agency', 'media', 'citizen']);
});

test('a stratum goes by what somebody there may still be owed: news of an eased danger, a higher level of another series, a level taken back', () => {
  const lanes = (entry: Parameters<typeof aWarningEntry>[0]) =>
    strata(aWarning({ entries: [aWarningEntry(entry)] }), NOW).map((one) => one.lane);
  const soon = inHours(1);
  expect(new Set(lanes({ change: 'eased', level: 3, previousLevel: 4, onset: soon }))).toEqual(new Set(['urgent']));
  expect(new Set(lanes({ change: 'unchanged', level: 2, previousLevel: 4, onset: soon }))).toEqual(new Set(['flash']));
  expect(new Set(lanes({ change: 'cancelled', level: null, previousLevel: 4, onset: NOW }))).toEqual(new Set(['flash']));
  expect(new Set(lanes({ change: 'ended', level: null, previousLevel: 4, onset: NOW }))).toEqual(new Set(['routine']));
});
