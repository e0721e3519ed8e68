import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepLog } from '@loa/testing/logs';
import { bareEnvironment, freePort, type SmtpSink, startSmtpSink, until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';

const WITHIN_MS = 100_000;
const dataDir = mkdtempSync(join(tmpdir(), 'loa-mail-'));
let sink: SmtpSink;
beforeAll(async () => void (sink = await startSmtpSink({ keepRaw: true })));
afterAll(async () => {
  await sink.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('standalone obeys what it is told of e-mail, as a sender does', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const bouncePort = await freePort();
  const env = {
    ...bareEnvironment(),
    LOA_DATA_DIR: dataDir,
    LOA_PORT: '0',
    SMTP_URL: sink.url,
    LOA_SMTP_SINK: 'yes',
    LOA_MAIL_FROM: 'loa@loa.example',
    LOA_PUBLIC_URL: 'https://loa.example',
    LOA_RECEIPT_SECRET: 'r',
    LOA_BOUNCE_ADDRESS: 'bounces@loa.example',
    LOA_BOUNCE_PORT: String(bouncePort),
    LOA_DKIM_DOMAIN: 'loa.example',
    LOA_DKIM_SELECTOR: 'one',
    LOA_DKIM_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--subscribers', '20'], { env });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => keepLog(`loa-mail-${String(child.pid)}`, chunk));
  try {
    await until('a person has a mail', WITHIN_MS, async () => sink.messages().some(({ headers }) => 'list-unsubscribe' in headers));
    const mail = sink.messages().find(({ headers }) => 'list-unsubscribe' in headers);
    expect(mail?.headers).toMatchObject({
      'list-unsubscribe': expect.stringMatching(/^<https:\/\/loa\.example\/unsubscribe\/\S+>$/),
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'dkim-signature': expect.stringMatching(/d=loa\.example;.*List-Unsubscribe: ?List-Unsubscribe-Post/),
    });
    expect(mail?.from).toMatch(/^bounces\+\S+@loa\.example$/);
    const [, text = ''] = /text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/.exec(mail?.raw ?? '') ?? [];
    expect(Buffer.from(text, 'base64').toString('utf8')).toMatch(/CAP 1\.2: https:\/\/loa\.example\/warnings\/\S+\.xml/);
    await until('it serves', WITHIN_MS, async () => said.includes('serving'));
    const bounces = createConnection(bouncePort, '127.0.0.1');
    const [greeting] = await once(bounces, 'data');
    expect(String(greeting)).toMatch(/^220 /);
    bounces.destroy();
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}, 180_000);
