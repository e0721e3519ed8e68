import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Outcome } from './still-held.ts';

/** After so long without a second person the issuer may send alone. Milliseconds. */
const ALONE_AFTER_MS = 300_000;

export const aloneFrom = (heldSince: Instant): Instant => new Date(Date.parse(heldSince) + ALONE_AFTER_MS).toISOString();

/** Why somebody may not answer. The first two are about who they are, the others about where the warning stands. */
export type AnswerRefusal = 'other-issuer' | 'own-bulletin' | 'answered' | 'recalled' | 'cancelled' | 'expired' | 'overtaken' | 'too-early';

/** A held warning, as far as an answer asks about it. */
export interface Answerable {
  readonly issuer: string;
  readonly givenBy: string | null;
  /** The account that sent the bulletin; null: a key, or a record of the log, which count as the issuer. */
  readonly sentAccount: string | null;
  readonly heldSince: Instant;
  readonly expiresAt: Instant;
  readonly recalledAt: Instant | null;
  readonly cancelledBy: string | null;
  readonly outcome: Outcome | null;
  /** Units where citizens wait and no later warning speaks. */
  readonly waiting: readonly Unit[];
}

export interface Answerer {
  readonly issuer: string | null;
  /** Absent: a key. */
  readonly account?: string;
}

/** Where a held warning stands: `open` waits for an answer. */
export function standOf(
  held: Answerable,
  now: Instant,
): 'open' | Extract<AnswerRefusal, 'answered' | 'recalled' | 'cancelled' | 'expired' | 'overtaken'> {
  if (held.recalledAt !== null) return 'recalled';
  if (held.cancelledBy !== null) return 'cancelled';
  if (held.outcome !== null) return 'answered';
  if (held.expiresAt <= now) return 'expired';
  return held.waiting.length === 0 ? 'overtaken' : 'open';
}

/** May this person give this answer now? Null, or why not. */
export function answerRefused(held: Answerable, answer: Exclude<Outcome, 'trusted'>, by: Answerer, now: Instant): AnswerRefusal | null {
  if (by.issuer === null || (by.issuer !== held.issuer && by.issuer !== held.givenBy)) return 'other-issuer';
  if (answer === 'approved' && by.account !== undefined && by.account === held.sentAccount) return 'own-bulletin';
  const stand = standOf(held, now);
  if (stand !== 'open') return stand;
  return answer === 'alone' && now < aloneFrom(held.heldSince) ? 'too-early' : null;
}
