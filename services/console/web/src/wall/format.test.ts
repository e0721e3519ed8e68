import { expect, test } from 'vitest';
import { eventOf, titleOf } from './format.ts';

const head = {
  hazardName: { vi: 'mưa lớn', en: 'heavy rain' },
  ...{ issuer: 'nchmf', issuerName: 'Trung tâm Dự báo', issuedAt: '2025-11-06T01:05:00.000Z' },
};

test('a warning is called as its event is, in the language of the reader where that has a name', () => {
  const named = (event: { vi: string; en?: string }) =>
    ['vi', 'en'].map((language) => titleOf({ ...head, event }, language as 'vi' | 'en'));
  expect(named({ vi: 'Mưa lũ miền Trung', en: 'Floods' })).toEqual(['Mưa lũ miền Trung', 'Floods']);
  expect(named({ vi: 'Bão số 13 (Kalmaegi)' })).toEqual(['Bão số 13 (Kalmaegi)', 'Storm no. 13 (Kalmaegi)']);
  expect(named({ vi: 'Mưa lũ miền Trung' })).toEqual(['Mưa lũ miền Trung', 'Mưa lũ miền Trung']);
});

test('one of an event without a name is called by hazard, issuer and time, never by an id', () => {
  expect(eventOf({ ...head, event: null }, 'en')).toBe('Heavy rain');
  expect(titleOf({ ...head, event: null }, 'vi')).toBe('Mưa lớn, Trung tâm Dự báo, 08:05 06/11');
  expect(titleOf({ ...head, event: null, issuerName: null }, 'en')).toBe('Heavy rain, nchmf, 08:05 06/11');
});
