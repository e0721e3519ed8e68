import type { CallAnswer } from '../ports/callbacks.ts';

/** What came of one push: a closed list, for metrics. */
export const pushResults = ['delivered', 'gone', 'redirect', 'refused', 'failing', 'timeout', 'address', 'unreachable'] as const;
export type PushResult = (typeof pushResults)[number];

/** A result with its reason, which is kept and shown: a code, never a word of the far side. */
export interface PushOutcome {
  readonly result: PushResult;
  /** `http-503`, `timeout`, `address-loopback` … */
  readonly reason: string;
  /** Seconds that the far side asked to be left alone for; 0 when it did not. */
  readonly askedS: number;
}

/** 2xx is delivered, 410 says that nobody is there any more (Standard Webhooks, "Webhook headers and responses"); a redirect is never followed. */
export function pushOutcome(answer: CallAnswer): PushOutcome {
  if (answer.kind === 'failed') return { result: answer.why, reason: answer.reason, askedS: 0 };
  const { status, retryAfterS } = answer;
  return { result: resultOf(status), reason: `http-${status}`, askedS: retryAfterS ?? 0 };
}

function resultOf(status: number): PushResult {
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  if (status >= 300 && status < 400) return 'redirect';
  return status >= 400 && status < 500 ? 'refused' : 'failing';
}
