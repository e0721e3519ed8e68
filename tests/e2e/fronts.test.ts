import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountsTable, sessionsTable } from '@loa/adapters/postgres';
import { newToken, hashOfKey } from '@loa/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openapi as consoleApi } from '../../services/console/src/openapi.ts';
import { openApi as intakeApi } from '../../services/intake/src/openapi.ts';
import { openapi as outletsApi } from '../../services/outlets/src/openapi.ts';
import { openapi as signupApi } from '../../services/signup/src/openapi.ts';
import { aStorm, inProvince } from './bulletins.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';
import { ask, type Front, nginxMissing, startFront } from './nginx.ts';

const DESK = ['console', 'intake', 'feeds', 'outlets', 'signup'];
const FRONT = ['feeds', 'outlets', 'receipts', 'signup'];
const pathsOf = (document: object): string[] =>
  Object.keys(z.object({ paths: z.object({}).loose() }).parse(document).paths).map((path) => path.replaceAll(/\{\w+\}/g, 'actual-1'));
const toEach = (paths: readonly string[], service: string): [string, string][] => paths.map((path) => [path, service]);

const HOTLINE = '/api/hotline/opt-outs';
const FEEDS = [
  ...[
    '/feeds/cap.atom',
    '/feeds/exercise/cap.rss',
    '/warnings/levels.json',
    '/warnings/actual-1',
    '/warnings/actual-1.xml',
    '/warnings/actual-1/document',
  ],
  ...[
    '/warnings/actual-1/map.png',
    '/api/warnings',
    '/api/warnings/actual-1',
    '/api/warnings/actual-1/broadcast',
    '/api/warnings/actual-1/air-plan',
  ],
  ...['/api/stream', '/api/air-plan', '/api/air-plan/stream'],
];
const SCREENS = [
  '/login',
  '/invitation',
  '/desk',
  '/desk/x',
  '/wall',
  '/wall/x',
  '/accounts',
  '/reports',
  '/reports/x',
  '/app/assets/a.js',
];
/** Where each address leads, by which front. */
const WAYS = {
  desk: [
    ...toEach(pathsOf(intakeApi()), 'intake'),
    ...toEach([...pathsOf(consoleApi), ...SCREENS, '/api/console/openapi.json'], 'console'),
    ...toEach(
      [...pathsOf(outletsApi), '/api/outlets/openapi.json'].filter((path) => path !== '/websub'),
      'outlets',
    ),
    ...toEach(FEEDS, 'feeds'),
    [HOTLINE, 'signup'],
  ],
  front: [
    ...toEach(
      pathsOf(outletsApi).filter((path) => path !== '/api/sources'),
      'outlets',
    ),
    ...toEach(
      pathsOf(signupApi).filter((path) => path !== HOTLINE),
      'signup',
    ),
    ...toEach(['/subscriptions', '/subscriptions/own', '/subscriptions/qr/x.svg', '/unsubscribe/x', '/callbacks/twilio/inbound'], 'signup'),
    ...toEach(['/callbacks/twilio', '/callbacks/twilio-call', '/callbacks/twilio-key', '/c/x'], 'receipts'),
    ...toEach([...FEEDS, '/', '/app/assets/a.js'], 'feeds'),
  ],
} as const;

/** Says who it is, and what it was asked. */
function service(name: string): Promise<Server> {
  const server = createServer((request, answer) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.once('end', () => answer.end(JSON.stringify({ name, path: request.url, headers: request.headers, bytes })));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
const at = (server: Server): string => `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
interface Asked {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
}
const said = ({ body }: { body: string }): Asked => JSON.parse(body) as Asked;

/** What an open answer says up to `text`; it stays open. */
async function readUntil({ body }: Response, text: string): Promise<string> {
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let came = '';
  while (!came.includes(text)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`the answer ended after ${came}`);
    came += value;
  }
  return came;
}

describe.skipIf(nginxMissing() !== null)('nginx with the files of infra/nginx', () => {
  describe('before services that say who they are', () => {
    const services = new Map<string, Server>();
    let desk: Front;
    let front: Front;
    let behind: Front;
    beforeAll(async () => {
      for (const name of new Set([...DESK, ...FRONT])) services.set(name, await service(name));
      const of = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, at(services.get(name)!)]));
      [desk, front, behind] = await Promise.all([
        startFront('desk', of(DESK)),
        startFront('front', of(FRONT)),
        startFront('desk', of(DESK), '127.0.0.9'),
      ]);
    });
    afterAll(async () => {
      await Promise.all([desk, front, behind].map((one) => one.stop()));
      for (const server of services.values()) server.close();
    });

    test.each(['desk', 'front'] as const)('%s sends every address of every service there, and as it was asked', async (which) => {
      const { url } = which === 'desk' ? desk : front;
      const wrong: string[] = [];
      for (const [path, name] of WAYS[which]) {
        const answer = await ask(url, `${path}?a=%20b`);
        const to = answer.status === 200 ? said(answer) : { name: String(answer.status), path: '' };
        if (to.name !== name || to.path !== `${path}?a=%20b`) wrong.push(`${path}: ${to.name} ${to.path}, not ${name}`);
      }
      expect(wrong).toEqual([]);
    });

    test('nothing else of the services is to be had at the public address', async () => {
      const inside = [
        '/metrics',
        '/livez',
        '/readyz',
        '/login',
        '/desk',
        '/reports',
        '/captured',
        HOTLINE,
        '/api/sources',
        '/x/../api/queue',
      ];
      const others = WAYS.desk.filter(([, name]) => name === 'intake' || name === 'console').map(([path]) => path);
      for (const path of [...inside, ...others.filter((path) => !path.startsWith('/app/') && !path.startsWith('/api/warnings/'))])
        expect([path, (await ask(front.url, path)).status]).toEqual([path, 404]);
      expect((await ask(desk.url, '/metrics')).status).toBe(404);
      // What begins as an address of feeds goes to feeds, which has no such route, and never to the console.
      expect(said(await ask(front.url, '/api/warnings/actual-1/recall', { method: 'POST', body: '{}' })).name).toBe('feeds');
    });

    test('whoever asks chooses neither the address that limits go by nor the way the request came', async () => {
      const headers = { host: 'desk.example:8083', 'x-forwarded-for': '203.0.113.5', 'x-forwarded-proto': 'https' };
      for (const { url } of [desk, behind]) {
        const { headers: seen } = said(await ask(url, '/api/queue', { headers }));
        expect(seen).toMatchObject({ host: 'desk.example:8083', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' });
      }
    });

    test('a proxy that ends TLS before this is believed at its address: the last address that it names, and https', async () => {
      const headers = { 'x-forwarded-for': '203.0.113.5, 198.51.100.7', 'x-forwarded-proto': 'https' };
      const { headers: seen } = said(await ask(behind.url, '/api/queue', { headers, from: '127.0.0.9' }));
      expect(seen).toMatchObject({ 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' });
      const { headers: bare } = said(await ask(behind.url, '/api/queue', { from: '127.0.0.9' }));
      expect(bare).toMatchObject({ 'x-forwarded-for': '127.0.0.9', 'x-forwarded-proto': 'http' });
    });

    test('bodies are small: those of an official document reach intake, and no larger ones anybody', async () => {
      const post = (url: string, path: string, size: number) => ask(url, path, { method: 'POST', body: 'x'.repeat(size) });
      const MIB = 1024 * 1024;
      expect(said(await post(desk.url, '/api/documents?name=a.pdf', 10 * MIB))).toMatchObject({ name: 'intake', bytes: 10 * MIB });
      expect(said(await post(desk.url, '/api/bulletins', MIB)).bytes).toBe(MIB);
      expect(said(await post(front.url, '/api/outlets', 200_000)).bytes).toBe(200_000);
      const refused = [
        [desk.url, '/api/documents', 21 * MIB],
        [desk.url, '/api/bulletins', 3 * MIB],
        [desk.url, '/api/session', 3 * MIB],
        [front.url, '/api/outlets', MIB],
      ] as const;
      for (const [url, path, size] of refused) expect([path, (await post(url, path, size)).status]).toEqual([path, 413]);
    });

    test('the desk’s address leads to the log-in, under whatever port it is known; nginx says no version of itself', async () => {
      const answer = await ask(desk.url, '/', { headers: { host: 'localhost:8083' } });
      expect([answer.status, answer.headers['location'], answer.headers['server']]).toEqual([302, '/login', 'nginx']);
    });

    test('a service that is away costs its own addresses alone, until it is back', async () => {
      const intake = services.get('intake')!;
      const { port } = intake.address() as AddressInfo;
      intake.closeAllConnections();
      await new Promise((resolve) => intake.close(resolve));
      expect((await ask(desk.url, '/api/bulletins/x')).status).toBe(502);
      expect((await ask(desk.url, '/api/queue')).status).toBe(200);
      await new Promise<void>((resolve) => intake.listen(port, '127.0.0.1', resolve));
      expect((await ask(desk.url, '/api/bulletins/x')).status).toBe(200);
    });
  });

  describe('before Loa', () => {
    let bed: EmbeddedBed;
    let desk: Front;
    let front: Front;
    beforeAll(async () => {
      bed = await embeddedBed({
        people: [],
        screens: { page: '<!doctype html><title>Loa</title>', files: new Map(), entry: () => null },
        trustedProxies: ['loopback'],
      });
      const loa = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, bed.url.slice('http://'.length)]));
      [desk, front] = await Promise.all([startFront('desk', loa(DESK), '127.0.0.9'), startFront('front', loa(FRONT))]);
    });
    afterAll(async () => {
      await Promise.all([desk.stop(), front.stop()]);
      await bed.stop();
    });

    test('pages keep their policy, documents their ETag and their coding', async () => {
      const [straight, through] = [await ask(bed.url, '/login'), await ask(desk.url, '/login')];
      expect(through.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'/);
      const kept = ['content-security-policy', 'referrer-policy', 'x-content-type-options', 'cross-origin-opener-policy', 'cache-control'];
      for (const name of kept) expect([name, through.headers[name]]).toEqual([name, straight.headers[name]]);
      const headers = { 'accept-encoding': 'br' };
      const feed = await ask(front.url, '/feeds/cap.atom', { headers });
      expect([feed.status, feed.headers['content-encoding'], feed.headers['etag']]).toEqual([200, 'br', expect.stringMatching(/-br"$/)]);
      const again = await ask(front.url, '/feeds/cap.atom', { headers: { ...headers, 'if-none-match': String(feed.headers['etag']) } });
      expect([again.status, again.body]).toEqual([304, '']);
    });

    test('a session holds over http and, behind TLS, over https; a page of another site changes nothing', async () => {
      const now = new Date().toISOString();
      const made = await accountsTable(bed.db).create(
        { name: 'desk', roles: ['forecaster'], issuer: 'nchmf', by: 'test' },
        { hash: 'x', until: now },
        now,
      );
      if (!made.ok) throw new Error(made.reason);
      const token = newToken();
      await sessionsTable(bed.db).open({ hash: hashOfKey(token), accountId: made.id, stage: 'full' }, now);
      const host = 'desk.example:8083';
      const leave = (cookie: string, more: Record<string, string>, from?: string) =>
        ask(desk.url, '/api/session', { method: 'DELETE', headers: { host, cookie, ...more }, ...(from !== undefined && { from }) });
      const own = { 'x-loa-csrf': '1', origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
      expect((await leave(`loa=${token}`, { ...own, origin: 'http://evil.example' })).status).toBe(403);
      expect((await leave(`loa=${token}`, { origin: own.origin })).status).toBe(403);
      const overHttp = { headers: { host, cookie: `loa=${token}` } };
      expect((await ask(desk.url, '/api/drafts', overHttp)).status).toBe(200);
      const https = { host, 'x-forwarded-proto': 'https', cookie: `__Host-loa=${token}` };
      expect((await ask(desk.url, '/api/drafts', { headers: https, from: '127.0.0.9' })).status).toBe(200);
      expect((await ask(desk.url, '/api/drafts', { headers: https })).status).toBe(401);
      const gone = await leave(`__Host-loa=${token}`, { ...own, origin: `https://${host}`, 'x-forwarded-proto': 'https' }, '127.0.0.9');
      expect([gone.status, String(gone.headers['set-cookie'])]).toEqual([204, expect.stringMatching(/^__Host-loa=;.*; Secure$/)]);
      expect((await ask(desk.url, '/api/drafts', overHttp)).status).toBe(401);
    });

    test('what is issued comes through open streams at once, that of feeds and that of the wall', async () => {
      const stream = await fetch(`${front.url}/api/stream?status=Exercise`);
      expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
      const id = await bed.send(aStorm('through-nginx', 1, [inProvince('Bình Định', 3)]));
      const warning = (await bed.decided(id)).warning!.id;
      expect(await readUntil(stream, 'event: issued')).toContain(warning);
      const wall = await fetch(`${desk.url}/api/live`, { headers: { authorization: `Bearer ${bed.keys.operator}` } });
      await readUntil(wall, warning);
    });
  });
});
