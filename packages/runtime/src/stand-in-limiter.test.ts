import type { RateLimiter, StandInLimiter } from '@loa/domain/ports';
import { testLogger } from '@loa/testing/logs';
import { expect, test } from 'vitest';
import { withStandIn } from './stand-in-limiter.ts';

const RATE = { perSecond: 100, burst: 10 };
const log = testLogger('sender-test');

/** Stores of rate limits on one clock that is set by hand. */
function stores() {
  let now = 0;
  const bucket = (): RateLimiter => {
    let [tokens, at] = [RATE.burst, 0];
    return {
      take: (_key, wanted) => {
        tokens = Math.min(RATE.burst, tokens + ((now - at) * RATE.perSecond) / 1_000);
        at = now;
        const granted = Math.min(wanted, Math.floor(tokens));
        tokens -= granted;
        return Promise.resolve({ granted, retryAfterMs: granted < wanted ? 10 : 0 });
      },
    };
  };
  let until = 0;
  const standIn: StandInLimiter = {
    ...bucket(),
    callAll: (forMs) => Promise.resolve(void (until = now + forMs)),
    calledForMs: () => Promise.resolve(Math.max(0, until - now)),
  };
  return { first: bucket(), standIn, monotonic: () => now, pass: (ms: number) => void (now += ms) };
}

type Stores = ReturnType<typeof stores>;

/** A worker whose way to the first store can be cut. `toFirst`: how often it went there. */
function worker({ first, standIn, monotonic }: Stores) {
  const state = { cut: false, toFirst: 0 };
  const asked: RateLimiter = {
    take: (...of) => {
      state.toFirst += 1;
      return state.cut ? Promise.reject(new Error('gone')) : first.take(...of);
    },
  };
  const limiter = withStandIn(asked, standIn, { log, monotonic });
  return Object.assign(state, { take: async () => (await limiter.take('sms', RATE.burst, RATE)).granted });
}

/** What workers that always ask are granted together. */
async function grantedIn(seconds: number, all: readonly { take: () => Promise<number> }[], { pass }: Stores): Promise<number> {
  let granted = 0;
  for (let ms = 0; ms < seconds * 1_000; ms += 10) {
    for (const one of all) granted += await one.take();
    pass(10);
  }
  return granted;
}

test('where one of several workers is cut off all of them together get the rate, and one burst more at each change-over', async () => {
  const at = stores();
  const [one, two] = [worker(at), worker(at)];
  await grantedIn(2, [one, two], at);
  one.cut = true;
  const cut = await grantedIn(20, [one, two], at);
  expect(cut).toBeLessThanOrEqual(20 * RATE.perSecond + RATE.burst);
  expect(cut).toBeGreaterThan(19 * RATE.perSecond);
  one.cut = false;
  expect(await grantedIn(20, [one, two], at)).toBeLessThanOrEqual(20 * RATE.perSecond + 2 * RATE.burst);
  const before = one.toFirst;
  await one.take();
  expect(one.toFirst).toBe(before + 1);
});

test('who is cut off takes nothing until the others have looked, and then its part; the first is asked again every second', async () => {
  const at = stores();
  const one = worker(at);
  one.cut = true;
  expect(await grantedIn(1, [one], at)).toBe(0);
  expect(await grantedIn(1, [one], at)).toBeGreaterThan(RATE.perSecond / 2);
  expect(one.toFirst).toBe(2);
  one.cut = false;
  await grantedIn(5, [one], at);
  expect(one.toFirst).toBeGreaterThan(3);
});

test('where all are cut off they share the rate of the stand-in', async () => {
  const at = stores();
  const all = [worker(at), worker(at), worker(at)];
  for (const one of all) one.cut = true;
  const granted = await grantedIn(10, all, at);
  expect(granted).toBeLessThanOrEqual(10 * RATE.perSecond + RATE.burst);
  expect(granted).toBeGreaterThan(8 * RATE.perSecond);
});

test('a stand-in that cannot be asked keeps nobody from the first; where neither answers the failure is told', async () => {
  const { first } = stores();
  const gone = (): Promise<never> => Promise.reject(new Error('gone'));
  const standIn: StandInLimiter = { take: gone, callAll: gone, calledForMs: gone };
  const monotonic = (): number => 0;
  expect(await withStandIn(first, standIn, { log, monotonic }).take('sms', 1, RATE)).toEqual({ granted: 1, retryAfterMs: 0 });
  await expect(withStandIn({ take: gone }, standIn, { log, monotonic }).take('sms', 1, RATE)).rejects.toThrow('gone');
});
