import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { Fetched, Fetches } from '@loa/domain/ports';
import { afterEach, expect, test } from 'vitest';
import { publicFetches, type PublicCallbacksOptions } from './index.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const fetches = (options: PublicCallbacksOptions = { allowPrivate: true }): Fetches => {
  const made = publicFetches({ resolve: async () => [], ...options });
  open.push(() => made.close());
  return made;
};

async function serve(answer: RequestListener) {
  let connections = 0;
  const server = createServer(answer).on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/feed`,
    connections: () => connections,
  };
}

const get = (from: Fetches, url: string, more: object = {}): Promise<Fetched> =>
  from.get(url, { headers: {}, maxBytes: 100, timeoutMs: 30_000, signal: new AbortController().signal, ...more });

test('a document comes with its validators, and the headers that were given are sent', async () => {
  const { url } = await serve(({ headers }, response) => {
    response.writeHead(200, { etag: 'W/"1"', 'last-modified': 'Thu, 06 Nov 2025 01:00:00 GMT' });
    response.end(`${String(headers['if-none-match'])} ${String(headers['accept-encoding'])}`);
  });
  expect(await get(fetches(), url, { headers: { 'if-none-match': '"0"' } })).toEqual({
    ...{ kind: 'answered', status: 200, retryAfterS: null, isWhole: true, body: Buffer.from('"0" identity') },
    validators: { etag: 'W/"1"', lastModified: 'Thu, 06 Nov 2025 01:00:00 GMT' },
  });
});

test('of a body that has no end so much is kept as was asked for, and it is not whole; one of exactly that length is', async () => {
  const endless = await serve((_, response) => {
    const more = (): boolean => !response.destroyed && response.write('x'.repeat(65_536), () => setImmediate(more));
    more();
  });
  const exact = await serve((_, response) => response.end('x'.repeat(100)));
  expect(await get(fetches(), endless.url)).toMatchObject({ isWhole: false, body: Buffer.from('x'.repeat(100)) });
  expect(await get(fetches(), exact.url)).toMatchObject({ isWhole: true, body: Buffer.from('x'.repeat(100)) });
});

test('a body that breaks off is a failure', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '50' });
    response.write('half', () => response.socket?.resetAndDestroy());
  });
  expect(await get(fetches(), url)).toEqual({ kind: 'failed', reason: 'reset' });
});

test('Retry-After counts as seconds and as a date', async () => {
  const answers = ['17', new Date(Date.now() + 600_000).toUTCString(), 'soon'];
  const { url } = await serve((_, response) => response.writeHead(503, { 'retry-after': answers.shift() }).end());
  const from = fetches();
  const [seconds, date, neither] = [await get(from, url), await get(from, url), await get(from, url)];
  expect([seconds, neither]).toMatchObject([{ status: 503, retryAfterS: 17 }, { retryAfterS: null }]);
  expect(date.kind === 'answered' ? date.retryAfterS : null).toBeGreaterThan(500);
});

test('a redirect is an answer and is not followed; a body that is packed is not unpacked', async () => {
  const inside = await serve((_, response) => response.end());
  const outside = await serve((_, response) => response.writeHead(302, { location: inside.url }).end());
  const packed = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('bomb'));
  expect(await get(fetches(), outside.url)).toMatchObject({ status: 302 });
  expect(inside.connections()).toBe(0);
  expect(await get(fetches(), packed.url)).toEqual({ kind: 'failed', reason: 'content-encoding' });
});

test('without the switch for tests nothing connects to loopback, by address or by name; http as such is taken', async () => {
  const { url, connections } = await serve((_, response) => response.end());
  expect(await get(fetches({}), url)).toEqual({ kind: 'failed', reason: 'address-loopback' });
  const rebinding = fetches({ resolve: async () => ['127.0.0.1'] });
  expect(await get(rebinding, url.replace('127.0.0.1', 'alerts.example'))).toEqual({ kind: 'failed', reason: 'address-loopback' });
  expect(await get(fetches({}), 'file:///etc/passwd')).toEqual({ kind: 'failed', reason: 'not-https' });
  expect(connections()).toBe(0);
});

test('a GET ends with its signal, or when its time is up, also where bytes keep trickling', async () => {
  const silent = await serve(() => undefined);
  const ending = new AbortController();
  const answer = get(fetches(), silent.url, { signal: ending.signal });
  ending.abort(Object.assign(new Error('stop'), { code: 'stopping' }));
  expect(await answer).toEqual({ kind: 'failed', reason: 'stopping' });
  const trickling = await serve((_, response) => {
    response.writeHead(200);
    const more = (): void => void (response.destroyed || response.write('x', () => setTimeout(more, 5)));
    more();
  });
  expect(await get(fetches(), trickling.url, { maxBytes: 1_000_000, timeoutMs: 50 })).toEqual({ kind: 'failed', reason: 'timeout' });
});
