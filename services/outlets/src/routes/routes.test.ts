import { outletsTable } from '@loa/adapters/postgres';
import { publicCallbacks } from '@loa/adapters/webhook';
import { until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { openapi } from '../openapi.ts';
import { isSigned, issue, NOW, says, useBeds } from '../test-bed.ts';

const { bedOf, db, sinkOf } = useBeds();

const profile = (more: object = {}) => ({ name: 'Đài của phép thử', contact: 'desk', way: { kind: 'feed' }, ...more });
const errorsOf = (answer: { body: Record<string, unknown> }) => answer.body['errors'];
const typeOf = (answer: { body: Record<string, unknown> }) => answer.body['type'];

test('anybody may register and then waits; token and secret are shown this once and kept nowhere in the open', async () => {
  const bed = await bedOf();
  const made = await bed.call('POST', '/api/outlets', null, profile());
  expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store']);
  const { token, secret, outlet } = made.body;
  expect(outlet).toMatchObject({ id: 1, standing: 'waiting', statuses: ['Actual'], cursors: [] });
  expect([token, secret]).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^whsec_[\w+/]{43}=$/)]);
  const me = await bed.call('GET', '/api/outlets/me', String(token));
  expect([me.status, me.body['standing'], me.body['proved']]).toEqual([200, 'waiting', false]);
  const all = await bed.call('GET', '/api/outlets', bed.operator);
  expect(JSON.stringify([me.body, all.body])).not.toMatch(/whsec/);
  expect(JSON.stringify(await db().query('select * from outlets'))).not.toContain(String(token));
});

test.each([
  [{ name: '' }, 'name'],
  [{ contact: undefined }, 'contact'],
  [{ way: { kind: 'webhook' } }, 'way.url'],
  [{ filters: { provinces: ['00'] } }, 'filters.provinces.0'],
  [{ filters: { hazards: ['meteor'] } }, 'filters.hazards.0'],
  [{ statuses: ['Rumour'] }, 'statuses.0'],
])('a registration of %j is refused, naming %s', async (wrong, path) => {
  const bed = await bedOf();
  const answer = await bed.call('POST', '/api/outlets', null, profile(wrong));
  expect([answer.status, typeOf(answer)]).toEqual([422, 'urn:loa:problem:body-invalid']);
  expect(errorsOf(answer)).toMatchObject([{ path }]);
});

test.each([
  ['https://127.0.0.1/', 'address-loopback'],
  ['https://2130706433/', 'address-loopback'],
  ['https://[::ffff:127.0.0.1]/', 'address-ipv4-mapped'],
  ['https://169.254.169.254/latest/meta-data/', 'address-link-local'],
  ['https://inside.example/', 'address-private'],
  ['http://outside.example/', 'not-https'],
])('a webhook at %s is refused at registration and at every change: %s', async (url, reason) => {
  const resolve = async (name: string) => [name === 'inside.example' ? '10.0.0.7' : '93.184.215.14'];
  const bed = await bedOf({ ports: { callbacks: publicCallbacks({ resolve }) } });
  const answer = await bed.call('POST', '/api/outlets', null, profile({ way: { kind: 'webhook', url } }));
  expect([answer.status, typeOf(answer), answer.body['reason']]).toEqual([422, 'urn:loa:problem:callback-refused', reason]);
  expect(errorsOf(answer)).toMatchObject([{ path: 'way.url', expected: expect.stringMatching(/public internet|https/) }]);
  const { token } = await bed.outlet('https://outside.example/');
  const changed = await bed.call('PATCH', '/api/outlets/me', token, { way: { kind: 'webhook', url } });
  expect([changed.status, changed.body['reason']]).toEqual([422, reason]);
  const hub = await bed.http.inject({
    ...{ method: 'POST', url: '/websub', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    payload: new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': 'https://loa.example/feeds/cap.atom',
      'hub.callback': url,
    }).toString(),
  });
  expect(hub.json()).toMatchObject({ status: 422, reason, errors: [{ path: 'hub.callback' }] });
});

test('an address that was public when it was registered, and is private when it is called, gets nothing and is told so', async () => {
  const sink = await sinkOf();
  const port = new URL(sink.url).port;
  let isPublic = true;
  const resolve = async () => [isPublic ? '93.184.215.14' : '127.0.0.1'];
  const bed = await bedOf({ ports: { callbacks: publicCallbacks({ resolve }) } });
  const { id, token } = await bed.outlet(`https://rebinding.example:${port}/`);
  isPublic = false;
  await issue(db(), 1);
  const failures = async () => (await outletsTable(db()).get(id, NOW))?.cursors[0]?.recentFailures ?? [];
  await until('it is refused', 30_000, async () => (await failures()).length > 0);
  expect(await failures()).toMatchObject([{ number: 1, reason: 'address-loopback' }]);
  expect((await bed.call('POST', '/api/outlets/me/test', token)).body).toMatchObject({
    delivered: false,
    result: 'address',
    reason: 'address-loopback',
  });
  expect(sink.received).toEqual([]);
});

test('a token opens one outlet, and no key of an operator does; operators alone decide', async () => {
  const bed = await bedOf();
  const { id, token } = await bed.outlet('http://127.0.0.1:9/');
  for (const wrong of [null, 'unknown', bed.operator]) expect((await bed.call('GET', '/api/outlets/me', wrong)).status).toBe(401);
  const forecaster = await bed.keys.create({ role: 'forecaster', issuer: null, label: 'desk' });
  for (const url of ['/api/outlets', `/api/outlets/${id}/approve`, `/api/outlets/${id}/block`]) {
    const method = url === '/api/outlets' ? 'GET' : 'POST';
    expect([(await bed.call(method, url, token)).status, (await bed.call(method, url, forecaster)).status]).toEqual([401, 403]);
  }
  expect((await bed.call('POST', '/api/outlets/99/approve', bed.operator)).status).toBe(404);
  expect((await bed.call('POST', '/api/outlets/x/approve', bed.operator)).body['errors']).toMatchObject([{ path: 'id' }]);
  expect(errorsOf(await bed.call('POST', `/api/outlets/${id}/block`, bed.operator, {}))).toMatchObject([{ path: 'reason' }]);
  const blocked = await bed.call('POST', `/api/outlets/${id}/block`, bed.operator, { reason: 'asked for by telephone' });
  expect(blocked.body).toMatchObject({ standing: 'blocked', standingReason: 'asked for by telephone' });
  expect((await bed.call('POST', '/api/outlets/me/test', token)).status).toBe(409);
});

test('an outlet sees its cursor, lag, last failures and schedule', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(503));
  const { token } = await bed.outlet(sink.url);
  await issue(db(), 3);
  const me = async () => (await bed.call('GET', '/api/outlets/me', token)).body;
  await until('it fails', 30_000, async () => JSON.stringify(await me()).includes('http-503'));
  bed.clock.advance(500);
  expect(await me()).toMatchObject({
    retryAfterS: [1, 5, 15, 30, 60, 120, 300],
    cursors: [
      {
        status: 'Actual',
        number: 0,
        lag: 3,
        lagS: 0.5,
        failures: 1,
        deliveredAt: null,
        recentFailures: [{ at: NOW, number: 1, reason: 'http-503' }],
      },
    ],
  });
});

test('the test button sends a signed Test item at once, outside every sequence, and a success proves the path', async () => {
  const bed = await bedOf();
  const sink = await sinkOf();
  const { id, token, secret } = await bed.outlet(sink.url);
  const list = async () => (await bed.call('GET', '/api/outlets', bed.operator)).body['unproved'];
  expect(await list()).toEqual([id]);
  const answer = await bed.call('POST', '/api/outlets/me/test', token);
  expect(answer.body).toMatchObject({ delivered: true, result: 'delivered', reason: 'http-204' });
  const [received] = sink.received;
  expect(isSigned(received!, secret)).toBe(true);
  expect(received!.headers['webhook-id']).toBe(answer.body['webhookId']);
  expect(JSON.parse(received!.body)).toMatchObject({
    kind: 'test',
    status: 'Test',
    text: 'Tin thử đường truyền của Loa. Đây không phải là cảnh báo.',
  });
  expect(await list()).toEqual([]);
  bed.clock.advance(7 * 86_400_000 + 1_000);
  expect(await list()).toEqual([id]);
  sink.answer = says(302, { location: '/elsewhere' });
  expect((await bed.call('POST', '/api/outlets/me/test', token)).body).toMatchObject({
    delivered: false,
    result: 'redirect',
    reason: 'http-302',
  });
  expect(sink.received).toHaveLength(2);
});

test('an outlet changes its way, filters, statuses and language, and nothing else', async () => {
  const bed = await bedOf();
  const { token } = await bed.outlet('http://127.0.0.1:9/');
  const change = { way: { kind: 'feed' }, filters: { leastLevel: 3 }, statuses: ['Actual', 'Exercise'], language: 'en' };
  const changed = await bed.call('PATCH', '/api/outlets/me', token, change);
  expect(changed.body).toMatchObject({ ...change, cursors: [{ status: 'Actual' }, { status: 'Exercise' }] });
  expect((await bed.call('PATCH', '/api/outlets/me', token, { standing: 'approved' })).status).toBe(422);
  expect(errorsOf(await bed.call('PATCH', '/api/outlets/me', token, { filters: { leastLevel: 9 } }))).toMatchObject([
    { path: 'filters.leastLevel' },
  ]);
});

test('an outlet that reads by itself says how far it has come; that proves its path', async () => {
  const bed = await bedOf();
  const { id, token } = await bed.outlet('http://127.0.0.1:9/', { way: { kind: 'feed' } });
  await issue(db(), 4);
  expect((await bed.call('GET', '/api/outlets/me', token)).body).toMatchObject({ proved: false, cursors: [{ lag: 4 }] });
  expect((await bed.call('PUT', '/api/outlets/me/cursor', token, { number: 3 })).body).toMatchObject({
    proved: true,
    cursors: [{ number: 3, lag: 1 }],
  });
  expect((await bed.call('GET', '/api/outlets', bed.operator)).body).toMatchObject({ unproved: [], outlets: [{ id, proved: true }] });
  expect(errorsOf(await bed.call('PUT', '/api/outlets/me/cursor', token, { number: 1, status: 'Test' }))).toMatchObject([
    { path: 'status' },
  ]);
  for (const url of ['/api/outlets/me/test', '/api/outlets/me/replay']) {
    const answer = await bed.call('POST', url, token, { after: 0 });
    expect([answer.status, typeOf(answer)]).toEqual([409, 'urn:loa:problem:no-push']);
  }
});

test('a replay to where the outlet has not come is refused, naming the field; so is a cursor moved by hand under a webhook', async () => {
  const bed = await bedOf();
  const sink = await sinkOf();
  const { token } = await bed.outlet(sink.url);
  const replay = (body: object) => bed.call('POST', '/api/outlets/me/replay', token, body);
  expect(errorsOf(await replay({ after: 1 }))).toMatchObject([{ path: 'after' }]);
  expect(errorsOf(await replay({ after: -1 }))).toMatchObject([{ path: 'after' }]);
  expect(errorsOf(await replay({ after: 0, status: 'Test' }))).toEqual([{ path: 'status', expected: 'Actual' }]);
  expect((await replay({ after: 0 })).status).toBe(200);
  expect((await bed.call('PUT', '/api/outlets/me/cursor', token, { number: 0 })).status).toBe(409);
});

test('who calls too often is told when to come again; another outlet is not', async () => {
  const slow = { perSecond: 0.001, burst: 2 };
  const bed = await bedOf({ settings: { outletRate: slow } });
  const [one, other] = [await bed.outlet('http://127.0.0.1:9/'), await bed.outlet('http://127.0.0.1:9/')];
  const me = (token: string) => bed.call('GET', '/api/outlets/me', token);
  expect([(await me(one.token)).status, (await me(one.token)).status]).toEqual([200, 200]);
  const refused = await me(one.token);
  expect([refused.status, typeOf(refused)]).toEqual([429, 'urn:loa:problem:too-many-requests']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(900);
  expect((await me(other.token)).status).toBe(200);
});

test.each(['registerRate', 'costlyRate'] as const)('%s is limited as well', async (name) => {
  const bed = await bedOf({ settings: { [name]: { perSecond: 0.001, burst: 1 } } });
  const sink = await sinkOf();
  const { token } = await bed.outlet(sink.url);
  const again =
    name === 'registerRate' ? bed.call('POST', '/api/outlets', null, profile()) : bed.call('POST', '/api/outlets/me/test', token);
  const statuses = [(await again).status, (await bed.call('POST', '/api/outlets/me/test', token)).status];
  expect(statuses).toEqual(name === 'registerRate' ? [429, 200] : [200, 429]);
});

test('metrics hold lag by state and what came of deliveries, from the start', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(says(500));
  await bed.outlet(sink.url);
  const scrape = () => bed.metrics.registry.metrics();
  expect(await scrape()).toMatch(/loa_outlets\{state="flowing"[^}]*\} 1/);
  expect(await scrape()).toMatch(/loa_webhooks_total\{result="gone"[^}]*\} 0/);
  await issue(db(), 2);
  await until('it fails', 30_000, async () => /loa_webhooks_total\{result="failing"[^}]*\} 1/.test(await scrape()));
  bed.clock.advance(500);
  await until('it is seen to be behind', 30_000, async () => /loa_outlet_lag_items\{state="failing"[^}]*\} 2/.test(await scrape()));
  expect(await scrape()).toMatch(/loa_outlet_lag_seconds\{state="failing"[^}]*\} 0.5/);
});

test('the document names every route of outlets and no other, without a key', async () => {
  const bed = await bedOf();
  const answer = await bed.http.inject('/api/outlets/openapi.json');
  expect(answer.json()).toEqual(JSON.parse(JSON.stringify(openapi)));
  const named = Object.entries(openapi.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => [method, path] as const));
  for (const [method, path] of named) {
    expect(bed.http.hasRoute({ method: method.toUpperCase(), url: path.replaceAll(/\{(\w+)\}/g, ':$1') })).toBe(true);
  }
  const routes = bed.http.printRoutes({ commonPrefix: false }).match(/\((?:GET|POST|PUT|PATCH|[A-Z, ]+)\)/g) ?? [];
  const methods = routes.flatMap((one) => one.replace(/[()]/g, '').split(', ')).filter((one) => one !== 'HEAD');
  const probesAndDocument = 4;
  expect(methods).toHaveLength(named.length + probesAndDocument);
});
