import { createServer, type Server } from 'node:http';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTwilioStub, type TwilioStub } from './twilio-stub.ts';

type Options<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];

const NUMBER = '+84000000001';

describe('the Twilio stub', () => {
  let stub: TwilioStub;
  beforeEach(async () => (stub = await startTwilioStub({ callbacks: null })));
  afterEach(() => stub.stop());

  /** Twilio's own client, sent to the stub. */
  function client(authToken = stub.authToken) {
    class ToStub extends twilio.RequestClient {
      override request<T>(options: Options<T>): ReturnType<typeof twilio.RequestClient.prototype.request<T>> {
        const url = new URL(options.uri);
        return super.request<T>({ ...options, uri: `${stub.url}${url.pathname}${url.search}` });
      }
    }
    return twilio(stub.accountSid, authToken, { httpClient: new ToStub({ timeout: 2_000 }) });
  }
  const send = (to = NUMBER, statusCallback?: string) =>
    client().messages.create({ to, from: 'LOA', body: 'Nuoc len', ...(statusCallback === undefined ? {} : { statusCallback }) });

  it('takes messages from the real client and finds them by sid, number and day', async () => {
    const sent = await send();
    await send('+84000000002');
    expect(sent).toMatchObject({ status: 'queued', to: NUMBER, body: 'Nuoc len' });
    expect(await client().messages(sent.sid).fetch()).toMatchObject({ sid: sent.sid });
    const found = await client().messages.list({ to: NUMBER });
    expect(found.map((message) => message.sid)).toEqual([sent.sid]);
  });

  it('finds by day what has been sent, and not what waits to be', async () => {
    const waiting = await send();
    expect(waiting).toMatchObject({ dateCreated: expect.any(Date) as Date, dateSent: null });
    stub.callBack({ statuses: ['sent'] });
    const sent = await send();
    await stub.callbacksDone();
    const listed = async (filter: object) => (await client().messages.list({ to: NUMBER, ...filter })).map((message) => message.sid);
    expect(await listed({})).toEqual([sent.sid, waiting.sid]);
    for (const filter of [{ dateSent: new Date() }, { dateSentAfter: new Date(Date.now() - 86_400_000) }])
      expect(await listed(filter)).toEqual([sent.sid]);
    expect(await listed({ dateSentAfter: new Date(Date.now() + 86_400_000) })).toEqual([]);
  });

  it('pages its list', async () => {
    for (let n = 0; n < 5; n += 1) await send();
    expect(await client().messages.list({ to: NUMBER, pageSize: 2 })).toHaveLength(5);
  });

  it('refuses another token and a message without a body as Twilio does', async () => {
    await expect(client('wrong').messages.create({ to: NUMBER, from: 'LOA', body: 'x' })).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
    await expect(client().messages.create({ to: NUMBER, from: 'LOA' })).rejects.toMatchObject({ status: 400, code: 21602 });
  });

  it('answers by rule and says nothing of the outcome where it is unknown', async () => {
    stub.behave([
      { to: '0002', answer: { status: 400, code: 21610, text: 'opted out' } },
      { answer: { status: 429, code: 20429, text: 'too many', retryAfterSeconds: 1 }, times: 1 },
      { answer: { status: 503, code: 20503, text: 'down', keep: true }, times: 1 },
      { answer: 'accept-then-die', times: 1 },
      { answer: 'reset', times: 1 },
      { answer: 'hang', times: 1 },
    ]);
    await expect(send('+84000000002')).rejects.toMatchObject({ code: 21610 });
    await expect(send()).rejects.toMatchObject({ code: 20429 });
    await expect(send()).rejects.toMatchObject({ code: 20503 });
    expect(stub.count()).toBe(1);
    await expect(send()).rejects.toThrow();
    expect(stub.count()).toBe(2);
    await expect(send()).rejects.toThrow();
    await expect(send()).rejects.toThrow();
    expect(stub.count()).toBe(2);
    await send();
    expect(stub.count()).toBe(3);
  });

  describe('calling back', () => {
    let receiver: Server;
    let url: string;
    let got: { status: string; valid: boolean }[];
    beforeEach(async () => {
      got = [];
      receiver = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          const form = Object.fromEntries(new URLSearchParams(body));
          const signature = String(request.headers['x-twilio-signature']);
          got.push({ status: form['MessageStatus'] ?? '', valid: twilio.validateRequest(stub.authToken, signature, url, form) });
          response.end();
        });
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
      const address = receiver.address();
      url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/receipts?delivery=1`;
    });
    afterEach(() => new Promise((resolve) => receiver.close(resolve)));

    it("signs its callbacks so that Twilio's own check passes, and leaves the fragment out", async () => {
      stub.callBack({});
      const sent = await send(NUMBER, `${url}#rc=3`);
      await stub.callbacksDone();
      expect(got).toEqual([
        { status: 'sent', valid: true },
        { status: 'delivered', valid: true },
      ]);
      expect(stub.callbackAnswers()).toEqual([200, 200]);
      expect((await client().messages(sent.sid).fetch()).status).toBe('delivered');
    });

    it('repeats and reorders them as told, and its own state does not go back', async () => {
      stub.callBack({ statuses: ['sent', 'undelivered'], order: 'reversed', copies: 2, errorCode: 30003 });
      const sent = await send(NUMBER, url);
      await stub.callbacksDone();
      expect(got.map((one) => one.status)).toEqual(['undelivered', 'undelivered', 'sent', 'sent']);
      expect(await client().messages(sent.sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 30003 });
    });
  });
});
