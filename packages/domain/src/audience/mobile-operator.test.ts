import { expect, test } from 'vitest';
import { mobileOperatorOf } from './index.ts';

test.each([
  ['+84321234567', 'viettel'],
  ['+84868123456', 'viettel'],
  ['+84981234567', 'viettel'],
  ['+84811234567', 'vinaphone'],
  ['+84881234567', 'vinaphone'],
  ['+84701234567', 'mobifone'],
  ['+84901234567', 'mobifone'],
  ['+84523123456', 'vietnamobile'],
  ['+84921234567', 'vietnamobile'],
  ['+84591234567', 'gmobile'],
  ['+84993123456', 'gmobile'],
  ['+84999123456', 'indochina'],
  ['+84871234567', 'itel'],
])('%s has a prefix of %s', (phone, operator) => {
  expect(mobileOperatorOf(phone)).toBe(operator);
});

test.each(['+842438241234', '+84992123456', '+84551234567', '+66812345678', '+999000000001'])(
  '%s has a prefix of no known operator',
  (phone) => {
    expect(mobileOperatorOf(phone)).toBeNull();
  },
);
