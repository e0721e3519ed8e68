import { expect, test } from 'vitest';
import { expectedWords } from './expected-words.ts';

test.each([
  'a number from 0 to 17 (wind force, Beaufort)',
  'a range [low, high]',
  'one of coastal, open',
  'the current password',
  'the code that the phone shows now, each once',
  'a recovery code that was not used',
  'string to have <=100 characters',
  'number to be <=90',
  'an RFC 3339 date-time with an offset, such as 2025-11-06T08:00:00+07:00',
  'an instant after "from": a validity cannot end before it begins',
  'an instant that is not past',
  'at least one place',
  'a place within the authority of nchmf',
  'a contact, such as an e-mail address',
  'an https URL',
  'an e-mail address or a number',
  'an e-mail address, or a number such as 0912 345 678',
  'messages a second with slow, and none with avoid',
  'station area 1, 2, 3 or 4',
  'a longitude in degrees',
  'an address on the public internet; inside.example is not (private)',
])('what the server expects as %j is told in plain words, in both languages', (expected) => {
  expect(expectedWords(expected, 'vi')).toMatch(/^Cần: /);
  expect(expectedWords(expected, 'vi')).not.toContain(expected);
  expect(expectedWords(expected, 'en')).not.toMatch(/RFC|\[low|string|<=/);
});

test('a number too great is told the bounds and the unit', () => {
  expect(expectedWords('a number from 0 to 17 (wind force, Beaufort)', 'vi')).toBe(
    'Cần: một số từ 0 đến 17 (cấp gió), hoặc khoảng như 13-14',
  );
});
