/**
 * First-look claims: who deals with a thing that may be met more than once. A claim is a short cut and never the truth: the
 * store behind it may be emptied at any moment, which costs look-ups, never a warning: callers go on when `claim` rejects.
 *
 * Obligations of every engine, shown by the contract suite:
 * - of several owners that claim one key at once, exactly one wins;
 * - the owner that holds a key wins it again (a redelivered message has the same derived id), and its time runs anew;
 * - after `ttlMs` without a new claim by its owner the key is free.
 */
export interface Claims {
  /** `owner` is the derived id of the message. `ttlMs` in milliseconds, at least 1. Rejects when the store does not answer. */
  claim(key: string, owner: string, ttlMs: number): Promise<'won' | 'lost'>;
}
