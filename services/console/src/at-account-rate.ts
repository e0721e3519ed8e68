import { accountKey, accountRate } from '@loa/domain/delivery';
import type { Channel, RateLimiter } from '@loa/domain/ports';
import type { Logger } from '@loa/runtime';

export interface AccountRateOptions {
  readonly limiter: RateLimiter;
  /** As the senders name it, and its messages a second over everything that sends by it. */
  readonly account: { readonly name: string; readonly perSecond: number };
  readonly log: Logger;
  readonly now: () => Date;
  readonly wait?: (ms: number) => Promise<void>;
}

/** Shortest rest between two questions, milliseconds. */
const LEAST_REST_MS = 10;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The channel, each of whose messages takes one from its account's rate, in the highest lane: so it waits for flash warnings and nothing else, and not
 * beyond its expiry. Where the store of rates does not answer, it goes all the same: one message a minute does no harm, an approver who is not called does.
 */
export function atAccountRate(channel: Channel, { limiter, account, log, now, wait = sleep }: AccountRateOptions): Channel {
  const turn = async (expiresAt: string): Promise<boolean> => {
    try {
      while (now().toISOString() < expiresAt) {
        const { granted, retryAfterMs } = await limiter.take(accountKey(account.name), 1, accountRate(account.perSecond, 'flash'));
        if (granted > 0) return true;
        await wait(Math.max(LEAST_REST_MS, retryAfterMs));
      }
      return false;
    } catch (err) {
      log.error({ err, account: account.name }, 'a message goes without its turn: the rates did not answer');
      return true;
    }
  };
  return {
    ...channel,
    send: async (message, ...rest) =>
      (await turn(message.expiresAt)) ? channel.send(message, ...rest) : { kind: 'stopped', reason: 'expired' },
  };
}
