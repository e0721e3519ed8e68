import { expect, test } from 'vitest';
import { people } from './people.ts';

test('whoever was added is there, and nobody else, however far their ids lie apart', () => {
  const ids = [0, 1, 7, 8, 65_535, 65_536, 1_000_003, 2 ** 33, 2 ** 40 + 5];
  const some = people();
  some.add(ids.slice(0, 4));
  some.add(ids.slice(4));
  expect(ids.filter((id) => !some.has(id))).toEqual([]);
  expect(ids.flatMap((id) => [id - 1, id + 1]).filter((id) => !ids.includes(id) && some.has(id))).toEqual([]);
});
