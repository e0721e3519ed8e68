import type { OutletWay } from '@loa/domain/outlet';
import type { Callbacks } from '@loa/domain/ports';
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

/** See {@link checkCallback}; a way that calls nobody passes. */
export async function checkWay(callbacks: Pick<Callbacks, 'check'>, way: OutletWay): Promise<void> {
  if (way.kind === 'webhook') await checkCallback(callbacks, way.url, 'way.url');
}
