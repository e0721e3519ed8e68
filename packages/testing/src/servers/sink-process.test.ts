import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SinkArrival, type SinkProcess, startSinkProcess } from './sink-process.ts';

describe('the sinks in a process of their own', () => {
  let sinks: SinkProcess;
  beforeEach(async () => (sinks = await startSinkProcess()));
  afterEach(() => sinks.stop());

  const post = (kind: 'Messages' | 'Calls' = 'Messages') =>
    fetch(`${sinks.twilioUrl}/2010-04-01/Accounts/AC${'0'.repeat(32)}/${kind}.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`AC${'0'.repeat(32)}:stub-token`)}` },
      body: new URLSearchParams({
        To: '+84000000001',
        From: 'LOA',
        Body: 'x',
        Twiml: '<Response/>',
        StatusCallback: 'http://127.0.0.1/call?d=1',
      }),
    });
  const mail = () => createTransport(sinks.smtpUrl).sendMail({ from: 'loa@example.com', to: 'a@example.com', text: 'x' });

  it('count and show what reached them', async () => {
    await mail();
    expect((await post()).status).toBe(201);
    expect((await post('Calls')).status).toBe(201);
    expect(await sinks.count()).toEqual({ smtp: 1, twilio: 1, calls: 1 });
    expect((await sinks.mails())[0]?.to).toEqual(['a@example.com']);
    expect((await sinks.messages())[0]?.to).toBe('+84000000001');
    const arrived: SinkArrival[] = [];
    for (const channel of ['email', 'sms', 'voice'] as const) for await (const one of sinks.arrivals(channel)) arrived.push(one);
    expect(arrived.map(({ to, about }) => [to, about])).toEqual([
      ['a@example.com', ''],
      ['+84000000001', 'x'],
      ['+84000000001', 'http://127.0.0.1/call?d=1'],
    ]);
    expect(arrived.every(({ begunAt, at }) => begunAt > 0 && begunAt <= at)).toBe(true);
    await sinks.clear();
    expect(await sinks.count()).toEqual({ smtp: 0, twilio: 0, calls: 0 });
  });

  it('take new rules, and refuse rules that are none', async () => {
    await sinks.behave({
      smtp: [{ at: 'rcpt', answer: { code: 550, text: '5.1.1 unknown' } }],
      twilio: [{ answer: { status: 500, code: 20500, text: 'down' } }],
      callbacks: null,
    });
    await expect(mail()).rejects.toMatchObject({ responseCode: 550 });
    expect((await post()).status).toBe(500);
    await expect(sinks.behave({ smtp: [{ at: 'rcpt', answer: { code: 250, text: '' } }] })).rejects.toThrow('400');
  });
});
