import type { AttemptResult } from '@loa/domain/ports';

/** `retryable` and `permanent` speak of the message, `channel-down` of the account or its configuration, `unknown` of nothing certain. */
export type SmppErrorClass = 'retryable' | 'permanent' | 'channel-down' | 'unknown';

interface SmppError {
  readonly class: SmppErrorClass;
  readonly meaning: string;
  /** Least wait before the next try, milliseconds. */
  readonly afterMs?: number;
}

/** `command_status` of an answer to submit_sm, by what it means for a message (SMPP 3.4, 5.1.3). */
export const SMPP_ERRORS: Readonly<Record<number, SmppError>> = {
  0x01: { class: 'permanent', meaning: 'message length' },
  0x02: { class: 'permanent', meaning: 'command length' },
  0x03: { class: 'channel-down', meaning: 'no such command' },
  0x04: { class: 'channel-down', meaning: 'not bound for this command' },
  0x05: { class: 'channel-down', meaning: 'already bound' },
  0x07: { class: 'channel-down', meaning: 'registered delivery is not allowed' },
  0x08: { class: 'retryable', meaning: 'system error' },
  0x0a: { class: 'channel-down', meaning: 'source address is not ours' },
  0x0b: { class: 'permanent', meaning: 'destination address' },
  0x0d: { class: 'channel-down', meaning: 'bind failed' },
  0x0e: { class: 'channel-down', meaning: 'password' },
  0x0f: { class: 'channel-down', meaning: 'system id' },
  0x14: { class: 'retryable', meaning: 'message queue is full', afterMs: 5_000 },
  0x15: { class: 'channel-down', meaning: 'service type' },
  0x43: { class: 'permanent', meaning: 'esm_class' },
  0x45: { class: 'retryable', meaning: 'submit failed' },
  0x48: { class: 'channel-down', meaning: 'type of the source number' },
  0x49: { class: 'channel-down', meaning: 'plan of the source number' },
  0x50: { class: 'permanent', meaning: 'type of the destination number' },
  0x51: { class: 'permanent', meaning: 'plan of the destination number' },
  0x53: { class: 'channel-down', meaning: 'system type' },
  0x58: { class: 'retryable', meaning: 'throttled', afterMs: 2_000 },
  0x61: { class: 'permanent', meaning: 'schedule' },
  0x62: { class: 'permanent', meaning: 'validity period' },
  0x64: { class: 'retryable', meaning: 'temporary error of the application' },
  0x65: { class: 'permanent', meaning: 'permanent error of the application' },
  0x66: { class: 'permanent', meaning: 'rejected by the application' },
  0xc0: { class: 'permanent', meaning: 'optional part of the body' },
  0xc1: { class: 'permanent', meaning: 'optional parameter is not allowed' },
  0xc2: { class: 'permanent', meaning: 'parameter length' },
  0xc3: { class: 'permanent', meaning: 'missing optional parameter' },
  0xc4: { class: 'permanent', meaning: 'value of an optional parameter' },
  0xfe: { class: 'retryable', meaning: 'delivery failure' },
  0xff: { class: 'unknown', meaning: 'unknown error' },
};

/** What submit_sm was answered with. A refusal by a code that no table knows (an operator's own) took nothing and is tried again. */
export function classifyStatus(status: number): Extract<AttemptResult, { kind: SmppErrorClass }> {
  const reason = smppReason(status);
  const known = SMPP_ERRORS[status];
  if (known === undefined) return { kind: 'retryable', reason };
  const { class: kind, afterMs } = known;
  return kind === 'retryable' && afterMs !== undefined ? { kind, reason, afterMs } : { kind, reason };
}

/** `smpp-0x58`. */
export const smppReason = (status: number): string => `smpp-0x${status.toString(16).padStart(2, '0')}`;
