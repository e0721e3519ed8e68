import type { CallAnswer } from '@loa/domain/ports';
import { errors } from 'undici';
import { CallbackRefused } from './callback-refused.ts';

type Failure = Extract<CallAnswer, { kind: 'failed' }>;

/** Codes of Node and undici, by what they mean to whoever reads a list of failures. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  UND_ERR_HEADERS_OVERFLOW: 'headers-too-large',
};
const TIMEOUTS: readonly string[] = ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
/** Node's names for certificates that do not hold (`CERT_HAS_EXPIRED`, `DEPTH_ZERO_SELF_SIGNED_CERT` …) and for broken handshakes. */
const TLS = /^ERR_(TLS|SSL)_|CERT|^UNABLE_TO_|^EPROTO$/;

/** Why a call failed: a reason of a few, never an error's own text, which may hold what the far side said. */
export function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return { kind: 'failed', why: 'timeout', reason: codeOf(signal.reason) || 'aborted' };
  if (error instanceof CallbackRefused) {
    return { kind: 'failed', why: error.reason === 'name-unknown' ? 'unreachable' : 'address', reason: error.reason };
  }
  const code = codeOf(error);
  if (TIMEOUTS.includes(code)) return { kind: 'failed', why: 'timeout', reason: 'connect-timeout' };
  return { kind: 'failed', why: 'unreachable', reason: REASONS[code] ?? protocolFault(error, code) };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function protocolFault(error: unknown, code: string): string {
  if (error instanceof errors.HTTPParserError) return 'not-http';
  return TLS.test(code) ? 'tls' : 'unreachable';
}
