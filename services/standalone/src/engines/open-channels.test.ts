import { captureChannel } from '@loa/adapters/capture';
import { ConfigError, createLifecycle, readConfig, systemClock } from '@loa/runtime';
import { testLogger } from '@loa/testing/logs';
import { expect, test } from 'vitest';
import { standaloneConfig } from '../config.ts';
import { type Channels, openChannels } from './open-channels.ts';

const RELAYS = { SMTP_URL: 'smtp://127.0.0.1:2525', SMTP_URL_2: 'smtp://127.0.0.1:2526', LOA_MAIL_FROM: 'loa@example.org' };

async function opened(environment: Readonly<Record<string, string>>): Promise<Channels> {
  const lifecycle = createLifecycle({ log: testLogger('loa') });
  const eventLog = { publish: async () => undefined } as never;
  const channels = openChannels(readConfig(standaloneConfig, environment), {
    eventLog,
    lifecycle,
    clock: systemClock,
    farEnd: () => undefined,
  });
  await lifecycle.stop('test');
  return channels;
}

test('e-mail has a second relay where one is given, and none otherwise', async () => {
  const kinds = async (environment: Readonly<Record<string, string>>) => {
    const { email, secondEmail } = await opened(environment);
    return [email, secondEmail].map((one) => one?.reaches ?? null);
  };
  const kept = captureChannel({ name: 'email', now: () => new Date() }).reaches;
  expect(await kinds({})).toEqual([kept, null]);
  expect(await kinds({ ...RELAYS, SMTP_URL_2: '' })).toEqual(['people', null]);
  expect(await kinds(RELAYS)).toEqual(['people', 'people']);
});

test.each([
  ['a second relay without a first', { SMTP_URL_2: 'smtp://127.0.0.1:2526' }, /SMTP_URL: expected the relay that takes everything while/],
  ['an envelope for many without a relay', { LOA_MAIL_GROUP: '50' }, /SMTP_URL: expected the relay/],
  ['a signature without a relay', { LOA_DKIM_DOMAIN: 'example.org' }, /SMTP_URL: expected the relay/],
  ['a relay without a sender', { SMTP_URL: 'smtp://127.0.0.1:2525' }, /LOA_MAIL_FROM: expected the address/],
  ['a third of a signature', { ...RELAYS, LOA_DKIM_DOMAIN: 'example.org' }, /LOA_DKIM_SELECTOR/],
  ['a return path whose tokens nobody signs', { ...RELAYS, LOA_BOUNCE_ADDRESS: 'b@example.org' }, /LOA_RECEIPT_SECRET/],
  ['links to leave that are not https', { ...RELAYS, LOA_UNSUBSCRIBE_SECRET: 's', LOA_PUBLIC_URL: 'http://loa.example' }, /LOA_PUBLIC_URL/],
  ['a sink in the world', { ...RELAYS, SMTP_URL: 'smtp://relay.example', LOA_SMTP_SINK: 'yes' }, /LOA_SMTP_SINK/],
])('%s is refused by the name of what is missing', async (_, environment, words) => {
  await expect(opened(environment)).rejects.toThrow(ConfigError);
  await expect(opened(environment)).rejects.toThrow(words);
});
