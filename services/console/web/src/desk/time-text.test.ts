import { expect, test } from 'vitest';
import { isWholeTime, readTime, timeText } from './time-text.ts';

const FROM = '2025-11-06T01:00:00.000Z';

test('a time stands in a field by the clock of Viet Nam, day before month', () => {
  expect(timeText(FROM)).toBe('08:00 06/11/2025');
  expect([timeText('soon'), timeText(undefined)]).toEqual(['', '']);
});

test.each([
  ['08:00 06/11/2025', FROM],
  ['2025-11-06T08:00', FROM],
  ['8h 6/11', FROM],
  ['8 giờ ngày 6/11', FROM],
  ['6/11 8:00', FROM],
  ['06-11-2025, 8h', FROM],
  ['19h30', '2025-11-06T12:30:00.000Z'],
  ['7', '2025-11-06T00:00:00.000Z'],
  ['+3', '2025-11-06T04:00:00.000Z'],
  ['-12', '2025-11-05T13:00:00.000Z'],
])('%j is %s', (typed, at) => expect(readTime(typed, FROM)).toBe(at));

test('a day without a year is the one nearest', () => {
  expect(readTime('8h 2/1', '2025-12-31T01:00:00.000Z')).toBe('2026-01-02T01:00:00.000Z');
});

test.each(['', 'mai', '25:00', '8:61', '8h 31/4', '8h 6/13/2025', '8h 6 tháng 11', '+1000', '13.5'])('%j is no time', (typed) =>
  expect(readTime(typed, FROM)).toBeUndefined(),
);

test('what a field shows is read back as it was, and is whole', () => {
  for (const at of [FROM, '2025-12-31T16:59:00.000Z']) expect(readTime(timeText(at), FROM)).toBe(at);
  expect([isWholeTime('08:00 06/11/2025'), isWholeTime('8h 6/11')]).toEqual([true, false]);
});
