import { SqlError } from '../sql.ts';

/** What is known of a failed statement, from either driver. */
export interface Failure {
  readonly message: string;
  /** SQLSTATE, or a system error's code; absent when the session broke. */
  readonly code?: string | undefined;
  readonly constraint?: string | undefined;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;
/** Classes and codes that speak of the session, not of the statement: connection lost, server shutting down or full. */
const SESSION = /^(08...|57P01|57P02|57P03|53300)$/;

/**
 * The {@link SqlError} of a driver's failure. The driver's `detail` and `where` are left behind: they quote row values,
 * which may be addresses, and errors are logged.
 */
export function sqlError(failure: Failure): SqlError {
  const { message, code, constraint } = failure;
  if (code === 'ENOSPC' || message.includes('No space left on device')) return new SqlError('53100', message);
  if (code === undefined || !SQLSTATE.test(code) || SESSION.test(code)) return new SqlError('unavailable', message, { cause: code });
  return new SqlError(code, message, { constraint });
}

/** Reads a thrown value as a {@link Failure}. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { message: String(thrown) };
  const { code, constraint } = thrown as { code?: unknown; constraint?: unknown };
  return {
    message: thrown.message,
    code: typeof code === 'string' ? code : undefined,
    constraint: typeof constraint === 'string' ? constraint : undefined,
  };
}
