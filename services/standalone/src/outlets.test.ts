import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aBulletinInput, aStormArea } from '@loa/testing/builders';
import { keepLog } from '@loa/testing/logs';
import { freePort, until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const WITHIN_MS = 50_000;
const dataDir = mkdtempSync(join(tmpdir(), 'loa-outlets-'));
const children = new Set<ChildProcess>();
const received: { method: string; path: string; headers: IncomingHttpHeaders; body: string }[] = [];
let sinkUrl: string;

const sink = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
  request.on('end', () => {
    const { method = '', url: path = '', headers } = request;
    received.push({ method, path, headers, body });
    response.end(new URL(path, 'http://sink.invalid').searchParams.get('hub.challenge') ?? '');
  });
});

beforeAll(async () => {
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');
  sinkUrl = `http://127.0.0.1:${z.object({ port: z.int() }).parse(sink.address()).port}`;
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  sink.closeAllConnections();
  sink.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Loa as `npm start` runs it, on the data of the process before it. */
async function startLoa() {
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    LOA_DATA_DIR: dataDir,
    LOA_PORT: new URL(url).port,
    LOA_PUBLIC_URL: 'https://loa.example',
    LOA_OUTLETS_ALLOW_PRIVATE: 'yes',
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--no-replay', '--subscribers', '1'], { env });
  children.add(child);
  let said = '';
  let logged = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => {
    logged += chunk.toString('utf8');
    keepLog(`loa-outlets-${String(child.pid)}`, chunk);
  });
  await until('Loa answers', WITHIN_MS, async () => said.includes('serving') && (await fetch(`${url}/livez`)).ok);
  const key = (name: string): string => new RegExp(`${name} key: +(\\S+)`).exec(said)?.[1] ?? '';
  return { url, child, logged: () => logged, forecaster: key('forecaster'), operator: key('operator') };
}

const post = async (url: string, as: string | null, body: object): Promise<unknown> => {
  const headers = { 'content-type': 'application/json', ...(as !== null && { authorization: `Bearer ${as}` }) };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect([answer.ok, answer.ok ? '' : await answer.clone().text()]).toEqual([true, '']);
  return answer.json();
};
const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();
const bulletin = (event: string) =>
  aBulletinInput({
    ...{ event: { id: event, name: { vi: 'Bão số 0' } }, status: 'Actual', finishedAt: new Date().toISOString() },
    areas: [aStormArea({ window: { from: hours(1), to: hours(24) }, announcedLevel: 4 })],
  });
const at = (path: string) => received.filter((one) => one.method === 'POST' && one.path === path);

test('a bulletin reaches an outlet by webhook and by WebSub, also when the process was killed in between', async () => {
  const loa = await startLoa();
  expect(loa.logged()).toContain('outlets may be http and inside the network');
  const made = await post(`${loa.url}/api/outlets`, null, {
    name: 'Đài',
    contact: 'desk',
    way: { kind: 'webhook', url: `${sinkUrl}/hook` },
  });
  const { outlet, secret, token } = z.object({ outlet: z.object({ id: z.int() }), secret: z.string(), token: z.string() }).parse(made);
  await post(`${loa.url}/api/outlets/${outlet.id}/approve`, loa.operator, {});
  const topic = 'https://loa.example/feeds/cap.atom?province=52';
  const form = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.callback': `${sinkUrl}/hub`,
    'hub.secret': 'bí mật',
  });
  expect((await fetch(`${loa.url}/websub`, { method: 'POST', body: form })).status).toBe(202);
  await until('it is verified', WITHIN_MS, async () => received.some((one) => one.path.startsWith('/hub?')));

  await post(`${loa.url}/api/bulletins`, loa.forecaster, bulletin('first'));
  await until('both have it', WITHIN_MS, async () => at('/hook').length > 0 && at('/hub').length > 0);
  const [hook, hub] = [at('/hook')[0]!, at('/hub')[0]!];
  const content = `${String(hook.headers['webhook-id'])}.${String(hook.headers['webhook-timestamp'])}.${hook.body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(hook.headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(content).digest('base64')}`);
  expect(JSON.parse(hook.body)).toMatchObject({ number: 1, kind: 'issued', id: 'actual-1' });
  expect(hub.body).toMatch(/^<\?xml[^]*<feed[^]*<entry/);
  expect(hub.headers).toMatchObject({
    'content-type': 'application/atom+xml; charset=utf-8',
    link: `<https://loa.example/websub>; rel="hub", <${topic}>; rel="self"`,
    'x-hub-signature': `sha256=${createHmac('sha256', 'bí mật').update(hub.body).digest('hex')}`,
  });

  loa.child.kill('SIGKILL');
  await once(loa.child, 'exit');
  const again = await startLoa();
  await post(`${again.url}/api/bulletins`, loa.forecaster, bulletin('second'));
  await until('the next one comes', WITHIN_MS, async () =>
    at('/hook').some((one) => one.headers['webhook-id'] === `outlet-${outlet.id}-actual-2`),
  );
  await until('the feed comes', WITHIN_MS, async () => at('/hub').at(-1)?.body.split('<entry').length === 3);
  const me = await (await fetch(`${again.url}/api/outlets/me`, { headers: { authorization: `Bearer ${token}` } })).json();
  expect(me).toMatchObject({ standing: 'approved', proved: true });
  again.child.kill('SIGTERM');
  await once(again.child, 'exit');
  expect(again.child.exitCode).toBe(0);
}, 180_000);
