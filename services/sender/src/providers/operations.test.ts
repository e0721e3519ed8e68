import type { AttemptResult } from '@loa/domain/ports';
import { expect, test } from 'vitest';
import { groupOf, ONE, operations } from './operations.ts';

const TAKEN: AttemptResult = { kind: 'accepted', providerId: '1' };
const open = () => ({ go: true }) as const;
const started = () => {
  const words: string[] = [];
  let now = 0;
  const under = operations(
    () => now,
    (word, tookMs) => void words.push(`${word.kind} ${tookMs}`),
  );
  return { under, words, wait: (ms: number) => void (now += ms) };
};

test('an operation gives its answer, and its word about the provider with the time it took', async () => {
  const { under, words, wait } = started();
  const one = under.run(ONE, open, (gate) => Promise.resolve(gate().go ? TAKEN : { kind: 'stopped', reason: 'paused' }));
  expect(under.underWay).toBe(1);
  wait(5);
  await expect(one).resolves.toEqual(TAKEN);
  const group = [{ kind: 'permanent', reason: 'address-invalid' }, TAKEN] as const;
  await expect(under.run(groupOf(2), open, () => Promise.resolve(group))).resolves.toEqual(group);
  expect([words, under.underWay]).toEqual([['accepted 5', 'accepted 0'], 0]);
});

test('an operation that fails rejects as its work does, and is under way no more', async () => {
  const { under, words } = started();
  await expect(under.run(ONE, open, () => Promise.reject(new TypeError('no HTML')))).rejects.toThrow('no HTML');
  expect([words, under.underWay]).toEqual([[], 0]);
});

test('given up before its gate was asked for more than an envelope nothing was taken, and nothing is; after it nobody knows', async () => {
  const { under, wait } = started();
  let ask = (): boolean => false;
  const before = under.run<[written?: 'envelope'], AttemptResult>(ONE, open, (gate) => {
    gate('envelope');
    ask = () => gate().go;
    return new Promise(() => undefined);
  });
  const after = under.run(groupOf(2), open, (gate) => {
    gate();
    return new Promise(() => undefined);
  });
  wait(10);
  under.giveUp(10);
  await expect(before).resolves.toEqual({ kind: 'channel-down', reason: 'provider-silent' });
  await expect(after).resolves.toEqual([
    { kind: 'unknown', reason: 'provider-silent' },
    { kind: 'unknown', reason: 'provider-silent' },
  ]);
  expect([ask(), under.underWay]).toEqual([false, 0]);
});
