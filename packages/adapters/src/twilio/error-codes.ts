import type { AttemptResult } from '@loa/domain/ports';

/** `retryable`, `permanent` and `unknown` speak of the message, `channel-down` of the account or its configuration. */
export type ErrorClass = 'retryable' | 'permanent' | 'unknown' | 'channel-down';

/** Twilio's error codes by what they mean for a message (https://www.twilio.com/docs/api/errors). */
export const ERROR_CODES: Readonly<Record<number, { readonly class: ErrorClass; readonly meaning: string }>> = {
  20003: { class: 'channel-down', meaning: 'authentication failed' },
  20404: { class: 'channel-down', meaning: 'no such account' },
  20429: { class: 'retryable', meaning: 'too many requests' },
  20500: { class: 'unknown', meaning: 'server error' },
  21211: { class: 'permanent', meaning: 'invalid number' },
  21217: { class: 'permanent', meaning: 'number does not appear to be valid' },
  21401: { class: 'permanent', meaning: 'invalid number' },
  21408: { class: 'permanent', meaning: 'region not enabled' },
  21606: { class: 'channel-down', meaning: 'sender not usable' },
  21610: { class: 'permanent', meaning: 'recipient opted out' },
  21611: { class: 'retryable', meaning: 'queue of the sender is full' },
  21612: { class: 'permanent', meaning: 'no route between sender and recipient' },
  21614: { class: 'permanent', meaning: 'not a mobile number' },
  21617: { class: 'permanent', meaning: 'body too long' },
  21659: { class: 'channel-down', meaning: 'sender is not ours' },
  21660: { class: 'channel-down', meaning: 'sender does not belong to the account' },
  30001: { class: 'retryable', meaning: 'queue overflow' },
  30002: { class: 'channel-down', meaning: 'account suspended' },
  30003: { class: 'retryable', meaning: 'handset unreachable' },
  30004: { class: 'permanent', meaning: 'blocked' },
  30005: { class: 'permanent', meaning: 'unknown handset' },
  30006: { class: 'permanent', meaning: 'landline or unreachable carrier' },
  30007: { class: 'permanent', meaning: 'filtered' },
  30008: { class: 'retryable', meaning: 'unknown error' },
  30022: { class: 'retryable', meaning: 'rate exceeded' },
  30023: { class: 'retryable', meaning: 'daily cap exceeded' },
  30034: { class: 'channel-down', meaning: 'sender not registered' },
  30036: { class: 'permanent', meaning: 'validity period over' },
  63038: { class: 'channel-down', meaning: 'daily cap of the account' },
};

/** What Twilio answered, or null where it did not answer. */
export interface TwilioAnswer {
  readonly status: number;
  readonly code: number | null;
}

/**
 * What an answer other than 2xx means. A 5xx leaves the outcome unknown: creating a message is not idempotent
 * (https://www.twilio.com/docs/errors/20500). Codes are split over time, so an unknown 30xxx is tried again and any other 4xx is not. A 4xx
 * without a code is not the API's word about a recipient (a proxy's page, a wrong path): nothing was taken, and it is tried again.
 */
export function classifyAnswer({ status, code }: TwilioAnswer): Exclude<AttemptResult, { kind: 'accepted' | 'stopped' }> {
  const reason = code === null ? `twilio-http-${String(status)}` : `twilio-${String(code)}`;
  const known = code === null ? undefined : ERROR_CODES[code];
  if (known !== undefined) return { kind: known.class, reason };
  if (status === 401 || status === 403) return { kind: 'channel-down', reason };
  if (status === 429 || (code !== null && code >= 30_000 && code < 31_000)) return { kind: 'retryable', reason };
  if (status >= 500) return { kind: 'unknown', reason };
  return { kind: code === null ? 'retryable' : 'permanent', reason };
}
