import { ConfigError } from '@loa/runtime';
import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { expect, test } from 'vitest';
import { emailConfig, readSenderConfig } from './config.ts';
import { mailOptionsOf } from './mail-config.ts';

const env = {
  LOA_CHANNEL: 'email',
  KAFKA_BROKERS: 'localhost:9092',
  DATABASE_URL: 'postgres://localhost/loa',
  LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS,
  SMTP_URL: 'smtp://localhost:25',
  LOA_MAIL_FROM: 'Loa <loa@example.org>',
};

test.each([
  ['an unsubscribe link without https', { LOA_UNSUBSCRIBE_SECRET: 's', LOA_PUBLIC_URL: 'http://loa.example' }, 'LOA_PUBLIC_URL'],
  ['an unsubscribe link without an address', { LOA_UNSUBSCRIBE_SECRET: 's' }, 'LOA_PUBLIC_URL'],
  ['a return path whose tokens nobody signs', { LOA_BOUNCE_ADDRESS: 'bounces@example.org' }, 'LOA_RECEIPT_SECRET'],
  ['half of a signature', { LOA_DKIM_DOMAIN: 'example.org' }, 'LOA_DKIM_SELECTOR'],
])('%s is refused by the name of what is missing', (_, more, name) => {
  expect(() => readSenderConfig({ ...env, ...more })).toThrow(ConfigError);
  expect(() => readSenderConfig({ ...env, ...more })).toThrow(name);
});

test('a sender of e-mail may have all of it or none', () => {
  const all = {
    LOA_UNSUBSCRIBE_SECRET: 's',
    LOA_PUBLIC_URL: 'https://loa.example',
    LOA_BOUNCE_ADDRESS: 'b@loa.example',
    LOA_RECEIPT_SECRET: 'r',
  };
  expect(() => readSenderConfig(env)).not.toThrow();
  expect(() => readSenderConfig({ ...env, ...all })).not.toThrow();
});

test('for trying, links to leave lead to this machine without https', () => {
  const here = { LOA_UNSUBSCRIBE_SECRET: 's', LOA_PUBLIC_URL: 'http://localhost:8080' };
  const config = emailConfig.parse({ ...env, ...here });
  expect(mailOptionsOf(config).unsubscribe).toEqual({ publicUrl: 'http://localhost:8080', secret: 's' });
});
