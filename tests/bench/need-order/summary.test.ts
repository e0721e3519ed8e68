import { expect, test } from 'vitest';
import { summaryOf } from './summary.ts';

const MINUTE = 60_000;
const told = (after: number, onset: number, supply = false) => ({ afterMs: after * MINUTE, onsetMs: onset * MINUTE, supply });

test('an order that tells the endangered last is seen to be worse', () => {
  const onsets = Array.from({ length: 20 }, (_, nth) => 10 + nth);
  const byNeed = summaryOf(onsets.map((onset, nth) => told(nth + 1, onset, nth === 0)));
  const backwards = summaryOf(onsets.map((onset, nth) => told(20 - nth, onset, nth === 0)));
  expect(byNeed).toEqual({ endangered95: 2, beforeOnset: 100, endangeredBeforeOnset: 100, lastSupply: 1, last: 20 });
  expect(backwards).toEqual({ endangered95: 20, beforeOnset: 70, endangeredBeforeOnset: 0, lastSupply: 20, last: 20 });
});
