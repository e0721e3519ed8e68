import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { coalesce } from './coalesce.ts';

test('callers during a read share the next one, which begins after they called', async () => {
  const begun: ((value: number) => void)[] = [];
  const read = coalesce(() => new Promise<number>((resolve) => begun.push(resolve)));
  const first = read();
  const [second, third] = [read(), read()];
  await setImmediate();
  expect(begun).toHaveLength(1);
  begun[0]?.(1);
  await expect(first).resolves.toBe(1);
  await setImmediate();
  expect(begun).toHaveLength(2);
  const fourth = read();
  begun[1]?.(2);
  await expect(Promise.all([second, third])).resolves.toEqual([2, 2]);
  await setImmediate();
  begun[2]?.(3);
  await expect(fourth).resolves.toBe(3);
});

test('a read that fails fails for its own callers, and the next one begins', async () => {
  let count = 0;
  const read = coalesce(async () => {
    await setImmediate();
    count += 1;
    if (count === 1) throw new Error('no database');
    return count;
  });
  const [first, second] = [read(), read()];
  await expect(first).rejects.toThrow('no database');
  await expect(second).resolves.toBe(2);
  await expect(read()).resolves.toBe(3);
});
