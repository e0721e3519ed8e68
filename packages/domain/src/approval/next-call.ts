import type { Instant } from '../time.ts';
import { aloneFrom } from './may-answer.ts';

/** The next approver is called after so long; once the issuer may send alone, less often. Milliseconds. */
const CALL_EVERY_MS = 60_000;
const LATER_EVERY_MS = 300_000;

export interface Waiting {
  readonly heldSince: Instant;
  /** How many calls there were, and the last of them. */
  readonly calls: number;
  readonly calledAt: Instant | null;
}

/** Who is called now about a warning that waits: the approvers in turn; null: it is not time. A name null: there is no approver. */
export function nextCall(
  { heldSince, calls, calledAt }: Waiting,
  approvers: readonly string[],
  now: Instant,
): { readonly approver: string | null } | null {
  const every = now < aloneFrom(heldSince) ? CALL_EVERY_MS : LATER_EVERY_MS;
  if (calledAt !== null && Date.parse(now) - Date.parse(calledAt) < every) return null;
  return { approver: approvers[calls % Math.max(1, approvers.length)] ?? null };
}
