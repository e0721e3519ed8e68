import { createHash } from 'node:crypto';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest, type preHandlerAsyncHookHandler } from 'fastify';
import type { Lifecycle } from './lifecycle.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { Problem } from './problem.ts';

/** Who calls: what an API key stands for. */
export interface Caller {
  readonly role: 'forecaster' | 'operator';
  readonly issuer: string | null;
  readonly label: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** A named readiness check: resolves when well, rejects with the reason otherwise. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

export interface HttpOptions {
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly checks: Checks;
  /** Largest request body, bytes; default 1 MiB. */
  readonly bodyLimitBytes?: number;
}

/** An HTTP server with /livez, /readyz and /metrics, whose every refusal is a problem document (RFC 9457). */
export function createHttp(options: HttpOptions): FastifyInstance {
  const http = Fastify({ bodyLimit: options.bodyLimitBytes ?? 1_048_576, forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } });
  http.decorateRequest('caller', null);
  http.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = error instanceof Problem ? error : fromFastify(error);
    if (problem.status >= 500) options.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    await reply.code(problem.status).headers(problem.headers).type('application/problem+json').send(JSON.stringify(problem));
  });
  http.setNotFoundHandler(async (_request, reply) => {
    await reply.code(404).type('application/problem+json').send(JSON.stringify(new Problem(404, 'not-found', 'there is nothing at this address')));
  });
  addProbes(http, options);
  return http;
}

function addProbes(http: FastifyInstance, { lifecycle, metrics, checks }: HttpOptions): void {
  http.get('/livez', async () => ({ state: lifecycle.state }));
  http.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const problem = await check().then(
          () => null,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
        return [name, problem ?? 'ok'] as const;
      }),
    );
    const ready = lifecycle.state === 'running' && results.every(([, state]) => state === 'ok');
    return reply.code(ready ? 200 : 503).send({ state: lifecycle.state, failure: lifecycle.failure, checks: Object.fromEntries(results) });
  });
  http.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
}

function fromFastify(error: FastifyError): Problem {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem(413, 'too-large', 'the body is larger than this address takes');
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem(415, 'media-type', 'expected a body of type application/json');
  const status = error.statusCode ?? 500;
  if (status === 400) return new Problem(400, 'not-json', 'the body is not JSON');
  if (status < 500) return new Problem(status, 'refused', error.message);
  return new Problem(500, 'internal', 'something went wrong here; it has been logged');
}

/** SHA-256 of an API key, hex: what is kept in place of the key. */
export const keyHash = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Lets a request pass only with `Authorization: Bearer <key>` of one of `roles`; sets `request.caller`. */
export function bearerAuth(options: {
  findKey: (hash: string) => Promise<Caller | null>;
  roles: readonly Caller['role'][];
}): preHandlerAsyncHookHandler {
  return async (request) => {
    const [, key] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const caller = key === undefined ? null : await options.findKey(keyHash(key));
    if (caller === null)
      throw new Problem(401, 'unknown-key', 'expected a known API key in the Authorization header', { headers: { 'www-authenticate': 'Bearer' } });
    if (!options.roles.includes(caller.role)) throw new Problem(403, 'wrong-role', `expected a key of role ${options.roles.join(' or ')}, not ${caller.role}`);
    request.caller = caller;
  };
}

/** The caller that {@link bearerAuth} let in. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Problem(401, 'unknown-key', 'expected a known API key in the Authorization header');
  return request.caller;
}
