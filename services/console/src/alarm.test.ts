import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret, systemClock } from '@loa/runtime';
import { startTwilioStub } from '@loa/testing/servers';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { spoken } from './alarm-call.ts';
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
  await alarmOf({ LOA_ALARM_WEBHOOK: hook.url }, systemClock)?.(TEXT);
  expect(hook.bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    { ...TEXT, text: 'Loa: no warning gets through\nsms flash: nothing for 901 s' },
  ]);
});

test('a relay carries the same by e-mail', async () => {
  const { way, mails } = await relay();
  await alarmOf(way, systemClock)?.(TEXT);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatch(/^To: duty@example\.org\r$/m);
  expect(mails[0]).toContain('sms flash: nothing for 901 s');
});

test('one way that works is enough', async () => {
  const hook = await webhook(500);
  const { way, mails } = await relay();
  await alarmOf({ LOA_ALARM_WEBHOOK: hook.url, ...way }, systemClock)?.(TEXT);
  expect([hook.bodies.length, mails.length]).toEqual([1, 1]);
});

test('the duty phone is called and told twice what is wrong, and the call reports nowhere', async () => {
  const stub = await startTwilioStub({ callbacks: null });
  closing.push(() => stub.stop());
  const account = { TWILIO_ACCOUNT_SID: stub.accountSid, TWILIO_AUTH_TOKEN: new Secret(stub.authToken), TWILIO_BASE_URL: stub.url };
  const given = { ...account, LOA_ALARM_CALL: '+84912345678', TWILIO_CALL_FROM: '+999000000000' };
  const alarm = alarmOf(given, systemClock);
  const bodies = [1, 2].map((n) => ({ warning: `exercise-${String(n)}`, body: 'b', elapsedS: 900, why: 'red' }));
  await alarm?.({ subject: 'Loa: EXERCISE: bodies of the supply list have not confirmed (2)', lanes: [], bodies });
  const said = 'Diễn tập. Loa báo động. Có 2 cơ quan chưa xác nhận đã nhận cảnh báo. Đề nghị trực ban kiểm tra ngay.';
  expect(stub.calls()).toMatchObject([
    {
      to: '+84912345678',
      from: '+999000000000',
      statusCallback: null,
      twiml: `<Response><Say language="vi-VN">${said} ${said}</Say></Response>`,
    },
  ]);
  stub.behave([{ answer: { status: 401, code: 20_003, text: 'Authenticate' } }]);
  await expect(alarm?.(TEXT)).rejects.toMatchObject({ code: 'alarm-failed' });
  expect(() => alarmOf({ LOA_ALARM_CALL: '+84912345678' }, systemClock)).toThrow(
    /TWILIO_ACCOUNT_SID[^]*TWILIO_AUTH_TOKEN[^]*TWILIO_CALL_FROM/,
  );
});

test('the duty phone is told which warnings run out and when, at most three by name', () => {
  const one = { warning: 'actual-1', series: 's', expiresAt: '2025-11-06T11:05:00.000Z', headline: 'Bão số 13, ven biển Gia Lai' };
  const named = 'Bão số 13, ven biển Gia Lai: hết hạn lúc 18 giờ 05.';
  expect(spoken({ subject: 'Loa', lanes: [], runningOut: [one] })).toBe(
    `Loa báo động. Có 1 cảnh báo sắp hết hạn mà chưa có bản tin tiếp theo. ${named} Đề nghị trực ban kiểm tra ngay.`,
  );
  expect(spoken({ subject: 'Loa', lanes: [], runningOut: Array.from({ length: 4 }, () => one) }).split(named)).toHaveLength(4);
});

test('it fails when no way works, so that it is tried again', async () => {
  const hook = await webhook(500);
  await expect(alarmOf({ LOA_ALARM_WEBHOOK: hook.url }, systemClock)?.(TEXT)).rejects.toMatchObject({ code: 'alarm-failed' });
});

test('without a way in the configuration there is no alarm', () => {
  expect(alarmOf({}, systemClock)).toBeNull();
  expect(alarmOf({ LOA_ALARM_TO: 'duty@example.org' }, systemClock)).toBeNull();
});
