import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import { testLogger } from '@loa/testing/logs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { LogUnavailable } from './event-log.ts';
import { createHttp } from './http.ts';
import { bearerAuth, callerOf, hashOfKey } from './http-auth.ts';
import { parseBody, parseParameters, Problem } from './http-problem.ts';
import { createLifecycle } from './lifecycle.ts';
import { createMetrics } from './metrics.ts';

const log = testLogger('runtime');
const body = z.strictObject({
  areas: z.array(z.strictObject({ window: z.strictObject({ to: z.iso.datetime('expected an instant') }) })),
  level: z.number(),
});
let fault: Error | null = null;

function make(logger = log) {
  const lifecycle = createLifecycle({ log });
  const checks = {
    log: async () => {
      if (fault !== null) throw fault;
    },
  };
  const app = createHttp({ log: logger, lifecycle, metrics: createMetrics({ service: 't' }), checks, bodyLimitBytes: 1_000 });
  app.post('/things', (request) => parseBody(body, request.body));
  app.get('/things', (request) => parseParameters(z.object({ after: z.coerce.number() }), request.query));
  app.get('/throws', () => Promise.reject(fault ?? new Error('no fault is set')));
  const findKey = async (hash: string) => (hash === hashOfKey('good') ? { roles: ['forecaster' as const], issuer: 'i', label: 'l' } : null);
  app.get('/mine', { preHandler: bearerAuth({ findKey }) }, (request) => callerOf(request));
  app.get('/operators', { preHandler: bearerAuth({ findKey, roles: ['operator'] }) }, () => 'in');
  return { app, lifecycle };
}

let open: ReturnType<typeof make>['app'][] = [];
afterEach(async () => {
  fault = null;
  await Promise.all(open.splice(0).map((app) => app.close()));
});
function started(logger = log) {
  const made = make(logger);
  open = [...open, made.app];
  return made;
}

const post = (payload: string, type = 'application/json') =>
  started().app.inject({ method: 'POST', url: '/things', payload, headers: { 'content-type': type } });

describe('problem answers', () => {
  it('name every field that does not fit, with its path', async () => {
    const answer = await post(JSON.stringify({ areas: [{ window: { to: 'soon' } }], level: '3', extra: 1 }));
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: 'urn:loa:problem:body-invalid',
      title: 'The body does not fit',
      status: 422,
      errors: [
        { path: 'areas.0.window.to', expected: 'an instant' },
        { path: 'level', expected: 'number' },
        { path: 'extra', expected: 'no such field' },
      ],
    });
  });

  it.each([
    ['{"areas":', 'application/json', 400, 'not-json', 'a JSON document'],
    ['', 'application/json', 400, 'not-json', 'a JSON document'],
    [`"${'x'.repeat(2_000)}"`, 'application/json', 413, 'body-too-large', '1000 bytes'],
    ['a: 1', 'application/yaml', 415, 'media-type', 'application/json'],
  ])('say what is wrong with a body that is not one, and what was expected: %.12s', async (payload, type, status, code, expected) => {
    const answer = await post(payload, type);
    const problem = answer.json<{ type: string; detail: string }>();
    expect([answer.statusCode, problem.type]).toEqual([status, `urn:loa:problem:${code}`]);
    expect(problem.detail).toContain(expected);
  });

  it('reach a client that is still writing a body which is too large', async () => {
    const { app } = started();
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const heard: string[] = [];
    const faults: Error[] = [];
    socket.setEncoding('utf8').on('data', (text: string) => heard.push(text));
    socket.on('error', (error) => faults.push(error));
    const part = 'x'.repeat(1_000_000);
    socket.write(`POST /things HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\ncontent-length: ${5 * part.length}\r\n\r\n`);
    await vi.waitUntil(() => heard.length > 0, { timeout: 5_000 });
    for (const written of Array<string>(5).fill(part)) await new Promise((done) => socket.write(written, done));
    socket.write('GET /livez HTTP/1.1\r\nhost: h\r\n\r\n');
    await vi.waitUntil(() => faults.length > 0 || heard.join('').includes('HTTP/1.1 200'), { timeout: 5_000 });
    expect(heard.join('')).toContain('HTTP/1.1 413');
    expect(faults).toEqual([]);
    socket.destroy();
  });

  it('answer 400 for a parameter and 404 for an unknown route', async () => {
    const { app } = started();
    const parameter = await app.inject('/things?after=x');
    expect([parameter.statusCode, parameter.json<{ errors: unknown }>().errors]).toEqual([400, [{ path: 'after', expected: 'number' }]]);
    const unknown = await app.inject('/nothing');
    expect([unknown.statusCode, unknown.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it.each([
    [new LogUnavailable('x'), 503, 'unavailable'],
    [Object.assign(new Error('x'), { code: '53100' }), 507, 'storage-full'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'unavailable'],
    [new Error('the secret of the house'), 500, 'unexpected'],
    [new Problem({ status: 403, code: 'place-outside-authority', title: 'T', more: { outside: ['52'] } }), 403, 'place-outside-authority'],
  ])('never tell the text of a fault: %s', async (error, status, code) => {
    fault = error;
    const answer = await started().app.inject('/throws');
    expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([status, `urn:loa:problem:${code}`]);
    expect(answer.body).not.toContain('secret');
    expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
  });
});

describe('probes', () => {
  it('are ready only while running, and say the reasons', async () => {
    const { app, lifecycle } = started();
    expect((await app.inject('/readyz')).statusCode).toBe(503);
    await lifecycle.start(async () => undefined);
    expect((await app.inject('/readyz')).json()).toEqual({ state: 'running', reason: null, checks: { log: 'ok' } });
    fault = new LogUnavailable('x');
    const broken = await app.inject('/readyz');
    expect([broken.statusCode, broken.json<{ checks: unknown }>().checks]).toEqual([503, { log: 'log-unavailable' }]);
    fault = null;
    lifecycle.fail('halted');
    expect((await app.inject('/readyz')).json()).toMatchObject({ state: 'failed', reason: 'halted' });
    expect((await app.inject('/livez')).statusCode).toBe(200);
    expect((await app.inject('/metrics')).body).toContain('process_cpu_seconds_total');
  });

  it('logs a request by its route, without query or body', async () => {
    let lines = '';
    const { app } = started(pino({}, { write: (line: string) => void (lines += line) }));
    await app.inject('/things?after=secret-query');
    expect(lines).toContain('"route":"/things"');
    expect(lines).not.toContain('secret-query');
  });

  it('closes although a client keeps its connection open', async () => {
    const { app } = make();
    app.get('/stream', (_, reply) => void reply.hijack().raw.write('x'));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const ended = new Promise((resolve) => socket.on('close', resolve).on('error', () => undefined));
    socket.write('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    await app.close();
    await ended;
    expect(socket.destroyed).toBe(true);
  });
});

describe('bearerAuth', () => {
  it.each([undefined, 'Basic good', 'Bearer bad', 'Bearer'])('answers 401 to %s', async (authorization) => {
    const answer = await started().app.inject({ url: '/mine', headers: authorization === undefined ? {} : { authorization } });
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  it('lets a known key in, and keeps other roles out', async () => {
    const { app } = started();
    const headers = { authorization: 'Bearer good' };
    expect((await app.inject({ url: '/mine', headers })).json()).toEqual({ roles: ['forecaster'], issuer: 'i', label: 'l' });
    expect((await app.inject({ url: '/operators', headers })).statusCode).toBe(403);
  });
});

it('believes what stands before it about whom a request is from, and nobody else', async () => {
  const from = async (remoteAddress: string, trustedProxies?: readonly string[]) => {
    const lifecycle = createLifecycle({ log });
    const app = createHttp({ log, lifecycle, metrics: createMetrics({ service: 't' }), checks: {}, trustedProxies });
    open.push(app);
    app.get('/who', (request) => ({ ip: request.ip }));
    const answer = await app.inject({ url: '/who', remoteAddress, headers: { 'x-forwarded-for': '203.0.113.9' } });
    return answer.json<{ ip: string }>().ip;
  };
  expect(await from('172.18.0.4', ['uniquelocal'])).toBe('203.0.113.9');
  expect(await from('198.51.100.1', ['uniquelocal'])).toBe('198.51.100.1');
  expect(await from('172.18.0.4')).toBe('172.18.0.4');
});
