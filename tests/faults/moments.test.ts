import { expect, test } from 'vitest';
import { describeMatrix } from './describe-matrix.ts';
import { matrix } from './matrix.ts';
import { tally } from './tally.ts';
import { WORKERS } from './workers.ts';

test('the tally sees a message that is lost, one that is doubled, one that nobody expected, and one that is late', () => {
  const at = (to: string, when = 0) => ({ to, at: when });
  const both = new Set(['a', 'b']);
  expect(tally(both, [at('a'), at('b')], 0)).toEqual({ expected: 2, arrived: 2, lost: 0, doubled: 0, unexpected: 0, late: 0 });
  expect(tally(both, [at('a', 1), at('a', 2), at('c')], 0)).toEqual({
    expected: 2,
    arrived: 3,
    lost: 1,
    doubled: 1,
    unexpected: 1,
    late: 1,
  });
});

test('every worker dies at a random time', () => {
  const names = matrix('short', [1]).moments.flatMap(({ name }) => /^(.*) killed at random time/.exec(name)?.[1]?.split(', ') ?? []);
  expect(names.toSorted()).toEqual(WORKERS.toSorted());
});

await describeMatrix('moments', 2_000);
