import { judgeSession, SESSION_LASTS } from '@loa/domain/account';
import type { Sessions } from '@loa/domain/ports';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from './clock.ts';
import type { Caller } from './http-auth.ts';
import { Problem } from './http-problem.ts';

/** Finds who has logged in by the hex SHA-256 of the session's token; null where the session opens nothing. */
export type FindSession = (hash: string) => Promise<Caller | null>;

declare module 'fastify' {
  interface FastifyInstance {
    /** Null: this server accepts no sessions. */
    findSession: FindSession | null;
  }
}

/** A use is written down at most so often. */
const TOUCH_MS = 60_000;
/** Sent with every change that is asked for by a session: no other site can send it without being allowed to (CORS). */
const CSRF_HEADER = 'x-loa-csrf';
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** From now on, routes of `http` behind `bearerAuth` let sessions in as well as keys. */
export function acceptSessions(http: FastifyInstance, { sessions, clock }: { readonly sessions: Sessions; readonly clock: Clock }): void {
  http.findSession = async (hash) => {
    const held = await sessions.find(hash);
    const now = clock.now().toISOString();
    if (held === null || !judgeSession(held, now).ok) return null;
    if (Date.parse(now) - Date.parse(held.seenAt) >= TOUCH_MS) await sessions.touch(hash, now);
    return { roles: held.roles, issuer: held.issuer, label: held.name, account: held.accountId };
  };
}

/** `__Host-` binds a cookie to this very host and to https (RFC 6265bis, 4.1.3.2); without https a browser would refuse it. */
const cookieName = ({ protocol }: FastifyRequest): string => (protocol === 'https' ? '__Host-loa' : 'loa');

/** The session's token in the request's cookie; null without one, or with several. */
export function sessionTokenOf(request: FastifyRequest): string | null {
  const name = `${cookieName(request)}=`;
  const found = (request.headers.cookie ?? '').split(';').map((one) => one.trim());
  const tokens = found.filter((one) => one.startsWith(name)).map((one) => one.slice(name.length));
  return tokens.length === 1 && /^[\w-]{43}$/.test(tokens[0] ?? '') ? (tokens[0] ?? null) : null;
}

/** Gives the browser a session's token, or takes it away. Scripts never see it, and no other site's page sends it. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const ends = token === null ? 0 : SESSION_LASTS.absoluteMs / 1_000;
  const secure = request.protocol === 'https' ? '; Secure' : '';
  void reply.header('set-cookie', `${cookieName(request)}=${token ?? ''}; Path=/; Max-Age=${ends}; HttpOnly; SameSite=Strict${secure}`);
}

/**
 * Throws a 403 for a change that a page of another site may have asked for: `Sec-Fetch-Site` and `Origin` must not speak of another
 * one, and the header `x-loa-csrf` is there.
 */
export function checkSameOrigin(request: FastifyRequest): void {
  if (SAFE.includes(request.method)) return;
  const { 'sec-fetch-site': site, origin, [CSRF_HEADER]: header } = request.headers;
  if (header === undefined) throw foreign([{ path: CSRF_HEADER, expected: 'the header, with any value' }]);
  if (site !== undefined && site !== 'same-origin') throw foreign([{ path: 'sec-fetch-site', expected: 'same-origin' }]);
  // As a URL writes it: without the port that the scheme implies.
  const here = URL.parse(`${request.protocol}://${request.host}`)?.host;
  if (origin !== undefined && URL.parse(origin)?.host !== here) throw foreign([{ path: 'origin', expected: `a page of ${request.host}` }]);
}

const foreign = (errors: readonly { path: string; expected: string }[]): Problem =>
  new Problem({ status: 403, code: 'other-site', title: 'This may have been asked by a page of another site', errors });
