import { aWarning } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import {
  type Call,
  dutyUnits,
  isFollowUp,
  isOnDuty,
  mayConfirm,
  nextStep,
  onDuty,
  opening,
  type OpenSupply,
  supplyBody,
  supplyClock,
} from './index.ts';

/** Thursday, 6 November 2025, 08:00 in Viet Nam. */
const NOW = '2025-11-06T01:00:00.000Z';
const after = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const office = [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '17:00' }];
const night = [{ days: [3], from: '17:00', to: '07:00' }];
const everywhere = { hazards: 'all', provinces: 'all', seaAreas: 'all' } as const;

describe('hours', () => {
  test('are those of Viet Nam, the first minute included and the last not', () => {
    const at = (instant: string): boolean => isOnDuty(office, instant);
    expect([at('2025-11-06T00:00:00.000Z'), at('2025-11-05T23:59:59.999Z')]).toEqual([true, false]);
    expect([at('2025-11-06T09:59:59.000Z'), at('2025-11-06T10:00:00.000Z')]).toEqual([true, false]);
    expect(at('2025-11-08T01:00:00.000Z')).toBe(false);
  });
  test('go on past midnight into the next day, and no further', () => {
    const at = (instant: string): boolean => isOnDuty(night, instant);
    expect([at('2025-11-05T10:00:00.000Z'), at('2025-11-05T23:30:00.000Z')]).toEqual([true, true]);
    expect([at('2025-11-06T00:00:00.000Z'), at('2025-11-06T10:00:00.000Z'), at('2025-11-04T23:30:00.000Z')]).toEqual([false, false, false]);
  });
  test('a gap in the roster calls the first contact, and says so', () => {
    const contacts = [
      { id: 'night', hours: night, ways: ['duty' as const] },
      { id: 'office', hours: office, ways: ['duty' as const] },
    ];
    expect(onDuty(contacts, NOW)).toMatchObject({ contact: { id: 'office' }, reason: 'on-duty' });
    expect(onDuty(contacts, '2025-11-08T12:00:00.000Z')).toMatchObject({ contact: { id: 'night' }, reason: 'nobody-on-duty' });
    expect(onDuty([], NOW)).toBeNull();
  });
});

describe('a body', () => {
  const body = {
    ...{ id: 'tinh-gia-lai', name: 'Ban chỉ huy', basis: { kind: 'own', text: 'rule 1' }, duties: everywhere, dutyChannel: 'sms' },
    contacts: [{ id: 'duty', role: 'Trực ban', phone: '+999000000001' }],
  };
  test('is taken with defaults, and refused without an address on its duty channel', () => {
    expect(supplyBody.parse(body)).toMatchObject({ exercises: false, standInChannel: null, contacts: [{ hours: 'always' }] });
    expect(supplyBody.safeParse({ ...body, dutyChannel: 'email' }).success).toBe(false);
    expect(supplyBody.safeParse({ ...body, standInChannel: 'sms' }).success).toBe(false);
    expect(supplyBody.safeParse({ ...body, contacts: [...body.contacts, ...body.contacts] }).success).toBe(false);
  });
  test('holds the communes of its provinces and its sea areas', () => {
    const units = dutyUnits({ hazards: 'all', provinces: ['52'], seaAreas: [] });
    expect(units).toContain('21583');
    expect(units).not.toContain('22015');
    expect(dutyUnits(everywhere).length).toBeGreaterThan(3_300);
  });
});

describe('who is called first', () => {
  const contact = { id: 'one', hours: 'always', ways: ['duty', 'stand-in'] } as const;
  const body = { id: 'b', duties: everywhere, exercises: false, contacts: [contact] };
  const storm = (level: 1 | 2 | 3 | 4 | 5, more: Parameters<typeof aWarning>[0] = {}) => {
    const [entry] = aWarning({}).entries;
    if (entry === undefined) throw new Error('no entry');
    return aWarning({
      status: 'Actual',
      entries: [{ ...entry, units: ['21583'], level, change: 'new', onset: after(600), expiresAt: after(1_200) }],
      ...more,
    });
  };
  test('the contact on duty, on both channels from need 4 on', () => {
    expect(opening(storm(4), body, NOW)).toEqual({ bodyId: 'b', need: 4, contactId: 'one', ways: ['duty', 'stand-in'], reason: 'on-duty' });
    expect(opening(storm(2), body, NOW)).toMatchObject({ need: 2, ways: ['duty'] });
  });
  test.each([
    ['test-is-for-the-watchdog', { status: 'Test' }, {}],
    ['exercise-not-named', { status: 'Exercise' }, {}],
    ['hazard-outside-duties', {}, { duties: { ...everywhere, hazards: ['drought'] } }],
    ['place-outside-duties', {}, { duties: { ...everywhere, provinces: ['01'], seaAreas: [] } }],
    ['no-contact', {}, { contacts: [] }],
  ] as const)('nobody: %s', (reason, warning, more) => {
    expect(opening(storm(4, warning), { ...body, ...(more as object) }, NOW)).toBe(reason);
  });
  test('what takes back is owed to everybody called before', () => {
    expect(isFollowUp(storm(4))).toBe(false);
    expect(isFollowUp(storm(4, { action: 'cancel' }))).toBe(true);
  });
});

describe('the next step', () => {
  const contacts = [
    { id: 'first', hours: 'always', ways: ['duty', 'stand-in'] },
    { id: 'asleep', hours: night, ways: ['duty'] },
    { id: 'second', hours: 'always', ways: ['duty'] },
  ] as const;
  const call = (more: Partial<Call> = {}): Call => ({
    contactId: 'first',
    way: 'duty',
    calledAt: NOW,
    decided: true,
    state: 'accepted',
    ...more,
  });
  const supply = (more: Partial<OpenSupply> = {}): OpenSupply => ({
    ...{
      warningId: 'actual-1',
      bodyId: 'b',
      need: 4,
      stopped: null,
      overtaken: false,
      expiresAt: after(600),
      confirmedAt: null,
      operatorCalledAt: null,
    },
    ...{ contacts, calls: [call()], ...more },
  });
  test('waits for the time that the need gives, then calls the next contact on duty', () => {
    expect(nextStep(supply(), after(4))).toEqual({ step: 'wait', until: after(5), reason: 'within-time' });
    expect(nextStep(supply(), after(5))).toEqual({ step: 'call', contactId: 'second', ways: ['duty'], reason: 'unconfirmed' });
    expect(nextStep(supply({ need: 5 }), after(3))).toMatchObject({ step: 'call', contactId: 'second' });
    expect(nextStep(supply({ need: 2 }), after(6))).toMatchObject({ step: 'wait' });
  });
  test('calls those off duty after those on duty, and the operator after the last', () => {
    const two = [call(), call({ contactId: 'second', calledAt: after(5) })];
    expect(nextStep(supply({ calls: two }), after(10))).toMatchObject({ step: 'call', contactId: 'asleep' });
    const all = [...two, call({ contactId: 'asleep', calledAt: after(10) })];
    expect(nextStep(supply({ calls: all }), after(14))).toMatchObject({ step: 'wait' });
    expect(nextStep(supply({ calls: all }), after(15))).toEqual({ step: 'operator', reason: 'nobody-confirmed' });
    expect(nextStep(supply({ calls: all, operatorCalledAt: after(15) }), after(30))).toMatchObject({ reason: 'operator-called' });
  });
  test('a failed duty channel is followed at once by the stand-in, and that by the next contact', () => {
    expect(nextStep(supply({ calls: [call({ state: 'failed' })] }), after(1))).toEqual({
      step: 'call',
      contactId: 'first',
      ways: ['stand-in'],
      reason: 'duty-channel-failed',
    });
    const both = [call({ state: 'failed' }), call({ way: 'stand-in', state: 'undelivered' })];
    expect(nextStep(supply({ calls: both }), after(1))).toMatchObject({ step: 'call', contactId: 'second', reason: 'not-reached' });
    expect(nextStep(supply({ calls: [call({ state: 'failed' }), call({ way: 'stand-in' })] }), after(1))).toMatchObject({ step: 'wait' });
  });
  test.each([
    ['confirmed', { confirmedAt: NOW }],
    ['recalled', { stopped: 'recalled' }],
    ['cancelled', { stopped: 'cancelled' }],
    ['expired', { expiresAt: NOW }],
    ['overtaken', { calls: [call({ state: 'superseded' })] }],
    ['overtaken', { overtaken: true, operatorCalledAt: NOW }],
    ['nothing-new', { calls: [call({ state: null })] }],
  ] as const)('ends when it is %s', (reason, more) => {
    expect(nextStep(supply(more), NOW)).toEqual({ step: 'close', reason });
  });
  test('one who left the list while called, or lost that way, was told nothing: the next is called, or the operator', () => {
    const untold = { calls: [call({ state: null })] };
    const [first, ...others] = contacts;
    expect(nextStep(supply({ ...untold, contacts: others }), NOW)).toMatchObject({ contactId: 'second', reason: 'not-reached' });
    const moved = { ...first, ways: ['stand-in' as const] };
    expect(nextStep(supply({ ...untold, contacts: [moved, ...others] }), NOW)).toMatchObject({ contactId: 'first', ways: ['stand-in'] });
    expect(nextStep(supply({ ...untold, contacts: [] }), NOW)).toEqual({ step: 'operator', reason: 'nobody-reached' });
  });
  test('what fan-out has not decided yet is waited for', () => {
    expect(nextStep(supply({ calls: [call({ state: null, decided: false })] }), after(1))).toMatchObject({ step: 'wait' });
  });
});

describe('the clock', () => {
  const clock = (minutes: number, more: Partial<Parameters<typeof supplyClock>[0]> = {}) =>
    supplyClock({ hazard: 'storm', finishedAt: NOW, handedOverAt: null, confirmedAt: null, now: after(minutes), ...more });
  test('is amber at 10 and red at 15 minutes', () => {
    expect([9.9, 10, 14.9, 15].map((at) => clock(at).colour)).toEqual(['green', 'amber', 'amber', 'red']);
    expect(clock(1).limit.source).toMatch('18/2021');
  });
  test('stops at the confirmation, and at the hand-over for the law', () => {
    expect(clock(60, { handedOverAt: after(2), confirmedAt: after(11) })).toMatchObject({
      ...{ handOverS: 120, confirmationS: 660, elapsedS: 660, handOverColour: 'green', colour: 'amber' },
    });
    expect(clock(60, { confirmedAt: after(3) })).toMatchObject({ handOverS: null, handOverColour: 'green', colour: 'green' });
    expect(clock(60, { handedOverAt: after(2) })).toMatchObject({ handOverColour: 'green', colour: 'red' });
  });
  test('runs faster where the law says at once, by a limit of its own', () => {
    expect([1, 2, 5].map((at) => clock(at, { hazard: 'tsunami' }).colour)).toEqual(['green', 'amber', 'red']);
    expect(clock(1, { hazard: 'earthquake' }).limit.source).toBe('own');
  });
});

describe('a confirmation', () => {
  const question = { audience: 'relay', supply: false, expiresAt: after(1), recalledAt: null, confirmedAt: null } as const;
  test('is taken of agencies, relays and supply bodies, while the warning holds', () => {
    for (const one of [question, { ...question, audience: 'agency' }, { ...question, audience: 'citizen', supply: true }] as const)
      expect(mayConfirm(one, NOW)).toEqual({ may: true });
  });
  test.each([
    ['not-asked', { audience: 'citizen' }],
    ['not-asked', { audience: 'media' }],
    ['already-confirmed', { confirmedAt: NOW }],
    ['recalled', { recalledAt: NOW }],
    ['expired', { expiresAt: NOW }],
  ] as const)('is refused: %s', (reason, more) => {
    expect(mayConfirm({ ...question, ...more }, NOW)).toEqual({ may: false, reason });
  });
});
