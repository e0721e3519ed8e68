import { expect, test } from 'vitest';
import { eventNameIn, numberedStorm } from './event-name.ts';

test.each([
  ['Bão số 13 (Kalmaegi)', 'Storm no. 13 (Kalmaegi)'],
  [' bão số 5 ', 'Storm no. 5'],
  ['Mưa lớn sau bão số 13', undefined],
  ['Bão số 13 và mưa', undefined],
  ['', undefined],
])('"%s" in English is %s without its issuer', (name, english) => {
  expect(numberedStorm(name)).toBe(english);
});

test('an event has the English name that its issuer gave, before any other', () => {
  expect(eventNameIn({ vi: 'Bão số 13', en: 'Typhoon Kalmaegi' }, 'en')).toBe('Typhoon Kalmaegi');
  expect(eventNameIn({ vi: 'Mưa lớn sau bão' }, 'en')).toBeUndefined();
  expect(eventNameIn({ vi: 'Mưa lớn sau bão', en: 'Rain after the storm' }, 'vi')).toBe('Mưa lớn sau bão');
  expect(eventNameIn(null, 'vi')).toBeUndefined();
});
