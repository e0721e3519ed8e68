import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import type { IssuedWarning } from '../ports/warnings.ts';
import type { Warning } from '../warning/warning.ts';
import { airPlan, type Airing, dueTimes, type Medium } from './index.ts';

/** 6 November 2025 in Viet Nam. */
const at = (time: string, day = 6): string => new Date(`2025-11-${String(day).padStart(2, '0')}T${time}:00+07:00`).toISOString();
const clock = (instant: string): string => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(11, 16);
const due = (airings: readonly Airing[], medium: Medium): string[] =>
  airings.filter((one) => one.medium === medium).map((one) => clock(one.dueAt));

function issued(overrides: Parameters<typeof aWarning>[0] = {}, after: Partial<IssuedWarning> = {}): IssuedWarning {
  const entry = aWarningEntry({ onset: at('02:00'), expiresAt: at('23:00') });
  const warning = aWarning({ status: 'Actual', finishedAt: at('02:00'), issuedAt: at('02:00'), entries: [entry], ...overrides });
  return { warning, cancelledBy: null, supersededBy: null, lapsedAt: null, recalledAt: null, ...after };
}

test('an urgent storm bulletin is aired at once and every two hours', () => {
  const plan = airPlan(issued(), at('02:00'));
  expect([due(plan.airings, 'radio'), due(plan.airings, 'television')]).toEqual([
    ['02:00', '04:00', '06:00', '08:00'],
    ['02:00', '04:00', '06:00', '08:00'],
  ]);
  expect(plan).toMatchObject({ state: 'in-force', stopped: null });
});

test('a storm on the East Sea: radio every two hours on the hour, television in the next news and every three hours', () => {
  const plan = airPlan(issued({ bulletinType: 'on-east-sea', issuedAt: at('02:04') }), at('02:04'), { hours: 8 });
  expect(due(plan.airings, 'radio')).toEqual(['03:00', '05:00', '07:00', '09:00']);
  expect(due(plan.airings, 'television')).toEqual(['02:04', '05:04', '08:04']);
});

test('with a bulletin every three hours the one before stops when the next comes, and the next has its own airings', () => {
  const [one, two] = [issued({}, { supersededBy: 'actual-2' }), issued({ number: 2, issuedAt: at('05:01'), finishedAt: at('05:00') })];
  expect(airPlan(one, at('05:01'))).toMatchObject({ state: 'superseded', stopped: 'superseded', airings: [] });
  expect(due(airPlan(two, at('05:01'), { hours: 3 }).airings, 'radio')).toEqual(['05:01', '07:01']);
});

test.each([
  ['cancelled', { cancelledBy: 'actual-2' }],
  ['recalled', { recalledAt: at('03:00') }],
  ['recalled', { recalledAt: at('03:00'), supersededBy: 'actual-2', lapsedAt: at('23:00') }],
] as const)('nothing more is due of a warning that was %s', (stopped, after) => {
  expect(airPlan(issued({}, after), at('03:00'))).toMatchObject({ state: stopped, stopped, airings: [] });
});

test('a warning that runs out without a successor is announced once as lapsed, on each medium, and nothing else is due', () => {
  const before = airPlan(issued(), at('22:30'), { hours: 24 });
  expect(due(before.airings, 'radio').at(-1)).toBe('22:00');
  expect(before.stopped).toBe('all-said');
  for (const after of [{}, { lapsedAt: at('23:00') }]) {
    const plan = airPlan(issued({}, after), at('23:00'), { hours: 24 });
    expect(plan.airings.map((one) => [one.repeat, one.kind, clock(one.dueAt)])).toEqual([
      ['radio-lapsed', 'lapsed', '23:00'],
      ['television-lapsed', 'lapsed', '23:00'],
    ]);
    expect([plan.state, plan.stopped]).toEqual(['lapsed', 'lapsed']);
  }
});

test('what a series keeps in force beyond a quick bulletin goes on being aired until it runs out', () => {
  const kept = {
    units: ['22015'],
    hazard: 'storm' as const,
    level: 4,
    source: 'announced' as const,
    verdict: null,
    response: 'Avoid' as const,
  };
  const quick = issued({
    bulletinType: 'quick',
    entries: [aWarningEntry({ onset: at('02:00'), expiresAt: at('05:00') })],
    standing: [{ ...kept, onset: at('02:00'), expiresAt: at('12:00') }],
  });
  const plan = airPlan(quick, at('06:00'), { hours: 24 });
  expect([plan.state, due(plan.airings, 'radio')]).toEqual(['in-force', ['02:00', '04:00', '06:00', '08:00', '10:00']]);
  expect(airPlan(quick, at('12:00')).airings.map((one) => one.kind)).toEqual(['lapsed', 'lapsed']);
});

test('a warning that only took places back runs out without being announced as lapsed', () => {
  const entries = [aWarningEntry({ change: 'narrowed', level: null, source: null, onset: at('02:00'), expiresAt: at('05:00') })];
  expect(airPlan(issued({ entries }), at('05:00'))).toMatchObject({ stopped: 'ran-out', airings: [] });
});

test('the end of a series is aired at once and once more, then all is said', () => {
  const entries = [aWarningEntry({ change: 'ended', level: null, source: null, onset: at('02:00'), expiresAt: at('05:00') })];
  const end = issued({ action: 'end', bulletinType: 'final', entries });
  expect(due(airPlan(end, at('02:30')).airings, 'television')).toEqual(['02:00', '03:00']);
  expect(airPlan(end, at('03:00'))).toMatchObject({ state: 'ended', stopped: 'all-said' });
  expect(airPlan(end, at('05:00'))).toMatchObject({ state: 'ended', stopped: 'ran-out', airings: [] });
});

test.each([
  ['tsunami', 'warning-1', ['02:00', '02:05', '02:10', '02:40', '03:10']],
  ['tsunami', 'warning-3', ['02:00', '02:05', '02:10', '02:30', '02:50', '03:10']],
  ['earthquake', 'report', ['02:00', '03:00']],
] as const)('%s, %s: at once and again as the table says', (hazard, bulletinType, expected) => {
  expect(due(airPlan(issued({ hazard, bulletinType }), at('02:00'), { hours: 1.25 }).airings, 'radio')).toEqual(expected);
});

test('an airing keeps its name and its time whatever came after, so that it can be reported', () => {
  const planned = airPlan(issued(), at('02:00'), { hours: 24 }).airings;
  expect(planned.map((one) => one.id)).toEqual([...new Set(planned.map((one) => one.id))]);
  const { warning } = issued();
  const all = dueTimes(warning, warning.expiresAt);
  for (const one of planned) expect(all.find(({ repeat }) => repeat === one.repeat)).toEqual(one);
});

test('the plan grows with time and never changes what it said before', () => {
  const hours = [0, 1, 5, 12, 20].map((hour) => new Date(Date.parse(at('02:00')) + hour * 3_600_000).toISOString());
  const plans = hours.map((now) => airPlan(issued(), now, { hours: 0 }).airings);
  for (const [index, plan] of plans.entries()) expect(plans.at(index + 1)?.slice(0, plan.length) ?? plan).toEqual(plan);
  expect(plans.at(-1)?.length).toBeGreaterThan(plans[0]?.length ?? 0);
});

test('a high level is aired at once although its hazard has no rule', () => {
  const of = (level: number): Warning['entries'] => [aWarningEntry({ level, onset: at('02:00'), expiresAt: at('23:00') })];
  const surge = (level: number) => airPlan(issued({ hazard: 'surge', bulletinType: 'warning', entries: of(level) }), at('02:00'));
  expect([due(surge(4).airings, 'radio'), due(surge(3).airings, 'radio')]).toEqual([
    ['02:00', '04:00', '06:00', '08:00'],
    ['02:00', '05:00', '08:00'],
  ]);
});
