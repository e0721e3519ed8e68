import { expect, test } from 'vitest';
import { matchPattern, type Pattern, readPattern } from './sms-pattern.ts';

const patternOf = (written: string): Pattern => {
  const pattern = readPattern(written);
  if (typeof pattern === 'string') throw new Error(pattern);
  return pattern;
};
const fits = (written: string, text: string): boolean => matchPattern(patternOf(written), text).fits;

test('a slot takes what its type says, and no more of it than its length', () => {
  expect(fits('Loa: {what:text:12}!', 'Loa: Bão số 13!')).toBe(true);
  expect(fits('Loa: {what:text:8}!', 'Loa: Bão số 13!')).toBe(false);
  expect(fits('Loa: {what:text:12}!', 'Loa: !')).toBe(false);
  expect(fits('Lúc {at:time} {on:date}, mưa {mm:number} mm.', 'Lúc 7:05 06/11/2025, mưa 120,5 mm.')).toBe(true);
  expect(fits('Lúc {at:time} {on:date}, mưa {mm:number} mm.', 'Lúc sáng 06/11, mưa 120 mm.')).toBe(false);
});

test('a phrase ends where the next sentence begins, a text does not', () => {
  expect(fits('{a:phrase:60}.', 'Tránh xa TP. hồ. Mua ngay.')).toBe(false);
  expect(fits('{a:phrase:60}.', 'Mưa 3.5 mm.')).toBe(true);
  expect(fits('{a:text:60}.', 'Tránh xa. Mua ngay.')).toBe(true);
});

test('what stands in brackets may be absent, also within brackets', () => {
  for (const [text, whether] of [
    ['A.', true],
    ['A, B.', true],
    ['A, B, C.', true],
    ['A, C.', false],
  ] as const)
    expect(fits('A[, B[, C]].', text), text).toBe(whether);
});

test('a text that is no instance says how far it was one', () => {
  expect(matchPattern(patternOf('Tin {at:time}. {what:text:5}: hết'), 'Tin 07:00. Bão mạnh: hết')).toEqual({ fits: false, at: 16 });
  expect(matchPattern(patternOf('Tin'), 'Tin. Mua ngay')).toEqual({ fits: false, at: 3 });
});

test('a pattern of many free slots does not blow up over a text that it does not fit', () => {
  const written = Array.from({ length: 14 }, (_, at) => `{s${String(at)}:text:400}`).join('a');
  expect(fits(`${written}!`, 'a'.repeat(459))).toBe(false);
});

test.each([
  ['Tin {at}', 'expected {name:text:120}, {name:phrase:60}, {name:number}, {name:time} or {name:date}'],
  ['Tin {at:text}', 'expected {name:text:120}, {name:phrase:60}, {name:number}, {name:time} or {name:date}'],
  ['Tin [a', 'expected ] after ['],
  ['Tin a]', 'expected [ before ]'],
])('%s is refused: %s', (written, expected) => {
  expect(readPattern(written)).toBe(expected);
});
