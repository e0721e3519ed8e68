import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { hubSignature, newSigningSecret, standardWebhookHeaders } from './index.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

test('the published vector of Standard Webhooks comes out', () => {
  const headers = standardWebhookHeaders({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_999),
    body: bytes('{"test": 2432232314}'),
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('the library of Standard Webhooks verifies what is signed here, and nothing that was changed', () => {
  const secret = newSigningSecret();
  const body = '{"eventName":{"vi":"Bão số 13"}}';
  const headers = standardWebhookHeaders({ id: 'outlet-1-actual-1', at: new Date(), body: bytes(body), secrets: [secret] });
  expect(new Webhook(secret).verify(body, headers)).toEqual({ eventName: { vi: 'Bão số 13' } });
  expect(() => new Webhook(secret).verify(body.replace('13', '14'), headers)).toThrow();
  expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'outlet-1-actual-2' })).toThrow();
  expect(() => new Webhook(newSigningSecret()).verify(body, headers)).toThrow();
});

test('while a secret is being replaced the library verifies by the old one and by the new one, and by no other', () => {
  const secrets = [newSigningSecret(), newSigningSecret()];
  const headers = standardWebhookHeaders({ id: 'outlet-1-actual-1', at: new Date(), body: bytes('{}'), secrets });
  expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  for (const secret of secrets) expect(new Webhook(secret).verify('{}', headers)).toEqual({});
  expect(() => new Webhook(newSigningSecret()).verify('{}', headers)).toThrow();
});

test('a hub signature is the hexadecimal HMAC of the body', () => {
  const body = bytes('<feed>Bão</feed>');
  expect(hubSignature('bí mật', body)).toBe(`sha256=${createHmac('sha256', 'bí mật').update(body).digest('hex')}`);
});
