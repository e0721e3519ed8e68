import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import type { AiredReport } from '../ports/airings.ts';
import type { IssuedWarning } from '../ports/warnings.ts';
import { airedBody, airedSummary, airedRecords, airPlan, type Airing, dueOnAir, reportedAiring } from './index.ts';

/** 6 November 2025 in Viet Nam. */
const at = (time: string): string => new Date(`2025-11-06T${time}:00+07:00`).toISOString();
const clock = (one: Airing): string => `${one.repeat} ${new Date(Date.parse(one.dueAt) + 7 * 3_600_000).toISOString().slice(11, 16)}`;

function issued(after: Partial<IssuedWarning> = {}): IssuedWarning {
  const entries = [aWarningEntry({ onset: at('02:00'), expiresAt: at('23:00') })];
  const warning = aWarning({ status: 'Actual', finishedAt: at('02:00'), issuedAt: at('02:00'), entries });
  return { warning, cancelledBy: null, supersededBy: null, lapsedAt: null, recalledAt: null, ...after };
}
const report = (dueAt: string, airedAt: string): AiredReport => ({
  ...{ outletId: 1, warningId: 'actual-1', medium: 'radio', note: null, reportedAt: airedAt },
  ...{ dueAt: at(dueAt), airedAt: at(airedAt) },
});
const radioAt = (time: string): Airing => {
  const found = airPlan(issued(), at(time), { media: ['radio'] }).airings.find((one) => one.dueAt === at(time));
  if (found === undefined) throw new Error(`nothing is due at ${time}`);
  return found;
};

test('what counts on the air is the last airing due on each medium, however many were missed', () => {
  expect(dueOnAir(airPlan(issued(), at('07:30')), at('07:30')).map(clock)).toEqual(['radio-3 06:00', 'television-3 06:00']);
  expect(dueOnAir(airPlan(issued({ supersededBy: 'actual-2' }), at('07:30')), at('07:30'))).toEqual([]);
});

test.each([
  ['airing', '04:00', '04:01'],
  ['airing', '02:00', '02:00'],
  ['no-such-airing', '04:01', '04:01'],
  ['before-issue', '04:00', '01:59'],
  ['not-yet', '04:00', '05:02'],
  ['airing', '06:00', '05:00'],
] as const)('a report is judged as %s: due %s, aired %s', (kind, dueAt, airedAt) => {
  expect(reportedAiring(issued(), { medium: 'radio', dueAt: at(dueAt), airedAt: at(airedAt) }, at('05:00')).kind).toBe(kind);
});

test('that a warning ran out cannot have been aired before it did', () => {
  const said = (airedAt: string) => reportedAiring(issued(), { medium: 'television', dueAt: at('23:00'), airedAt }, at('23:30')).kind;
  expect([said(at('22:59')), said(at('23:01'))]).toEqual(['before-lapse', 'airing']);
});

test('an airing is late by the table’s own rule, and awaited until then', () => {
  const [onTime, late] = [report('04:00', '04:05'), report('04:00', '04:06')];
  const summary = (reports: readonly AiredReport[], now: string) => airedSummary(radioAt('04:00'), reports, at(now));
  expect(summary([], '04:05')).toEqual({ state: 'awaited', outlets: 0, late: 0 });
  expect(summary([report('02:00', '02:00')], '04:06')).toEqual({ state: 'not-reported', outlets: 0, late: 0 });
  expect(summary([late], '04:06')).toEqual({ state: 'late', outlets: 1, late: 1 });
  expect(summary([late, { ...onTime, outletId: 2 }], '04:06')).toEqual({ state: 'aired', outlets: 2, late: 1 });
});

test('what was asked for is what was due before the warning stopped, and what was reported is never left out', () => {
  const asked = (after: Partial<IssuedWarning>, stoppedAt: string | null, now: string, reports: readonly AiredReport[] = []) =>
    airedRecords(issued(after), reports, { stoppedAt, now: at(now) }).flatMap(({ airing, state }) =>
      airing.medium === 'radio' ? [`${clock(airing)} ${state}`] : [],
    );
  expect(asked({}, null, '04:05')).toEqual(['radio-1 02:00 not-reported', 'radio-2 04:00 awaited']);
  expect(asked({ supersededBy: 'actual-2' }, at('04:00'), '09:00')).toEqual(['radio-1 02:00 not-reported']);
  expect(asked({ recalledAt: at('03:00') }, null, '09:00')).toEqual(['radio-1 02:00 not-reported']);
  const after = [report('04:00', '04:02')];
  expect(asked({ recalledAt: at('03:00') }, null, '09:00', after)).toEqual(['radio-1 02:00 not-reported', 'radio-2 04:00 aired']);
  expect(asked({}, null, '23:10').at(-1)).toBe('radio-lapsed 23:00 awaited');
});

test('a body that does not fit names the field', () => {
  const wrong = airedBody.safeParse({ medium: 'fax', dueAt: at('04:00'), airedAt: 'soon', note: '' });
  expect(wrong.error?.issues.map((one) => one.path.join('.'))).toEqual(['medium', 'airedAt', 'note']);
});
