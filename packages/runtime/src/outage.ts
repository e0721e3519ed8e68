/** Network faults of Node. */
const NETWORK = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Names of our own and of the clients' errors that mean: the other side does not answer. */
const NAMES = ['LogUnavailable', 'MaxRetriesPerRequestError', 'AbortError', 'TimeoutError'];
/**
 * SQLSTATE classes and codes that pass by themselves (PostgreSQL manual, appendix A): connection exceptions, insufficient
 * resources, operator intervention, serialisation and deadlock, lock not available.
 */
const SQLSTATE = /^(?:08\w{3}|53\w{3}|57P\d\d|57014|40001|40P01|55P03)$/;

/**
 * Says whether an error means that own infrastructure is missing, so that the same message will do later: its code, or null
 * for a fault of the message or of the program. Looks through `cause`.
 */
export function outageReason(error: unknown): string | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : '';
    if (code === 'unavailable' || NETWORK.includes(code) || SQLSTATE.test(code)) return code;
    if (NAMES.includes(current.name)) return code === '' ? current.name : code;
  }
  return null;
}
