import { readFileSync } from 'node:fs';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { communes } from '../place/gazetteer.ts';
import { describe, expect, test } from 'vitest';
import { needPage } from './need-page.ts';
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

test('citizens and relays are told by onset, then by how near the storm passes; bodies all at once', () => {
  const at = (name: string): string[] => [communes().find((one) => one.formerProvince === name)?.code ?? ''];
  const [binhDinh, camau, later] = [at('Bình Định'), at('Cà Mau'), at('Quảng Ngãi')];
  const soon = inHours(1);
  const warning = aWarning({
    storm: { centre: { lat: 13.9, lon: 109.2 }, steps: [] },
    entries: [
      aWarningEntry({ units: [...camau, ...binhDinh], level: 4, onset: soon }),
      aWarningEntry({ units: later, level: 4, onset: inHours(2) }),
    ],
  });
  const of = (audience: string) => strata(warning, NOW).filter((one) => !one.supplyOnly && one.audiences.join() === audience);
  for (const audience of ['citizen', 'relay']) expect(of(audience).map(({ units }) => units)).toEqual([binhDinh, camau, later]);
  expect(of('agency')).toHaveLength(1);
  expect(
    strata({ ...warning, storm: undefined }, NOW)
      .filter((one) => one.audiences.join() === 'citizen')
      .map(({ units }) => units),
  ).toEqual([[...camau, ...binhDinh], later]);
});

test('a warning with very many onsets has no more rings than a fan-out can carry, and leaves out no place', () => {
  const codes = communes()
    .slice(0, 40)
    .map((one) => one.code);
  const entries = codes.map((code, at) => aWarningEntry({ units: [code], level: 4, onset: inHours(4 + at / 10) }));
  const citizens = strata(aWarning({ entries }), NOW).filter((one) => one.audiences.join() === 'citizen');
  expect(citizens).toHaveLength(12);
  expect(citizens.flatMap(({ units }) => units)).toEqual(codes);
});

test('docs/need.md says what the tables hold', () => {
  const page = readFileSync(new URL('../../../../docs/need.md', import.meta.url), 'utf8');
  expect(page).toBe(needPage());
});
