import { expect, test } from 'vitest';
import { leastNeedFor } from './least-need.ts';

test('a high least need holds for every hazard but flash floods, landslides and tsunamis', () => {
  const person = { leastNeed: 4, leastNeeds: {} };
  expect((['storm', 'heat', 'flash-flood-landslide', 'tsunami'] as const).map((one) => leastNeedFor(person, one))).toEqual([4, 4, 1, 1]);
});

test('a hazard with a least need of its own goes by that, whichever it is', () => {
  const person = { leastNeed: 1, leastNeeds: { heat: 5, tsunami: 2 } };
  expect((['storm', 'heat', 'tsunami'] as const).map((one) => leastNeedFor(person, one))).toEqual([1, 5, 2]);
});
