import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

const never = new AbortController().signal;
const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<false>((resolve) => setImmediate(() => resolve(false)))]);

test('there are never more operations than slots', async () => {
  const slots = createSlots(2);
  const first = await slots.take('flash', never);
  await slots.take('flash', never);
  const third = slots.take('flash', never);
  expect(await settled(third)).toBe(false);
  first?.release();
  expect(await settled(third)).toBe(true);
  expect(slots.inUse).toBe(2);
});

test('a lower lane leaves at least half of the slots to those above, flash has all', async () => {
  const slots = createSlots(4);
  await slots.take('routine', never);
  await slots.take('routine', never);
  expect(await settled(slots.take('routine', never))).toBe(false);
  expect(await settled(slots.take('urgent', never))).toBe(true);
  expect(await settled(slots.take('urgent', never))).toBe(false);
  expect(await settled(slots.take('flash', never))).toBe(true);
});

test('a lower lane starts nothing while a higher one has work, and goes on when it has not', async () => {
  const slots = createSlots(8);
  const end = slots.begin('flash');
  const routine = slots.take('routine', never);
  const urgent = slots.take('urgent', never);
  expect(await settled(routine)).toBe(false);
  expect(await settled(urgent)).toBe(false);
  expect(await settled(slots.take('flash', never))).toBe(true);
  end();
  expect(await settled(urgent)).toBe(true);
  expect(await settled(routine)).toBe(true);
});

test('a lower lane starts nothing while another process has work in a higher one, and a slot does not go on with it', async () => {
  const slots = createSlots(8);
  const first = await slots.take('routine', never);
  slots.elsewhere(['urgent', 'routine']);
  expect(first?.goesOn()).toBe(false);
  const routine = slots.take('routine', never);
  expect(await settled(routine)).toBe(false);
  expect(await settled(slots.take('urgent', never))).toBe(true);
  slots.elsewhere(['routine']);
  expect(await settled(routine)).toBe(true);
});

test('who waits for a slot is let go by its signal and takes none', async () => {
  const slots = createSlots(1);
  const held = await slots.take('flash', never);
  const stop = new AbortController();
  const waiting = slots.take('flash', stop.signal);
  stop.abort();
  expect(await waiting).toBeNull();
  held?.release();
  expect(slots.inUse).toBe(0);
});

test('a slot goes on with its lane until a higher one has work', async () => {
  const slots = createSlots(4);
  const routine = await slots.take('routine', never);
  expect(routine?.goesOn()).toBe(true);
  const end = slots.begin('urgent');
  expect(routine?.goesOn()).toBe(false);
  end();
  slots.begin('routine');
  expect(routine?.goesOn()).toBe(true);
});
