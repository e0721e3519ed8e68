import type { AttemptResult } from '@loa/domain/ports';

/** Where in the dialogue a fault happened: before the final dot nothing was taken, after it nobody knows (RFC 1047). */
export type Stage = 'connect' | 'envelope' | 'data';

/** What a reply or fault of a mail server means for the message (RFC 5321 4.2.1, RFC 3463). */
export function classify(fault: { code?: string | undefined; responseCode?: number | undefined; response?: string | undefined }, stage: Stage): AttemptResult {
  const reply = fault.responseCode;
  if (fault.code === 'EAUTH' || fault.code === 'ENOAUTH' || reply === 530 || reply === 534 || reply === 535) return { kind: 'channel-down', reason: 'smtp-login-refused' };
  if (stage === 'connect') return { kind: 'channel-down', reason: `smtp-${(fault.code ?? 'unreachable').toLowerCase()}` };
  if (reply === undefined) return stage === 'data' ? { kind: 'unknown', reason: 'smtp-lost-after-data' } : { kind: 'retryable', reason: 'smtp-connection-lost', afterMs: 1_000 };
  if (reply === 421) return { kind: 'retryable', reason: 'smtp-421', afterMs: 5_000 };
  if (reply === 503 || (reply >= 400 && reply < 500)) return { kind: 'retryable', reason: `smtp-${reply}` };
  const enhanced = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(fault.response ?? '')?.[1];
  return { kind: 'permanent', reason: `smtp-${reply}${enhanced === undefined ? '' : ` ${enhanced}`}` };
}
