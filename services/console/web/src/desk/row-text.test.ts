import { expect, test } from 'vitest';
import { withRow } from './row-text.ts';

const position = { at: '2025-11-06T12:00:00.000Z', lat: 13, windForce: 14 };

test.each([
  ['13,2 112.3 13-14 17', { lat: 13.2, lon: 112.3, windForce: [13, 14], gustForce: 17 }],
  ['14 109,4 - 17 vùng ven biển Quảng Ngãi - Đắk Lắk', { lat: 14, lon: 109.4, gustForce: 17, place: 'vùng ven biển Quảng Ngãi - Đắk Lắk' }],
  ['- - 7 9 Nam Lào', { windForce: 7, gustForce: 9, place: 'Nam Lào' }],
  ['13,5', { lat: 13.5 }],
])('%j says of a position %j', (line, said) => expect(withRow(position, line)).toEqual({ ...position, ...said }));

test.each(['', 'Nam Lào', '1 2 3 4 5', '1.200 3'])('%j is no line of a position', (line) => expect(withRow(position, line)).toBeNull());
