import { ReplyError } from 'ioredis';

/** Redis did not answer in time or is not connected. What to do without it is the caller's decision. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
  readonly code = 'unavailable';
}

/** The command's answer; a missing server as {@link RedisUnavailable}, an answered error (a fault of ours) as it is. */
export async function answered<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    // A server that is loading its data, or a replica, answers an error that passes by itself.
    const passes = error instanceof Error && /^(LOADING|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN)/.test(error.message);
    if (error instanceof ReplyError && !passes) throw error;
    throw new RedisUnavailable('redis does not answer', { cause: error });
  }
}
