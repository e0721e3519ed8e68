import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@loa/runtime';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { alarmOf } from './alarm.ts';

const TEXT = { subject: 'Loa: no warning gets through', lanes: [{ channel: 'sms', lane: 'flash', ageS: 901.4 }] };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function webhook(status: number) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => new Promise((done) => server.close(() => done())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies };
}

async function relay() {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
      stream.on('end', () => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => new Promise((done) => server.close(done)));
  const url = new Secret(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
  return { way: { LOA_ALARM_SMTP_URL: url, LOA_ALARM_TO: 'duty@example.org' }, mails };
}

test('a webhook is told which lanes are silent and for how long', async () => {
  const hook = await webhook(204);
  await alarmOf({ LOA_ALARM_WEBHOOK: hook.url })?.(TEXT);
  expect(hook.bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    { ...TEXT, text: 'Loa: no warning gets through\nsms flash: nothing for 901 s' },
  ]);
});

test('a relay carries the same by e-mail', async () => {
  const { way, mails } = await relay();
  await alarmOf(way)?.(TEXT);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatch(/^To: duty@example\.org\r$/m);
  expect(mails[0]).toContain('sms flash: nothing for 901 s');
});

test('one way that works is enough', async () => {
  const hook = await webhook(500);
  const { way, mails } = await relay();
  await alarmOf({ LOA_ALARM_WEBHOOK: hook.url, ...way })?.(TEXT);
  expect([hook.bodies.length, mails.length]).toEqual([1, 1]);
});

test('it fails when no way works, so that it is tried again', async () => {
  const hook = await webhook(500);
  await expect(alarmOf({ LOA_ALARM_WEBHOOK: hook.url })?.(TEXT)).rejects.toMatchObject({ code: 'alarm-failed' });
});

test('without a way in the configuration there is no alarm', () => {
  expect(alarmOf({})).toBeNull();
  expect(alarmOf({ LOA_ALARM_TO: 'duty@example.org' })).toBeNull();
});
