import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

describe('the SMTP sink', () => {
  let sink: SmtpSink;
  beforeEach(async () => (sink = await startSmtpSink({ keepRaw: true })));
  afterEach(() => sink.stop());

  const send = (to: string) =>
    createTransport({ host: '127.0.0.1', port: sink.port, ignoreTLS: true, socketTimeout: 400 }).sendMail({
      from: 'loa@example.com',
      to,
      subject: 'Tin bão',
      text: 'nước lên',
      messageId: `<${to}>`,
      headers: { 'X-Long': 'word '.repeat(40) },
    });

  it('keeps every message with its envelope, message id and unfolded headers', async () => {
    await send('a@example.com');
    await send('b@example.com');
    expect(sink.count()).toBe(2);
    const [first] = sink.messages();
    expect(first).toMatchObject({ from: 'loa@example.com', to: ['a@example.com'], messageId: '<a@example.com>' });
    expect(first?.headers['x-long']).toBe('word '.repeat(40).trim());
    expect(first?.raw).toContain('\r\n\r\n');
  });

  it('answers by rule, for the recipient named, as often as named', async () => {
    sink.behave([
      { at: 'rcpt', to: 'full@', answer: { code: 452, text: '4.2.2 mailbox full' } },
      { at: 'data', answer: { code: 554, text: '5.7.1 no' }, times: 1 },
    ]);
    await expect(send('full@example.com')).rejects.toMatchObject({ responseCode: 452 });
    await expect(send('a@example.com')).rejects.toMatchObject({ responseCode: 554 });
    await send('a@example.com');
    expect(sink.messages().map((mail) => mail.to)).toEqual([['a@example.com']]);
  });

  it('can refuse, cut or answer nothing before it asks for a message', async () => {
    for (const at of ['mail', 'go-on'] as const) {
      sink.behave([
        { at, answer: { code: 554, text: '5.7.1 no' }, times: 1 },
        { at, answer: 'reset', times: 1 },
        { at, answer: 'hang', times: 1 },
      ]);
      await expect(send('a@example.com')).rejects.toMatchObject({ responseCode: 554 });
      await expect(send('a@example.com')).rejects.toThrow();
      await expect(send('a@example.com')).rejects.toThrow();
      expect(sink.count()).toBe(0);
      await send('a@example.com');
      sink.clear();
    }
  });

  it('can take a message and die before it says so', async () => {
    sink.behave([{ at: 'data', answer: 'accept-then-die', times: 1 }]);
    await expect(send('a@example.com')).rejects.toThrow();
    expect(sink.count()).toBe(1);
  });

  it('can cut the connection, or answer nothing, and keeps nothing then', async () => {
    sink.behave([
      { at: 'data', answer: 'reset', times: 1 },
      { at: 'rcpt', answer: 'hang', times: 1 },
    ]);
    await expect(send('a@example.com')).rejects.toThrow();
    await expect(send('a@example.com')).rejects.toThrow();
    expect(sink.count()).toBe(0);
    await send('a@example.com');
    expect(sink.count()).toBe(1);
  });
});
