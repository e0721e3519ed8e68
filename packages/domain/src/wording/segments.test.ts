import { expect, test } from 'vitest';
import { fitsFirstPart, smsSize } from './segments.ts';

test.each([
  ['a'.repeat(160), 'gsm-7', 1],
  ['a'.repeat(161), 'gsm-7', 2],
  ['a'.repeat(306), 'gsm-7', 2],
  ['a'.repeat(307), 'gsm-7', 3],
  ['€'.repeat(80), 'gsm-7', 1],
  ['€'.repeat(81), 'gsm-7', 2],
  // An escape pair is never split: 76 pairs fit into a part of 153.
  ['€'.repeat(153), 'gsm-7', 3],
  ['ả'.repeat(70), 'ucs-2', 1],
  ['ả'.repeat(71), 'ucs-2', 2],
  ['ả'.repeat(134), 'ucs-2', 2],
  ['ả'.repeat(135), 'ucs-2', 3],
  ['😀'.repeat(35), 'ucs-2', 1],
  ['😀'.repeat(67), 'ucs-2', 3],
] as const)('encoding and segments of %#', (text, encoding, segments) => {
  expect(smsSize(text)).toEqual({ encoding, segments });
});

test('the first part holds 153 septets, an escaped character being two, or 67 units of UCS-2', () => {
  expect([fitsFirstPart('a'.repeat(153), true), fitsFirstPart('a'.repeat(154), true)]).toEqual([true, false]);
  expect([fitsFirstPart('['.repeat(76), true), fitsFirstPart('['.repeat(77), true)]).toEqual([true, false]);
  expect([fitsFirstPart('ả'.repeat(67), false), fitsFirstPart('ả'.repeat(68), false)]).toEqual([true, false]);
});
