import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { readPhone } from './read-phone.ts';

test.each([
  ['0912 345 678', '+84912345678'],
  ['+84 (0)912-345-678', '+84912345678'],
  ['84912345678', '+84912345678'],
  ['024 3825 4278', '+842438254278'],
  ['+66 81 234 5678', '+66812345678'],
  ['+1 202 456 1111', '+12024561111'],
])('%s is %s', (text, number) => expect(readPhone(text)).toBe(number));

test.each(['', 'abc', '0912', '0112 345 678', '+84 912 345 67890', '+999 000 000 001', '0912345678 ext. 5', '113'])(
  '%j is no number',
  (text) => expect(readPhone(text)).toBeNull(),
);

test('a plain mobile number is judged as the metadata judge it, whatever its first three digits and those after them', () => {
  const ofLibrary = (text: string) => {
    const number = parsePhoneNumberFromString(text, 'VN');
    return number?.isValid() === true && number.ext === undefined ? number.number : null;
  };
  const tails = ['000000', '999999', '123456', '500000'];
  for (let prefix = 100; prefix < 1_000; prefix += 1)
    for (const tail of [...tails, String((prefix * 7_919) % 1_000_000).padStart(6, '0')])
      for (const text of [`0${prefix}${tail}`, `+84${prefix}${tail}`, `0${prefix} ${tail.slice(0, 3)} ${tail.slice(3)}`])
        expect([text, readPhone(text)]).toEqual([text, ofLibrary(text)]);
});
