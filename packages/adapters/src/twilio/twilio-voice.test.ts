import type { GateAnswer } from '@loa/domain/delivery';
import type { OutgoingMessage, SpokenContent } from '@loa/domain/ports';
import { startTwilioStub, type TwilioStub } from '@loa/testing/servers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOwnCallCallback } from './call-callbacks.ts';
import { twilioVoice } from './twilio-voice.ts';

const go = (): GateAnswer => ({ go: true });
const call = (more: Partial<SpokenContent> = {}): OutgoingMessage => ({
  ...{ deliveryId: 7, attempt: 2, to: '+999000000007', warningId: 'actual-1', status: 'Actual', level: 4, language: 'vi' },
  content: { text: 'Quy Nhơn & xã bên. <Bão> cấp 4.', recording: null, askForKey: 'Bấm phím 1 để xác nhận.', ...more },
  ...{ issuedAt: '2025-11-06T00:00:00.000Z', expiresAt: '2025-11-07T00:00:00.000Z' },
});

let stub: TwilioStub;
beforeEach(async () => void (stub = await startTwilioStub({ callbacks: null })));
afterEach(() => stub.stop());
const open = (more: { baseUrl?: string; authToken?: string; sink?: boolean } = {}) => {
  const { accountSid, authToken, url: baseUrl } = stub;
  return twilioVoice({
    accountSid,
    authToken,
    baseUrl,
    from: '+999000000000',
    publicUrl: 'https://loa.example',
    receiptSecret: 's',
    ...more,
  });
};

test('a call is placed once, says its text, asks for a key twice, and names callbacks that we know as ours', async () => {
  const result = await open().send(call(), go);
  const [kept, ...more] = stub.calls();
  expect(more).toEqual([]);
  expect(result).toEqual({ kind: 'accepted', providerId: kept?.sid });
  expect(kept).toMatchObject({ to: '+999000000007', from: '+999000000000' });
  const said =
    '<Say language="vi-VN">Quy Nhơn &amp; xã bên. &lt;Bão&gt; cấp 4.</Say><Say language="vi-VN">Bấm phím 1 để xác nhận.</Say></Gather>';
  expect(kept?.twiml.split(said)).toHaveLength(3);
  expect(kept?.twiml).toMatch(/^<Response><Gather input="dtmf" numDigits="1" /);
  const key = new URL(/action="([^"]+)"/.exec(kept?.twiml ?? '')?.[1]?.replaceAll('&amp;', '&') ?? '');
  const status = new URL(kept?.statusCallback ?? '');
  expect([key.pathname, status.pathname]).toEqual(['/callbacks/twilio-key', '/callbacks/twilio-call']);
  const signed = (url: URL) => ({ deliveryId: 7, attempt: 2, signature: url.searchParams.get('s') ?? '' });
  expect([isOwnCallCallback('s', 'key', signed(key)), isOwnCallCallback('s', 'status', signed(status))]).toEqual([true, true]);
  expect([isOwnCallCallback('s', 'key', signed(status)), isOwnCallCallback('s', 'key', { ...signed(key), deliveryId: 8 })]).toEqual([
    false,
    false,
  ]);
});

test('a recorded file is played, and without a key to ask for none is gathered', async () => {
  await open().send(call({ recording: 'https://loa.example/a.mp3?x=1&y=2', askForKey: null }), go);
  expect(stub.calls()[0]?.twiml).toBe('<Response><Play>https://loa.example/a.mp3?x=1&amp;y=2</Play></Response>');
});

test('when the gate says no nothing is written, and what is too long is not placed', async () => {
  expect(await open().send(call(), () => ({ go: false, reason: 'recalled' }))).toEqual({ kind: 'stopped', reason: 'recalled' });
  expect(await open().send(call({ text: 'a'.repeat(4_000) }), go)).toMatchObject({ kind: 'permanent' });
  expect(stub.calls()).toEqual([]);
});

test('a look-up names the calls to the number since the warning was issued, also those that have not begun', async () => {
  const voice = open();
  const inDoubt = { ...call(), issuedAt: new Date().toISOString() };
  expect(await voice.lookUp?.(inDoubt)).toEqual({ kind: 'not-found' });
  stub.behave([{ answer: 'accept-then-die', times: 1 }]);
  expect(await voice.send(inDoubt, go)).toMatchObject({ kind: 'unknown' });
  await voice.send({ ...inDoubt, to: '+999000000008' }, go);
  const [taken] = stub.calls();
  expect(await voice.lookUp?.(inDoubt)).toEqual({ kind: 'one-of', providerIds: [taken?.sid] });
  expect(await voice.lookUp?.({ ...inDoubt, issuedAt: new Date(Date.now() + 120_000).toISOString() })).toEqual({ kind: 'not-found' });
  expect(stub.calls()).toHaveLength(2);
  expect(await open({ authToken: 'wrong' }).lookUp?.(inDoubt)).toEqual({ kind: 'unavailable', reason: 'twilio-20003' });
});

test('answers are judged as those about messages', async () => {
  expect(await open({ authToken: 'wrong' }).send(call(), go)).toEqual({ kind: 'channel-down', reason: 'twilio-20003' });
  expect(await open({ baseUrl: 'http://127.0.0.1:1' }).send(call(), go)).toMatchObject({ kind: 'channel-down' });
  stub.behave([{ answer: 'accept-then-die', times: 1 }]);
  expect(await open().send(call(), go)).toMatchObject({ kind: 'unknown' });
  await expect(open().check()).resolves.toBeUndefined();
  await expect(open({ authToken: 'wrong' }).check()).rejects.toThrow('twilio-20003');
  expect([open({ sink: true }).reaches, open().reaches]).toEqual(['nobody', 'people']);
});
