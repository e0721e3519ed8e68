import type { AttemptResult } from '../ports/channel.ts';
import type { PushOutcome, PushResult } from './push-result.ts';

/** Enhanced status codes that say there is no such mailbox (RFC 3463, 3.2: bad or moved address; RFC 7505, 5: null MX). */
const NOBODY_THERE = /-5\.1\.(?:1|2|3|6|10)$/;

const RESULTS: Readonly<Record<Exclude<AttemptResult['kind'], 'accepted' | 'permanent'>, PushResult>> = {
  stopped: 'failing',
  retryable: 'failing',
  'channel-down': 'unreachable',
  unknown: 'timeout',
};

/**
 * What came of a message to an outlet. A mailbox that does not exist is `gone`, as 410 is of a webhook; any other refusal is tried
 * again by schedule, and so is what may have been taken: its Message-ID tells that it is the same.
 */
export function mailOutcome(result: AttemptResult): PushOutcome {
  if (result.kind === 'accepted') return { result: 'delivered', reason: 'accepted', askedS: 0 };
  const { reason } = result;
  if (result.kind === 'permanent') return { result: NOBODY_THERE.test(reason) ? 'gone' : 'refused', reason, askedS: 0 };
  const askedS = result.kind === 'retryable' ? Math.ceil((result.afterMs ?? 0) / 1_000) : 0;
  return { result: RESULTS[result.kind], reason, askedS };
}
