import { isRefusalOfSender } from '@loa/domain/delivery';
import type { AttemptResult } from '@loa/domain/ports';

/** What is known of a failed command or connection. */
export interface SmtpFailure {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
}

/** What a reply answers: MAIL, a recipient, or the message. */
export type Step = 'mail' | 'rcpt' | 'data';
type Refusal = 'permanent' | 'retryable' | 'channel-down';

/**
 * What a refusal for good means for a message: the first that fits. To MAIL a server knows nothing but who sends. What it says of the sender later
 * may hold for this recipient or message alone: it is tried again, and counted against the server.
 */
const REFUSALS: readonly { readonly fits: (reason: string) => boolean; readonly means: Readonly<Record<Step, Refusal>> }[] = [
  // A full or closed mailbox, a message too large (RFC 3463, 3.3 and 3.4).
  {
    fits: (reason) => /^smtp-(?:552|5\d\d-5\.(?:2\.\d{1,3}|3\.4))$/.test(reason),
    means: { mail: 'permanent', rcpt: 'permanent', data: 'permanent' },
  },
  { fits: isRefusalOfSender, means: { mail: 'channel-down', rcpt: 'retryable', data: 'retryable' } },
  { fits: () => true, means: { mail: 'channel-down', rcpt: 'permanent', data: 'permanent' } },
];

/**
 * The class of a failed transaction, by reply code (RFC 5321, 4.2.1) and enhanced code (RFC 3463). `dataBegan`: the message had
 * begun to go over, so that without a reply nobody knows whether it was taken (RFC 1047).
 */
export function classifyFailure(failure: SmtpFailure, dataBegan: boolean, step: Step): AttemptResult {
  const { responseCode: reply, code = 'failed' } = failure;
  if (reply === undefined) {
    if (code === 'EENVELOPE') return { kind: 'permanent', reason: 'address-invalid' };
    if (code === 'EMESSAGE') return { kind: 'permanent', reason: 'message-too-large' };
    return dataBegan ? { kind: 'unknown', reason: 'connection-lost-after-data' } : { kind: 'retryable', reason: 'connection-lost' };
  }
  const reason = reasonOf(failure);
  // 503 is about the session, not the message.
  if (reply < 500 || reply === 503) return { kind: 'retryable', reason };
  return { kind: REFUSALS.find(({ fits }) => fits(reason))?.means[step] ?? 'permanent', reason };
}

/** A connection that could not be had. */
export function classifyConnectFailure(failure: SmtpFailure): AttemptResult {
  return {
    kind: 'channel-down',
    reason: failure.responseCode === undefined ? `smtp-${(failure.code ?? 'failed').toLowerCase()}` : reasonOf(failure),
  };
}

/** `smtp-550-5.1.1`: codes only, for a reply's text may quote the address. */
function reasonOf({ responseCode, response = '' }: SmtpFailure): string {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  return `smtp-${String(responseCode)}${enhanced === undefined ? '' : `-${enhanced}`}`;
}

/** Reads an error as an {@link SmtpFailure}. */
export function failureOf(error: unknown): SmtpFailure {
  if (!(error instanceof Error)) return {};
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
    responseCode: 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined,
    response: 'response' in error && typeof error.response === 'string' ? error.response : undefined,
  };
}
