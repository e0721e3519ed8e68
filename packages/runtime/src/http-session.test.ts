import { testLogger } from '@loa/testing/logs';
import { expect, it } from 'vitest';
import { createHttp } from './http.ts';
import { sessionTokenOf, setSessionCookie } from './http-session.ts';
import { createLifecycle } from './lifecycle.ts';
import { createMetrics } from './metrics.ts';

it('binds the cookie to host and https where a trusted proxy ended TLS, and takes no other there', async () => {
  const log = testLogger('t');
  const common = { log, lifecycle: createLifecycle({ log }), metrics: createMetrics({ service: 't' }), checks: {} };
  const app = createHttp({ ...common, trustedProxies: ['loopback'] });
  const token = 'a'.repeat(43);
  app.get('/in', (request, reply) => {
    setSessionCookie(request, reply, token);
    return reply.send('in');
  });
  app.get('/token', (request) => ({ token: sessionTokenOf(request) }));
  const https = { 'x-forwarded-proto': 'https' };
  const { headers } = await app.inject({ url: '/in', headers: https });
  expect(headers['set-cookie']).toBe(`__Host-loa=${token}; Path=/; Max-Age=46800; HttpOnly; SameSite=Strict; Secure`);
  const read = async (cookie: string) => (await app.inject({ url: '/token', headers: { ...https, cookie } })).json<unknown>();
  expect(await read(`other=1; __Host-loa=${token}`)).toEqual({ token });
  for (const cookie of [`loa=${token}`, `__Host-loa=${token}; __Host-loa=${token}`, '__Host-loa=short', `x__Host-loa=${token}`])
    expect(await read(cookie)).toEqual({ token: null });
  await app.close();
});
