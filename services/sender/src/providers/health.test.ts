import { expect, test } from 'vitest';
import { chooseProvider } from './choose-provider.ts';
import { asked, causeToLeave, type Counts, type Health, opened, PROVIDER_RULES as RULES, stepped } from './health.ts';
import { createWindow } from './window.ts';

const WELL: Health = { kind: 'well' };
const NONE: Counts = {
  ...{ operations: 0, errors: 0, doubtful: 0, errorsInARow: 0, doubtfulInARow: 0, refusedInARow: 0 },
  ...{ recent: 0, slow: 0, underWay: 0, hanging: 0, errorsInStep: 0, doubtfulInStep: 0 },
};
const cause = (counts: Partial<Counts>, isLast = false, health: Health = WELL) =>
  causeToLeave(health, { ...NONE, ...counts }, isLast, RULES);
const open = (health: Health = WELL) => opened(health, 'errors', 'twilio-20500', RULES);
const returning = (step: number): Health => ({ kind: 'returning', reason: 'r', waitMs: 1_000, step, since: 0 });

test('a provider is left for fifty errors in a minute that are a fifth of its operations, and not for fewer of either', () => {
  expect(cause({ operations: 250, errors: 50 })).toBe('errors');
  expect(cause({ operations: 249, errors: 49 })).toBeNull();
  expect(cause({ operations: 251, errors: 50 })).toBeNull();
});

test('a provider that takes nothing any more is left after ten errors', () => {
  expect(cause({ operations: 500, errors: 10, errorsInARow: 10 })).toBe('errors');
  expect(cause({ operations: 500, errors: 9, errorsInARow: 9 })).toBeNull();
  const window = createWindow(RULES);
  const inARow = () => window.counts(0, { underWay: 0, hanging: 0 }).errorsInARow;
  for (let n = 0; n < 10; n += 1) window.add({ kind: 'permanent', reason: 'smtp-550-5.1.1' }, 1, 0);
  expect(inARow()).toBe(10);
  window.add({ kind: 'accepted', providerId: null }, 1, 0);
  expect(inARow()).toBe(0);
});

test('a provider is left when a fifth of its recent operations are slow, or of those under way, and at least three', () => {
  expect(cause({ recent: 25, slow: 5 })).toBe('slow');
  expect(cause({ recent: 26, slow: 5 })).toBeNull();
  expect(cause({ recent: 2, slow: 2 })).toBeNull();
  expect(cause({ recent: 10_000, underWay: 20, hanging: 4 })).toBe('slow');
  expect(cause({ recent: 10_000, underWay: 21, hanging: 4 })).toBeNull();
});

test('the last provider is kept through slowness and refusals for now, and left only for what stays in doubt, or where it takes nothing from us', () => {
  expect(cause({ recent: 10, slow: 10, underWay: 8, hanging: 8 }, true)).toBeNull();
  expect(cause({ operations: 100, errors: 100, errorsInARow: 100 }, true)).toBeNull();
  expect(cause({ operations: 100, errors: 100, doubtful: 10, doubtfulInARow: 10 }, true)).toBe('errors');
  expect(cause({ operations: 100, errors: 100, errorsInARow: 100, refusedInARow: 10 }, true)).toBe('errors');
  const window = createWindow(RULES);
  const inARow = () => window.counts(0, { underWay: 0, hanging: 0 }).refusedInARow;
  for (let n = 0; n < 10; n += 1) window.add({ kind: 'retryable', reason: 'smtp-554-5.7.1' }, 1, 0);
  expect(inARow()).toBe(10);
  window.add({ kind: 'retryable', reason: 'smtp-451-4.3.0' }, 1, 0);
  expect(inARow()).toBe(0);
});

test('the first that is well is chosen; one that comes back gets its share; with nobody else it gets all', () => {
  expect(chooseProvider([WELL, WELL], 0, RULES)).toEqual({ at: 0, reason: 'first' });
  expect(chooseProvider([open(), WELL], 0, RULES)).toEqual({ at: 1, reason: 'stand-in' });
  expect(chooseProvider([returning(0), WELL], 0.04, RULES)).toEqual({ at: 0, reason: 'trial' });
  expect(chooseProvider([returning(0), WELL], 0.06, RULES)).toEqual({ at: 1, reason: 'stand-in' });
  expect(chooseProvider([returning(0), open()], 0.99, RULES)).toEqual({ at: 0, reason: 'last-left' });
  expect(chooseProvider([open(), open()], 0, RULES)).toEqual({ at: null, reason: 'all-down' });
});

test('a provider comes back step by step, and waits longer each time that it fails on the way', () => {
  const waiting = open();
  expect(asked(waiting, false, 0, RULES)).toMatchObject({ kind: 'open', waitMs: 2_000 });
  let health: Health = asked(waiting, true, 0, RULES);
  const seen: (number | string)[] = [];
  for (let now = 0; health.kind === 'returning'; now += RULES.stepMs) {
    seen.push(RULES.steps[health.step] ?? 'none');
    health = stepped(health, now + RULES.stepMs, RULES);
  }
  expect([...seen, health.kind]).toEqual([0.05, 0.25, 0.5, 'well']);
  expect(cause({ errorsInStep: 3 }, false, returning(1))).toBe('errors');
  expect(open(returning(1)).waitMs).toBe(2_000);
  expect(open({ kind: 'returning', reason: 'r', waitMs: 30_000, step: 0, since: 0 }).waitMs).toBe(30_000);
});

test('what is older than a minute is not counted, nor what is older than ten seconds as slow', () => {
  const window = createWindow(RULES);
  for (let n = 0; n < 60; n += 1) window.add({ kind: 'unknown', reason: 'twilio-timeout' }, 10, 1_000);
  window.add({ kind: 'accepted', providerId: null }, 5_000, 2_000);
  expect(window.counts(2_000, { underWay: 8, hanging: 3 })).toMatchObject({
    ...{ operations: 61, errors: 60, doubtful: 60, errorsInARow: 0, slow: 1, recent: 61, underWay: 8, hanging: 3 },
  });
  window.add({ kind: 'retryable', reason: 'twilio-20429' }, 10, 70_000);
  expect(window.counts(70_000, { underWay: 0, hanging: 0 })).toMatchObject({
    operations: 1,
    errors: 1,
    doubtful: 0,
    errorsInARow: 1,
    slow: 0,
    recent: 1,
  });
});
