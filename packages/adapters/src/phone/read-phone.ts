import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Numbers without a country code are of this country. */
const HOME = 'VN';

/**
 * A number as people write it (`0912 345 678`, `+66 81 234 5678`), in E.164; null of what is no number that can be given out. By the
 * metadata of libphonenumber.
 */
export function readPhone(text: string): string | null {
  const plain = PLAIN.exec(text.includes(' ') ? text.replace(BETWEEN_DIGITS, '') : text);
  return plain === null ? parsed(text) : plainNumber(plain[1] ?? '', plain[2] ?? '');
}

/** A blank between two digits is a pause of whoever reads it aloud. */
const BETWEEN_DIGITS = /(?<=\d) (?=\d)/g;

/** A mobile number without anything between its digits: of these the metadata judge by length and first three digits alone. */
const PLAIN = /^(?:0|\+84)([35789]\d\d)(\d{6})$/;

const valid = new Map<string, boolean>();

function plainNumber(prefix: string, rest: string): string | null {
  const number = `+84${prefix}${rest}`;
  const known = valid.get(prefix);
  if (known !== undefined) return known ? number : null;
  const read = parsed(number);
  valid.set(prefix, read === number);
  return read;
}

function parsed(text: string): string | null {
  const number = parsePhoneNumberFromString(text, HOME);
  return number?.isValid() === true && number.ext === undefined ? number.number : null;
}
