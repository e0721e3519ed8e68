import type { Bulletin } from '@loa/domain/bulletin';
import type { Documents, Issuers } from '@loa/domain/ports';
import { type Caller, type Clock, Problem } from '@loa/runtime';
import { checkAuthority } from './check-authority.ts';
import { unitsNamed } from './check-places.ts';
import { checkValidity } from './check-validity.ts';

export interface CheckPorts {
  readonly issuers: Issuers;
  readonly documents: Pick<Documents, 'has'>;
  readonly clock: Clock;
}

/** Throws a Problem unless the caller may send the bulletin, its places and document are known, and its validity is not over. */
export function checkBulletin({ issuers, documents, clock }: CheckPorts): (caller: Caller, given: Bulletin) => Promise<void> {
  return async (caller, given) => {
    await checkAuthority(issuers, caller, given, unitsNamed(given));
    checkValidity(given, clock.now());
    const { document } = given;
    if (document === undefined || (await documents.has(given.issuer, document))) return;
    throw new Problem({
      status: 422,
      code: 'document-unknown',
      title: 'The official document is not here',
      errors: [{ path: 'document.sha256', expected: 'a document that was handed in by POST /api/documents, as its answer names it' }],
    });
  };
}
