import type { CallAnswer, SequenceItem } from '@loa/domain/ports';
import { aWarning } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { createFresh } from './fresh.ts';
import { createItems, FRESH_MS } from './items.ts';
import { createSlots } from './slots.ts';
import { withinTime } from './within-time.ts';

test('each share has its places; a slow call moves among the suspects while those have room', () => {
  const slots = createSlots({ sound: 2, suspect: 1 });
  const [first, second] = [slots.enter('sound'), slots.enter('sound')];
  expect(slots.free()).toEqual({ sound: 0, suspect: 1 });
  expect([first.demote(), first.demote(), second.demote()]).toEqual([true, true, false]);
  expect(slots.free()).toEqual({ sound: 1, suspect: 0 });
  for (const slot of [first, first, second]) slot.leave();
  expect(slots.free()).toEqual({ sound: 2, suspect: 1 });
});

/** A call that ends when it is given up, with the code of the signal's reason. */
const hanging = (signal: AbortSignal): Promise<CallAnswer> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      const { code } = signal.reason as { code: string };
      resolve({ kind: 'failed', why: 'timeout', reason: code });
    });
  });

test('a call that hangs is given up: early where the suspects have no room, else after the whole time', async () => {
  const slots = createSlots({ sound: 2, suspect: 1 });
  const times = { timeoutMs: 60, slowMs: 10 };
  const calls = await Promise.all([withinTime(slots.enter('sound'), times, hanging), withinTime(slots.enter('sound'), times, hanging)]);
  expect(calls.map((one) => one.kind === 'failed' && one.reason)).toEqual(['timeout', 'too-slow']);
});

test('a value is read again when it is too old, counted from the beginning of its read; a failure and nothing are not kept', async () => {
  let now = 0;
  let reads = 0;
  const fresh = createFresh<number>(10, () => now);
  const read = async (): Promise<number> => (reads += 1);
  expect(await Promise.all([fresh.get('a', read), fresh.get('a', read)])).toEqual([1, 1]);
  now = 10;
  expect([await fresh.get('a', read), await fresh.get('b', read)]).toEqual([1, 2]);
  now = 11;
  expect(await fresh.get('a', read)).toBe(3);
  await expect(fresh.get('c', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await fresh.get('c', async () => null)).toBeNull();
  expect(await fresh.get('c', read)).toBe(4);
  fresh.keep('d', 9, 0);
  expect(await fresh.get('d', read)).toBe(5);
});

test('many who stand at one place share one read; who catches up reads a page; what was read too long ago is read again', async () => {
  let now = 0;
  const asked: [number, number][] = [];
  const after = async (_: string, number: number, limit: number): Promise<SequenceItem[]> => {
    asked.push([number, limit]);
    return Array.from({ length: limit }, (__, n) => {
      const issued = {
        warning: aWarning({ number: number + n + 1 }),
        cancelledBy: null,
        supersededBy: null,
        lapsedAt: null,
        recalledAt: null,
      };
      return { number: number + n + 1, kind: 'issued', issued };
    });
  };
  const items = createItems({ after }, 'https://loa.example', () => now);
  const [one, same] = await Promise.all([items.next('Actual', 4, 5), items.next('Actual', 4, 5)]);
  expect([asked, one?.item.number, one?.body('vi') === same?.body('vi')]).toEqual([[[4, 1]], 5, true]);
  for (let number = 10; number < 26; number += 1) expect((await items.next('Actual', number, 500))?.item.number).toBe(number + 1);
  expect(asked.slice(1)).toEqual([[10, 16]]);
  now = FRESH_MS + 1;
  await items.next('Actual', 12, 500);
  expect(asked.slice(2)).toEqual([[12, 16]]);
});
