import type { OutletWay } from '@loa/domain/outlet';
import type { Callbacks, Channel } from '@loa/domain/ports';
import { Problem } from '@loa/runtime';

/** Refuses an address that may not be called: 422 naming `path`. */
export async function checkCallback(callbacks: Pick<Callbacks, 'check'>, url: string, path: string): Promise<void> {
  const refusal = await callbacks.check(url);
  if (refusal === null) return;
  throw new Problem({
    status: 422,
    code: 'callback-refused',
    title: 'This address is not called',
    errors: [{ path, expected: refusal.expected }],
    more: { reason: refusal.reason },
  });
}

/** See {@link checkCallback}; e-mail needs an installation that sends it; a way that calls nobody passes. */
export async function checkWay(
  { callbacks, mail }: { readonly callbacks: Pick<Callbacks, 'check'>; readonly mail: Channel | null },
  way: OutletWay,
): Promise<void> {
  if (way.kind === 'webhook') await checkCallback(callbacks, way.url, 'way.url');
  if (way.kind !== 'email' || mail !== null) return;
  const errors = [{ path: 'way.kind', expected: 'another way: no e-mail goes out from here' }];
  throw new Problem({ status: 422, code: 'no-mail', title: 'This installation sends no e-mail', errors });
}
