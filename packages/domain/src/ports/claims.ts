/**
 * First looks: who deals with a key first. The owner is the message's derived id, so a redelivered message wins its own claim
 * again. Losing the store costs look-ups, never a warning: callers go on when `claim` rejects.
 */
export interface Claims {
  claim(key: string, owner: string, ttlMs: number): Promise<'won' | 'lost'>;
}
