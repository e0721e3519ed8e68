import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from './http-problem.ts';

/** Who calls: the holder of an API key. */
export interface Caller {
  readonly role: 'forecaster' | 'operator';
  /** The issuer that the key is bound to; null for a key that is bound to none. */
  readonly issuer: string | null;
  /** What the key is called in lists and logs of who did what. */
  readonly label: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by {@link bearerAuth}; null on routes without it. */
    caller: Caller | null;
  }
}

export interface BearerAuthOptions {
  /** Finds a key that is not revoked by the hex SHA-256 of it. */
  readonly findKey: (hash: string) => Promise<Caller | null>;
  /** Who may pass; default both. */
  readonly roles?: readonly Caller['role'][];
}

/** SHA-256 of an API key, hex: what is kept of it. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}

/** What stands in `Authorization: Bearer <token>` (RFC 6750, 2.1); null without one. */
export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** A preHandler (RFC 6750): `Authorization: Bearer <key>`; 401 without a known key, 403 with one of another role. */
export function bearerAuth({ findKey, roles }: BearerAuthOptions): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const key = bearerOf(request);
    const caller = key === null ? null : await findKey(hashOfKey(key));
    if (caller === null) throw unauthorized();
    if (roles !== undefined && !roles.includes(caller.role)) {
      throw new Problem({ status: 403, code: 'role', title: 'This key may not do that', detail: `needs a key of: ${roles.join(', ')}` });
    }
    request.caller = caller;
  };
}

/** The caller on a route behind {@link bearerAuth}; 401 where there is none. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw unauthorized();
  return request.caller;
}

function unauthorized(): Problem {
  return new Problem({
    status: 401,
    code: 'key-unknown',
    title: 'An API key is needed, and this is not one',
    headers: { 'www-authenticate': 'Bearer' },
  });
}
