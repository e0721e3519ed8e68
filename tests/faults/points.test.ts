import { expect, test } from 'vitest';
import { describeMatrix } from './describe-matrix.ts';
import { CRASH_POINTS, POINTS } from './points.ts';
import { WORKERS } from './workers.ts';

test('every crash point is one of some worker', () => {
  expect([...new Set<string>(Object.values(POINTS).flat())].toSorted()).toEqual(CRASH_POINTS.toSorted());
});

// A scenario here is six bulletins: 2,400 rows.
await describeMatrix('points', 400, (bed) => {
  test('each worker comes to the points of the table and to no other', () => {
    for (const name of WORKERS) expect([name, [...bed().workers[name].seen].toSorted()]).toEqual([name, POINTS[name].toSorted()]);
  });
});
