import type { SentBy } from '@loa/domain/ports';
import { type Caller, Problem } from '@loa/runtime';

/** The issuer that the caller speaks for. Throws a 403 where it is none. */
export function issuerOf({ issuer }: Caller): string {
  if (issuer !== null) return issuer;
  throw new Problem({ status: 403, code: 'issuer-not-yours', title: 'This key is bound to no issuer' });
}

/** Who sends, as it stands with the bulletin. */
export const sentBy = ({ label, account }: Caller): SentBy => ({ label, account: account ?? null });
