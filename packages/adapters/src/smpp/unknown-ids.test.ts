import { expect, test } from 'vitest';
import { unknownIds } from './unknown-ids.ts';

function bed() {
  let at = 0;
  const unknown = unknownIds(() => new Date(at));
  return { unknown, after: (seconds: number) => void (at += seconds * 1_000) };
}

test('an id may become known for half a minute, however often it is asked about, and is given up then', () => {
  const { unknown, after } = bed();
  expect(unknown.mayBeKnownYet('1')).toBe(true);
  after(29);
  expect([unknown.mayBeKnownYet('1'), unknown.mayBeKnownYet('2')]).toEqual([true, true]);
  after(1);
  expect([unknown.mayBeKnownYet('1'), unknown.mayBeKnownYet('2')]).toEqual([false, true]);
});

test('an operator that waits for hours ends it the first time, also with others in between', () => {
  const { unknown, after } = bed();
  unknown.mayBeKnownYet('1');
  after(3_600);
  for (let n = 2; n < 100; n += 1) unknown.mayBeKnownYet(String(n));
  expect(unknown.mayBeKnownYet('1')).toBe(false);
});

test('more ids than are remembered are given up at once, so that none is sent back for ever', () => {
  const { unknown, after } = bed();
  let brought = Array.from({ length: 12_000 }, (_, id) => String(id));
  const sentBack = Array.from({ length: 3 }, (_, round) => {
    after(round * 20);
    brought = brought.filter((id) => unknown.mayBeKnownYet(id));
    return brought.length;
  });
  expect(sentBack).toEqual([10_000, 10_000, 0]);
});
