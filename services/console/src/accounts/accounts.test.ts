import { describe, expect, it, test } from 'vitest';
import { createPasswords } from './passwords.ts';
import { base32, codeOf, otpauthUri, stepAt, stepOf } from './totp.ts';

const SECRET = Buffer.from('12345678901234567890');

describe('codes by time', () => {
  // RFC 6238, Appendix B, mode SHA1.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of the standard at second %i', (second, code) => {
    expect(codeOf(SECRET, stepAt(new Date(second * 1_000)), 8)).toBe(code);
  });

  test('count a step before and after, and no further', () => {
    const now = new Date('2025-11-06T01:00:10.000Z');
    const here = stepAt(now);
    const found = [-2, -1, 0, 1, 2].map((aside) => stepOf(SECRET, codeOf(SECRET, here + aside), now));
    expect(found).toEqual([null, here - 1, here, here + 1, null]);
    for (const code of ['', '12345', '1234567', 'abcdef']) expect(stepOf(SECRET, code, now)).toBeNull();
  });

  // RFC 4648, 10.
  test.each([
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foobar', 'MZXW6YTBOI'],
  ])('are set up by base32: %s', (text, expected) => expect(base32(Buffer.from(text))).toBe(expected));

  test('are set up by an address that authenticators read', () => {
    expect(otpauthUri(SECRET, 'ca.truc')).toBe('otpauth://totp/Loa:ca.truc?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Loa');
  });
});

test('a password matches what was kept of it, whatever the costs are now, and nothing matches where nothing is kept', async () => {
  const kept = await createPasswords({ logN: 4, r: 8, p: 1 }).hash('tường thành số 13');
  const now = createPasswords({ logN: 5, r: 8, p: 1 });
  expect(kept).toMatch(/^scrypt\$4\$8\$1\$/);
  expect(await now.matches('tường thành số 13'.normalize('NFD'), kept)).toBe(true);
  expect(await now.matches('tường thành số 14', kept)).toBe(false);
  expect(await now.matches('tường thành số 13', null)).toBe(false);
});
