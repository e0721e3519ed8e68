import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Numbers without a country code are of this country. */
const HOME = 'VN';

/**
 * A number as people write it (`0912 345 678`, `+66 81 234 5678`), in E.164; null of what is no number that can be given out. By the
 * metadata of libphonenumber.
 */
export function readPhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text, HOME);
  return number?.isValid() === true && number.ext === undefined ? number.number : null;
}
