import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { answerWithProblems } from './http-problem.ts';
import type { FindSession } from './http-session.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Metrics } from './metrics.ts';

/** A named check of readiness: resolves when all is well, to a text where something is less than well; rejects with an error whose `code` is the reason. */
export type Check = () => Promise<unknown>;

export interface HttpOptions {
  readonly log: Logger;
  readonly lifecycle: Pick<Lifecycle, 'state' | 'reason'>;
  readonly metrics: Metrics;
  readonly checks: Readonly<Record<string, Check>>;
  /** Default 1 MiB. */
  readonly bodyLimitBytes?: number;
  /** Who may say in X-Forwarded-For whom a request is from: addresses, ranges, `loopback`, `uniquelocal`. Default nobody. */
  readonly trustedProxies?: readonly string[] | undefined;
}

const CHECK_TIMEOUT_MS = 2_000;
/** How long an open connection, such as an event stream, may outlive the start of `close()`. */
const CLOSE_GRACE_MS = 500;
const PROBES = ['/livez', '/readyz', '/metrics'];

/**
 * The HTTP server of a process: `/livez`, `/readyz` (lifecycle and checks, 503 with reasons), `/metrics`, and problem
 * documents for every error. The service adds its routes. Requests are logged by route, never by URL or body, which may hold
 * addresses. `close()` ends idle connections at once and the others after half a second.
 */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { log, lifecycle, metrics, checks, bodyLimitBytes = 1024 * 1024, trustedProxies } = options;
  const loggerInstance: FastifyBaseLogger = log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    trustProxy: trustedProxies === undefined ? false : [...trustedProxies],
    forceCloseConnections: 'idle',
  });
  app.decorateRequest('caller', null);
  app.decorate<FindSession | null>('findSession', null);
  answerWithProblems(app);
  app.addHook('preClose', (done) => {
    setTimeout(() => app.server.closeAllConnections(), CLOSE_GRACE_MS).unref();
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? null;
    const level = route !== null && PROBES.includes(route) ? 'trace' : 'info';
    log[level]({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
    done();
  });
  app.get('/livez', () => ({ state: lifecycle.state }));
  app.get('/readyz', async (_, reply) => {
    const results = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await resultOf(check)] as const));
    const ready = lifecycle.state === 'running' && results.every(([, { isWell }]) => isWell);
    const said = Object.fromEntries(results.map(([name, { word }]) => [name, word]));
    return reply.code(ready ? 200 : 503).send({ state: lifecycle.state, reason: lifecycle.reason, checks: said });
  });
  app.get('/metrics', async (_, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
  return app;
}

interface CheckResult {
  readonly isWell: boolean;
  /** `ok`, a note, or the reason why not. */
  readonly word: string;
}

async function resultOf(check: Check): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve({ isWell: false, word: 'no-answer' }), CHECK_TIMEOUT_MS);
  });
  const asked = async (): Promise<CheckResult> => {
    const note = await check();
    return { isWell: true, word: typeof note === 'string' ? note : 'ok' };
  };
  try {
    return await Promise.race([asked(), late]);
  } catch (error) {
    return { isWell: false, word: error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
