import { expect, test } from 'vitest';
import { keep } from './kept.ts';

test('what is asked for at once is made once, what fails is made again, and the oldest goes when the bytes are used up', async () => {
  const made: string[] = [];
  const kept = keep(10);
  const ask = (key: string) =>
    kept.of(key, async () => {
      made.push(key);
      if (made.length === 1) throw new Error('once');
      return Promise.resolve({ contentType: 'text/plain', body: 'sixsix' });
    });
  await expect(ask('a')).rejects.toThrow('once');
  await Promise.all([ask('a'), ask('a')]);
  expect(made).toEqual(['a', 'a']);
  await ask('b');
  await ask('b');
  await ask('a');
  expect(made).toEqual(['a', 'a', 'b', 'a']);
});
