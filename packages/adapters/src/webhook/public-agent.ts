import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { type Resolve, resolvePublic } from './resolve-public.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Below the 5 s after which Node's own servers close: a connection that is used again is one that still stands. */
const KEEP_ALIVE_MS = 4_000;

/**
 * HTTP connections to public addresses only. Every new connection looks the host up, checks what it finds, and goes to exactly that
 * address: nothing looks it up a second time, so a name that changes its mind in between (rebinding) gains nothing.
 */
export function publicAgent(options: { readonly resolve: Resolve; readonly allowPrivate: boolean }): Agent {
  const lookup: LookupFunction = (host, { all }, found) => {
    resolvePublic(host, options).then(
      (addresses) => (all === true ? found(null, addresses) : found(null, addresses[0].address, addresses[0].family)),
      (error: unknown) => found(asError(error), []),
    );
  };
  const connect = buildConnector({ lookup, timeout: CONNECT_TIMEOUT_MS, allowH2: false });
  return new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    connect(to, done) {
      if (isIP(to.hostname) === 0) return connect(to, done);
      // A host that is an address already is never looked up by Node.
      resolvePublic(to.hostname, options).then(
        () => connect(to, done),
        (error: unknown) => done(asError(error), null),
      );
    },
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('the host could not be looked up'));
