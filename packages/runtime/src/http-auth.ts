import { createHash } from 'node:crypto';
import type { Role } from '@loa/domain/account';
import type { FastifyRequest } from 'fastify';
import { Problem } from './http-problem.ts';
import { checkSameOrigin, sessionTokenOf } from './http-session.ts';

/** Who calls: the holder of an API key, or somebody who has logged in. */
export interface Caller {
  readonly roles: readonly Role[];
  /** The issuer that key or account is bound to; null where it is bound to none. */
  readonly issuer: string | null;
  /** What key or account is called in lists of who did what. */
  readonly label: string;
  /** The account's id; absent: a key. */
  readonly account?: string;
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
  /** Who may pass; default everybody who is known. */
  readonly roles?: readonly Role[];
}

/** SHA-256 of an API key or another token, hex: what is kept of it. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}

/** What stands in `Authorization: Bearer <token>` (RFC 6750, 2.1); null without one. */
export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/**
 * A handler before the route's own: lets in by `Authorization: Bearer <key>` (RFC 6750), or, without that header and where the server
 * accepts sessions, by a session's cookie. 401 without either; 403 with another role, and for a change that may come from another site.
 */
export function bearerAuth({ findKey, roles }: BearerAuthOptions): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const caller = await (request.headers.authorization === undefined ? bySession(request) : byKey(request, findKey));
    if (caller === null) throw unauthorized();
    if (roles !== undefined && !roles.some((one) => caller.roles.includes(one))) {
      throw new Problem({
        status: 403,
        code: 'role',
        title: 'This key or account may not do that',
        detail: `needs one of: ${roles.join(', ')}`,
      });
    }
    request.caller = caller;
  };
}

async function byKey(request: FastifyRequest, findKey: BearerAuthOptions['findKey']): Promise<Caller | null> {
  const key = bearerOf(request);
  return key === null ? null : findKey(hashOfKey(key));
}

async function bySession(request: FastifyRequest): Promise<Caller | null> {
  const { findSession } = request.server;
  const token = sessionTokenOf(request);
  if (findSession === null || token === null) return null;
  checkSameOrigin(request);
  return findSession(hashOfKey(token));
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
    title: 'An API key or a log-in is needed, and this is neither',
    headers: { 'www-authenticate': 'Bearer' },
  });
}
