import type { RateLimiter, StandInLimiter, Taken } from '@loa/domain/ports';
import type { Logger } from './log.ts';

/** How long the first limiter is left alone after a failure, milliseconds: each try may take it half a second. */
const LEFT_ALONE_MS = 1_000;
/** For so long everybody is called to the stand-in; by whoever is cut off again with every failure. */
const CALLED_MS = 3_000;
/** How often those who are not cut off look whether they are called, milliseconds. */
const LOOK_EVERY_MS = 1_000;

/**
 * The first limiter while it answers everybody, the second while it does not answer somebody: a warning must not wait for a store of rate limits,
 * and half of the workers here and half of them there would be twice the rate. Who finds itself cut off calls the others and takes nothing
 * until they have looked. The two count apart, so that a change-over may give one burst too many. Rejects only where both do.
 */
export function withStandIn(
  first: RateLimiter,
  standIn: StandInLimiter,
  { log, monotonic = () => performance.now() }: { log: Logger; monotonic?: () => number },
): RateLimiter {
  let cutOff = false;
  let askAgainAt = Number.NEGATIVE_INFINITY;
  let lookAt = Number.NEGATIVE_INFINITY;
  let calledUntil = Number.NEGATIVE_INFINITY;
  let takesNothingUntil = Number.NEGATIVE_INFINITY;

  const look = async (): Promise<void> => {
    lookAt = monotonic() + LOOK_EVERY_MS;
    try {
      calledUntil = monotonic() + (await standIn.calledForMs());
    } catch {
      // The first may be well all the same; where it is not, the call says that this one is gone.
    }
  };
  const call = async (err: unknown): Promise<void> => {
    askAgainAt = monotonic() + LEFT_ALONE_MS;
    await standIn.callAll(CALLED_MS);
    calledUntil = monotonic() + CALLED_MS;
    if (cutOff) return;
    cutOff = true;
    takesNothingUntil = monotonic() + LOOK_EVERY_MS;
    log.warn({ err }, 'rate limits are counted by the database');
  };
  const byStandIn = (...of: Parameters<RateLimiter['take']>): Promise<Taken> => {
    const waitMs = takesNothingUntil - monotonic();
    return waitMs > 0 ? Promise.resolve({ granted: 0, retryAfterMs: waitMs }) : standIn.take(...of);
  };

  return {
    async take(...of) {
      if (monotonic() >= lookAt) await look();
      const asksAgain = cutOff && monotonic() >= askAgainAt;
      if (monotonic() < calledUntil && !asksAgain) return byStandIn(...of);
      try {
        const taken = await first.take(...of);
        cutOff = false;
        return taken;
      } catch (err) {
        await call(err);
        return byStandIn(...of);
      }
    },
  };
}
