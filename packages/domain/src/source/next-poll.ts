/** The longest wait after failures that follow one another, seconds: nobody can tell an absent alert from a quiet day. */
export const LONGEST_BACK_OFF_S = 900;
/** How far a source is heard that asks to be left alone (Retry-After, RFC 9110, 10.2.3), seconds. */
export const LONGEST_ASKED_S = 3_600;
/** A wait after a failure is longer or shorter by up to this share, so that sources that failed together do not come back together. */
const POLL_JITTER = 0.2;
/** The first wait after a failure, seconds; shorter where the source is asked more often. */
const FIRST_BACK_OFF_S = 60;
/** Between two rounds of one document, seconds. */
const MORE_AFTER_S = 1;

/** What a round of polling a source came to. */
export type PollRound =
  | { readonly kind: 'complete' }
  /** The document holds more than one round takes. */
  | { readonly kind: 'more' }
  /** `failures`: rounds that failed one after another, from 1; `askedS`: seconds that the far side asked for, 0 for none. */
  | { readonly kind: 'failed'; readonly failures: number; readonly askedS: number };

export interface NextPoll {
  readonly afterMs: number;
  readonly reason: 'regular' | 'more-waiting' | 'back-off' | 'asked-for';
}

/** When a source is asked again, and why then. `everySeconds`: as it is configured; `random`: from 0 to 1. */
export function nextPoll(everySeconds: number, round: PollRound, random: number): NextPoll {
  if (round.kind === 'complete') return { afterMs: everySeconds * 1_000, reason: 'regular' };
  if (round.kind === 'more') return { afterMs: MORE_AFTER_S * 1_000, reason: 'more-waiting' };
  const first = Math.min(everySeconds, FIRST_BACK_OFF_S);
  const waitS = Math.min(first * 2 ** (Math.max(1, round.failures) - 1), LONGEST_BACK_OFF_S) * (1 + POLL_JITTER * (2 * random - 1));
  const askedS = Math.min(round.askedS, LONGEST_ASKED_S);
  return askedS > waitS
    ? { afterMs: Math.round(askedS * 1_000), reason: 'asked-for' }
    : { afterMs: Math.round(waitS * 1_000), reason: 'back-off' };
}
