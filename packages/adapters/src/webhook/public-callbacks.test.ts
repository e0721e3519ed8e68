import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcp } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import type { CallAnswer, Callbacks } from '@loa/domain/ports';
import { publicCallbacks, type PublicCallbacksOptions } from './index.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const callbacks = (options: PublicCallbacksOptions = {}): Callbacks => {
  const made = publicCallbacks({ resolve: async () => [], ...options });
  open.push(() => made.close());
  return made;
};

/** A server on loopback, and how many connections it has seen. */
async function sink(answer: RequestListener): Promise<{ url: string; port: number; connections: () => number; server: Server }> {
  let connections = 0;
  const server = createServer(answer).on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, port, connections: () => connections, server };
}

const never = new AbortController().signal;
const post = (to: Callbacks, url: string, signal = never): Promise<CallAnswer> =>
  to.call({ method: 'POST', url, headers: {}, body: Buffer.from('{}') }, signal);

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.8.9.1', 'loopback'],
  ['[::1]', 'loopback'],
  ['0.0.0.0', 'unspecified'],
  ['[::]', 'unspecified'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'link-local'],
  ['[fe80::1]', 'link-local'],
  ['[fc00::1]', 'unique-local'],
  ['[fd12:3456:789a::1]', 'unique-local'],
  ['[fec0::1]', 'deprecated-site-local'],
  ['100.64.0.1', 'carrier-grade-nat'],
  ['224.0.0.1', 'multicast'],
  ['[ff02::1]', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['192.0.2.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['240.0.0.1', 'reserved'],
  ['[::ffff:127.0.0.1]', 'ipv4-mapped'],
  ['[::ffff:8.8.8.8]', 'ipv4-mapped'],
  ['[::7f00:1]', 'reserved'],
  ['[64:ff9b::7f00:1]', 'nat64'],
  ['[64:ff9b:1::1]', 'nat64'],
  ['[2002:7f00:1::]', '6to4'],
  ['[2001::1]', 'teredo'],
  ['[2001:db8::1]', 'reserved'],
  ['[4000::1]', 'reserved'],
  ['2130706433', 'loopback'],
  ['0x7f000001', 'loopback'],
  ['0x7f.1', 'loopback'],
  ['0177.0.0.1', 'loopback'],
  ['127.1', 'loopback'],
  ['012.0.0.1', 'private'],
  ['①②⑦.⓪.⓪.①', 'loopback'],
])('https://%s/ is refused when it is given and when it is called: %s', async (host, range) => {
  const to = callbacks();
  expect(await to.check(`https://${host}/hook`)).toEqual({
    reason: `address-${range}`,
    expected: expect.stringMatching(new RegExp(`^an address on the public internet; .+ is not \\(${range}\\)$`)),
  });
  expect(await post(to, `https://${host}/hook`)).toEqual({ kind: 'failed', why: 'address', reason: `address-${range}` });
});

test.each([
  ['http://example.com/', 'not-https', 'an https URL'],
  ['ftp://example.com/', 'not-https', 'an https URL'],
  ['file:///etc/passwd', 'not-https', 'an https URL'],
  ['https://user:pass@example.com/', 'credentials', 'a URL without user and password'],
  ['https://example.com/#here', 'fragment', 'a URL without a fragment'],
  ['example.com', 'not-a-url', 'a URL of at most 2000 characters'],
  ['https://0x7f.0.0.0.0.1/', 'not-a-url', 'a URL of at most 2000 characters'],
  [`https://example.com/${'x'.repeat(1_981)}`, 'not-a-url', 'a URL of at most 2000 characters'],
])('%.40s is refused: %s', async (url, reason, expected) => {
  const to = callbacks({ resolve: async () => ['93.184.215.14'] });
  expect(await to.check(url)).toEqual({ reason, expected });
  expect(await post(to, url)).toEqual({ kind: 'failed', why: 'address', reason });
});

test('a public address passes, also the IPv6 one', async () => {
  const to = callbacks({ resolve: async () => ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'] });
  expect(await to.check('https://example.com/hook?token=1')).toBeNull();
  expect(await to.check('https://8.8.8.8/')).toBeNull();
});

test('a name that resolves to a private address is refused, also when others of its addresses are public', async () => {
  const to = callbacks({ resolve: async () => ['93.184.215.14', '10.0.0.7'] });
  expect(await to.check('https://inside.example/')).toEqual({
    reason: 'address-private',
    expected: 'an address on the public internet; inside.example is not (private)',
  });
  expect(await post(to, 'https://inside.example/')).toEqual({ kind: 'failed', why: 'address', reason: 'address-private' });
});

test('a name that cannot be resolved is refused when it is given, and unreachable when it is called', async () => {
  const to = callbacks({ resolve: async () => Promise.reject(new Error('ENOTFOUND')) });
  expect(await to.check('https://nowhere.example/')).toMatchObject({ reason: 'name-unknown' });
  expect(await post(to, 'https://nowhere.example/')).toEqual({ kind: 'failed', why: 'unreachable', reason: 'name-unknown' });
});

test('a name that was public when it was given and points at a private address when it is called (rebinding) is refused, and nothing connects', async () => {
  const { port, connections } = await sink((_, response) => response.end());
  const answers = [['93.184.215.14'], ['127.0.0.1']];
  const to = callbacks({ resolve: async () => answers.shift() ?? ['127.0.0.1'] });
  const url = `https://rebinding.example:${port}/`;
  expect(await to.check(url)).toBeNull();
  expect(await post(to, url)).toEqual({ kind: 'failed', why: 'address', reason: 'address-loopback' });
  expect(connections()).toBe(0);
});

test('the connection goes to the address that was looked at, and the host is looked up once for it', async () => {
  const { port } = await sink(({ headers }, response) => response.end(headers.host));
  let lookups = 0;
  const resolve = async (): Promise<string[]> => ((lookups += 1), ['127.0.0.1']);
  const to = callbacks({ resolve, allowPrivate: true });
  const call = { method: 'GET', url: `http://not-in-any-dns.example:${port}/`, headers: {}, keepBytes: 100 } as const;
  expect(await to.call(call, never)).toEqual({
    ...{ kind: 'answered', status: 200, retryAfterS: null, body: `not-in-any-dns.example:${port}` },
  });
  expect(lookups).toBe(1);
});

test('with the switch for tests loopback over http is called; without it nothing connects', async () => {
  const { url, connections } = await sink((_, response) => response.writeHead(204).end());
  expect(await post(callbacks(), url)).toEqual({ kind: 'failed', why: 'address', reason: 'not-https' });
  expect(await post(callbacks(), url.replace('http:', 'https:'))).toEqual({ kind: 'failed', why: 'address', reason: 'address-loopback' });
  expect(connections()).toBe(0);
  expect(await callbacks({ allowPrivate: true }).check(url)).toBeNull();
  expect(await post(callbacks({ allowPrivate: true }), url)).toMatchObject({ kind: 'answered', status: 204 });
});

test('a redirect, also one to a private address, is an answer and is not followed', async () => {
  const inside = await sink((_, response) => response.end());
  const outside = await sink((_, response) => response.writeHead(307, { location: inside.url }).end());
  expect(await post(callbacks({ allowPrivate: true }), outside.url)).toMatchObject({ kind: 'answered', status: 307, body: '' });
  expect(inside.connections()).toBe(0);
});

test('of a body that has no end so much is read as was asked for; the status counts', async () => {
  const { url } = await sink((_, response) => {
    response.writeHead(200, { 'retry-after': '17' });
    const more = (): boolean => !response.destroyed && response.write('x'.repeat(65_536), () => setImmediate(more));
    more();
  });
  const to = callbacks({ allowPrivate: true });
  expect(await post(to, url)).toEqual({ kind: 'answered', status: 200, retryAfterS: 17, body: '' });
  const got = await to.call({ method: 'GET', url, headers: {}, keepBytes: 10 }, never);
  expect(got).toMatchObject({ status: 200, body: 'xxxxxxxxxx' });
});

test('a call ends with its signal, whose code is the reason', async () => {
  const { url } = await sink(() => undefined);
  const ending = new AbortController();
  const answer = post(callbacks({ allowPrivate: true }), url, ending.signal);
  ending.abort(Object.assign(new Error('too slow'), { code: 'too-slow' }));
  expect(await answer).toEqual({ kind: 'failed', why: 'timeout', reason: 'too-slow' });
});

test('a port where nobody listens, a reset, and what is not HTTP are told apart', async () => {
  const to = callbacks({ allowPrivate: true });
  const closed = await sink((_, response) => response.end());
  closed.server.close();
  await once(closed.server, 'close');
  expect(await post(to, closed.url)).toEqual({ kind: 'failed', why: 'unreachable', reason: 'connection-refused' });
  const resetting = await sink(({ socket }) => void socket.resetAndDestroy());
  expect(await post(to, resetting.url)).toEqual({ kind: 'failed', why: 'unreachable', reason: 'reset' });
  const speaking = createTcp((socket) => void socket.end('220 mail.example ESMTP\r\n')).listen(0, '127.0.0.1');
  await once(speaking, 'listening');
  open.push(async () => speaking.close());
  const address = speaking.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await post(to, `http://127.0.0.1:${port}/`)).toEqual({ kind: 'failed', why: 'unreachable', reason: 'not-http' });
  expect(await post(to, `https://127.0.0.1:${port}/`)).toEqual({ kind: 'failed', why: 'unreachable', reason: 'tls' });
});
