import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import {
  type Answerable,
  type Answerer,
  answerRefused,
  decideHold,
  extentOf,
  type HoldQuestion,
  joined,
  nextCall,
  silentAt,
  standOf,
  stillStanding,
} from './index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const later = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
/** Gia Lai is 52, Đắk Lắk 66. */
const [QUY_NHON, TUY_HOA] = ['21583', '22015'] as const;
const entry = (level: number | null, units: string[] = [QUY_NHON], more: object = {}) =>
  aWarningEntry({ level, units, onset: later(12 * 60), ...more });

/** What is decided of entries, in short. */
function decide(
  entries: ReturnType<typeof entry>[],
  { approved = {}, people = null, rules, ...of }: Partial<HoldQuestion['warning'] & Omit<HoldQuestion, 'warning'>> = {},
): string {
  const warning = aWarning({ status: 'Actual', entries, ...(of as object) });
  const decision = decideHold({ warning, approved, people, rules: { trusted: [], citizensLimit: null, ...rules }, now: NOW });
  return decision.kind === 'passes' ? decision.reason : `${decision.kind} by ${decision.asked.reason} at ${decision.asked.units.join(' ')}`;
}

describe('citizens wait for a second person', () => {
  const limit = { trusted: [], citizensLimit: 1_000 };
  test.each([
    ['at level 4 where nothing was approved', decide([entry(4)]), 'held by level at 21583'],
    ['not at level 3', decide([entry(3)]), 'within-approved'],
    ['not without a level', decide([entry(null)]), 'within-approved'],
    ['not at a level that was approved in the province', decide([entry(4)], { approved: { 52: 4 } }), 'within-approved'],
    ['at a higher one, only where it is higher', decide([entry(5), entry(4, ['21589'])], { approved: { 52: 4 } }), 'held by level at 21583'],
    ['in a province that is new, only there', decide([entry(4), entry(4, [TUY_HOA])], { approved: { 52: 5 } }), 'held by level at 22015'],
    ['whatever changed, for they may not have heard', decide([entry(4, [QUY_NHON], { change: 'unchanged' })]), 'held by level at 21583'],
    ['not for what is taken back', decide([entry(4, [QUY_NHON], { change: 'narrowed' })]), 'within-approved'],
    ['not two hours before the onset', decide([entry(5, [QUY_NHON], { onset: later(119) })]), 'lead-too-short'],
    ['only where there is time', decide([entry(5, [QUY_NHON], { onset: later(60) }), entry(4, [TUY_HOA], { onset: later(120) })]), 'held by level at 22015'],
    ['not for an earthquake', decide([entry(5)], { hazard: 'earthquake' }), 'sudden-hazard'],
    ['not for a tsunami', decide([entry(5)], { hazard: 'tsunami' }), 'sudden-hazard'],
    ['not for a correction', decide([entry(5)], { action: 'correct' }), 'closes-or-corrects'],
    ['not for a cancellation', decide([entry(5)], { action: 'cancel' }), 'closes-or-corrects'],
    ['not for a test', decide([entry(5)], { status: 'Test' }), 'test'],
    ['in an exercise too', decide([entry(4)], { status: 'Exercise' }), 'held by level at 21583'],
    ['not where citizens hear nothing of it', decide([entry(4)], { citizens: [TUY_HOA] }), 'not-for-citizens'],
    ['of an alert from abroad, only where they hear it', decide([entry(4, [QUY_NHON, '21589'])], { citizens: ['21589'] }), 'held by level at 21589'],
    ['at any level, where more people than the limit are concerned', decide([entry(2)], { people: 1_001, rules: limit }), 'held by people at 21583'],
    ['not at the limit', decide([entry(2)], { people: 1_000, rules: limit }), 'within-approved'],
    ['not of a province approved at any level', decide([entry(2)], { people: 5_000, rules: limit, approved: { 52: 0 } }), 'within-approved'],
    ['not of a trusted issuer, and it is noted', decide([entry(4)], { rules: { trusted: ['nchmf'], citizensLimit: null } }), 'trusted by level at 21583'],
    ['not where all are trusted', decide([entry(4)], { rules: { trusted: 'all', citizensLimit: null } }), 'trusted by level at 21583'],
    ['trust is in who speaks, not in whose series it is', decide([entry(4)], { givenBy: 'ministry', rules: { trusted: ['nchmf'], citizensLimit: null } }), 'held by level at 21583'],
  ])('%s', (_what, found, expected) => {
    expect(found).toBe(expected);
  }); // prettier-ignore

  test('it says what goes beyond what, and how far the whole warning goes', () => {
    const entries = [entry(5), entry(4, [TUY_HOA]), entry(3, ['00004']), entry(5, ['00070'], { change: 'ended' })];
    const question = { warning: aWarning({ status: 'Actual', entries }), approved: { 52: 4 }, people: null, now: NOW };
    expect(decideHold({ ...question, rules: { trusted: [], citizensLimit: null } })).toMatchObject({
      asked: {
        exceeded: [
          { place: '52', level: 5, approved: 4 },
          { place: '66', level: 4, approved: null },
        ],
        extent: { 52: 5, 66: 4, '01': 3 },
      },
    });
    expect(joined([extentOf(entries), { 52: 4, 66: 5 }])).toEqual({ 52: 5, 66: 5, '01': 3 });
  });
});

describe('a later warning of the series', () => {
  const standing = (units: string[], hazard: 'storm' | 'heavy-rain' = 'storm') => ({ standing: [{ units, hazard } as never] });
  test('speaks instead, but where it leaves the earlier as it was', () => {
    const units = [QUY_NHON, TUY_HOA];
    expect(stillStanding(units, 'storm', [])).toEqual(units);
    expect(stillStanding(units, 'storm', [{}])).toEqual([]);
    expect(stillStanding(units, 'storm', [standing([TUY_HOA]), standing(units)])).toEqual([TUY_HOA]);
    expect(stillStanding(units, 'storm', [standing(units, 'heavy-rain')])).toEqual([]);
  });

  test('citizens are silent about where they wait, where somebody refused, and where a later one speaks', () => {
    const hold = { hazard: 'storm', units: [QUY_NHON, TUY_HOA], later: [standing([TUY_HOA])] } as const;
    expect([...silentAt({ ...hold, outcome: null })]).toEqual(hold.units);
    expect([...silentAt({ ...hold, outcome: 'refused' })]).toEqual(hold.units);
    expect([...silentAt({ ...hold, outcome: 'approved' })]).toEqual([QUY_NHON]);
    expect([...silentAt({ ...hold, outcome: 'alone', later: [] })]).toEqual([]);
    expect([...silentAt({ ...hold, outcome: 'trusted' })]).toEqual([]);
  });
});

describe('an answer', () => {
  const held: Answerable = {
    ...{ issuer: 'nchmf', givenBy: null, sentAccount: 'sender', heldSince: NOW, expiresAt: later(600) },
    ...{ recalledAt: null, cancelledBy: null, outcome: null, waiting: [QUY_NHON] },
  };
  const second: Answerer = { issuer: 'nchmf', account: 'second' };
  const ask = (answer: 'approved' | 'refused' | 'alone', by: Answerer, of: Partial<Answerable> = {}, minutes = 1) =>
    answerRefused({ ...held, ...of }, answer, by, later(minutes));

  test.each([
    ['a second person of the issuer may approve', ask('approved', second), null],
    ['and refuse', ask('refused', second), null],
    ['somebody of another issuer may not', ask('approved', { issuer: 'gia-lai', account: 'x' }), 'other-issuer'],
    ['nor somebody of none', ask('approved', { issuer: null, account: 'x' }), 'other-issuer'],
    ['the issuer above, who spoke, may', ask('approved', { issuer: 'ministry', account: 'x' }, { givenBy: 'ministry' }), null],
    ['whoever sent the bulletin may not approve it', ask('approved', { issuer: 'nchmf', account: 'sender' }), 'own-bulletin'],
    ['but may take it back', ask('refused', { issuer: 'nchmf', account: 'sender' }), null],
    ['what a key sent, the issuer sent: any account is a second person', ask('approved', second, { sentAccount: null }), null],
    ['alone: not before five minutes', ask('alone', second, {}, 4.99), 'too-early'],
    ['alone: after five minutes, whoever sent it too', ask('alone', { issuer: 'nchmf', account: 'sender' }, {}, 5), null],
    ['alone: by key', ask('alone', { issuer: 'nchmf' }, {}, 5), null],
    ['not after another answer', ask('approved', second, { outcome: 'refused' }), 'answered'],
    ['not after a recall, whatever was answered', ask('approved', second, { outcome: 'approved', recalledAt: NOW }), 'recalled'],
    ['not after a cancel', ask('approved', second, { cancelledBy: 'actual-2' }), 'cancelled'],
    ['not once it has run out', ask('approved', second, {}, 600), 'expired'],
    ['not where a later warning speaks everywhere', ask('approved', second, { waiting: [] }), 'overtaken'],
  ])('%s', (_what, found, expected) => {
    expect(found).toBe(expected);
  }); // prettier-ignore

  test('a warning that ran out after an answer was answered', () => {
    expect(standOf({ ...held, outcome: 'approved' }, later(601))).toBe('answered');
  });
});

test('approvers are called in turn: at once, then each minute, and after five minutes each five', () => {
  const names = ['an', 'binh'];
  const call = (calls: number, calledAt: number | null, now: number) =>
    nextCall({ heldSince: NOW, calls, calledAt: calledAt === null ? null : later(calledAt) }, names, later(now))?.approver;
  expect([call(0, null, 0), call(1, 0, 0.9), call(1, 0, 1), call(2, 1, 2)]).toEqual(['an', undefined, 'binh', 'an']);
  expect([call(5, 4, 5), call(5, 4, 9)]).toEqual([undefined, 'binh']);
  expect(nextCall({ heldSince: NOW, calls: 0, calledAt: null }, [], NOW)).toEqual({ approver: null });
});
