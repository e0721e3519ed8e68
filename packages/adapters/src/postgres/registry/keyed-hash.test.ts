import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyedHash } from './keyed-hash.ts';

test.each(['', 'sms\n+84905000111', 'email\nnguyễn@ví-dụ.vn', 'x'.repeat(341), 'ế'.repeat(342), 'ế'.repeat(4_000)])(
  'it is the HMAC of RFC 2104, whatever was hashed before: %j',
  (text) => {
    for (const key of [randomBytes(32), randomBytes(64)]) {
      const of = keyedHash(key);
      of('something longer than most of what comes after it');
      expect([of(text), of(text)]).toEqual(Array.from({ length: 2 }, () => createHmac('sha256', key).update(text).digest()));
    }
  },
);

test('a key that would have to be hashed itself is refused', () => {
  expect(() => keyedHash(randomBytes(65))).toThrow(RangeError);
});
