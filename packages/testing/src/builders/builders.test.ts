import { assess } from '@loa/domain/risk';
import { expect, test } from 'vitest';
import { aBulletin, aBulletinInput, aStormArea, aSubscriber, aWarning, aWarningEntry } from './index.ts';

test('a bulletin is valid as it stands, can be assessed, and takes overrides', () => {
  expect(assess(aBulletin())).toMatchObject({ ok: true, assessment: { areas: [{ level: 4, source: 'proposed' }] } });
  expect(aBulletin({ sequence: 7, areas: [aStormArea({ announcedLevel: 5 })] })).toMatchObject({
    sequence: 7,
    areas: [{ announcedLevel: 5 }],
  });
  expect(aBulletin(aBulletinInput())).toEqual(aBulletin());
});

test('an override that breaks the bulletin is refused', () => {
  expect(() => aBulletin({ areas: [] })).toThrow(/at least one area/);
});

test('subscribers of different ids have different addresses', () => {
  const [one, two] = [aSubscriber({ id: 1 }), aSubscriber({ id: 2 })];
  expect(one.email).not.toBe(two.email);
  expect(one.phone).not.toBe(two.phone);
});

test("a warning's id, onset and expiry follow from its number and entries", () => {
  const later = aWarningEntry({ units: ['21548'], onset: '2025-11-06T03:00:00.000Z', expiresAt: '2025-11-07T03:00:00.000Z' });
  expect(aWarning({ number: 3, entries: [aWarningEntry(), later] })).toMatchObject({
    id: 'test-3',
    msgType: 'Update',
    onset: '2025-11-06T03:00:00.000Z',
    expiresAt: '2025-11-07T03:00:00.000Z',
  });
});
