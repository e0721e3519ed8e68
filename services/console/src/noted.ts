import type { AuditNote, Deed } from '@loa/domain/ports';
import { type Caller, callerOf } from '@loa/runtime';
import type { FastifyRequest } from 'fastify';

/** A note of what the caller of a request does to `subject`. */
export function noteOf(
  from: FastifyRequest | Caller,
  deed: Deed,
  subject: string | null,
  more: Pick<AuditNote, 'reason' | 'detail'> = {},
): AuditNote {
  const { label, account } = 'roles' in from ? from : callerOf(from);
  return { deed, by: label, account: account ?? null, subject, ...more };
}
