import type { AttemptResult } from '@loa/domain/ports';

type Class = 'retry' | 'down' | 'permanent' | 'unknown';

/** Twilio's error codes by what they mean for a message (https://www.twilio.com/docs/api/errors). */
export const ERROR_CODES: Readonly<Record<number, Class>> = {
  20003: 'down',
  20429: 'retry',
  20500: 'unknown',
  21211: 'permanent',
  21217: 'permanent',
  21401: 'permanent',
  21408: 'down',
  21606: 'down',
  21610: 'permanent',
  21611: 'retry',
  21612: 'permanent',
  21614: 'permanent',
  21617: 'permanent',
  21659: 'down',
  21660: 'down',
  30001: 'retry',
  30002: 'down',
  63038: 'down',
};

/** What an answer of Twilio other than 201 means. 5xx and silence leave the outcome unknown: POST is not idempotent there. */
export function classify(fault: { status?: number | undefined; code?: number | string | undefined }): AttemptResult {
  const { status } = fault;
  const code = typeof fault.code === 'number' ? fault.code : undefined;
  const reason = code === undefined ? `twilio-http-${status ?? 'none'}` : `twilio-${code}`;
  const known = code === undefined ? undefined : ERROR_CODES[code];
  if (known === 'down' || status === 401 || status === 403) return { kind: 'channel-down', reason };
  if (known === 'retry' || status === 429) return { kind: 'retryable', reason };
  if (fault.code === 'ECONNREFUSED' || fault.code === 'ENOTFOUND') return { kind: 'channel-down', reason: 'twilio-unreachable' };
  if (status === undefined || status >= 500 || known === 'unknown') return { kind: 'unknown', reason };
  return { kind: 'permanent', reason };
}
