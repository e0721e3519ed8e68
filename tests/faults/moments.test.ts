import { expect, test } from 'vitest';
import { describeMatrix } from './describe-matrix.ts';
import { tally } from './tally.ts';

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

await describeMatrix('moments', 2_000);
