import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { ConfigError } from '@loa/runtime';
import { expect, test } from 'vitest';
import { readSenderConfig } from './config.ts';
import { providersOf } from './providers-of.ts';

const ENGINES = { KAFKA_BROKERS: 'k:9092', DATABASE_URL: 'postgres://d/loa', LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS };
const SID = `AC${'0'.repeat(32)}`;
const TWILIO = {
  ...{ TWILIO_ACCOUNT_SID: SID, TWILIO_AUTH_TOKEN: 't', TWILIO_FROM: 'LOA' },
  ...{ LOA_PUBLIC_URL: 'https://loa.example', LOA_RECEIPT_SECRET: 's' },
};
const SMPP = { SMPP_URL: 'smpp://loa:secret@127.0.0.1:1', SMPP_SOURCE: 'LOA' };
const ports = {
  now: () => new Date(),
  onReceipts: () => Promise.resolve(),
  sent: { find: () => Promise.resolve(null), partsDelivered: () => Promise.resolve([]) },
  unknownReceipt: () => undefined,
};

async function named(env: Readonly<Record<string, string>>): Promise<unknown[]> {
  const providers = await providersOf(readSenderConfig({ ...ENGINES, ...env }), ports);
  await Promise.all(providers.map(({ channel }) => channel.close()));
  return providers.map(({ name, account, perSecond }) => [name, account, perSecond]);
}
const faults = (env: Readonly<Record<string, string>>): string => {
  try {
    readSenderConfig({ ...ENGINES, ...env });
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

test('providers of SMS come in the order of LOA_SMS_VIA, known by accounts that do not change with it', async () => {
  const two = { ...TWILIO, TWILIO_ACCOUNT_SID_2: SID.replaceAll('0', '1'), TWILIO_AUTH_TOKEN_2: 'u', TWILIO_FROM_2: 'LOA' };
  expect(await named({ LOA_CHANNEL: 'sms', ...TWILIO })).toEqual([['twilio', SID, 10]]);
  expect(await named({ LOA_CHANNEL: 'sms', LOA_SMS_VIA: 'smpp', ...SMPP })).toEqual([['smpp', 'smpp:loa@127.0.0.1:1', 100]]);
  expect(await named({ LOA_CHANNEL: 'sms', LOA_SMS_VIA: 'smpp, twilio-2,twilio', LOA_SMPP_PER_SECOND: '7', ...two, ...SMPP })).toEqual([
    ['smpp', 'smpp:loa@127.0.0.1:1', 7],
    ['twilio-2', SID.replaceAll('0', '1'), 10],
    ['twilio', SID, 10],
  ]);
});

test('a second relay of e-mail is turned to after the first, each with a limit of its own', async () => {
  const env = { LOA_CHANNEL: 'email', SMTP_URL: 'smtp://a:25', SMTP_URL_2: 'smtp://b:25', LOA_MAIL_FROM: 'loa@example.org' };
  expect(await named({ ...env, LOA_MAIL_PER_SECOND_2: '5' })).toEqual([
    ['smtp', 'smtp:a:25', undefined],
    ['smtp-2', 'smtp:b:25', 5],
  ]);
});

test('what a named provider lacks is said by name, and a sink that is no loopback address is refused', () => {
  expect(faults({ LOA_CHANNEL: 'sms' })).toMatch(/TWILIO_ACCOUNT_SID.*TWILIO_AUTH_TOKEN.*TWILIO_FROM/s);
  expect(faults({ LOA_CHANNEL: 'sms', LOA_SMS_VIA: 'twilio,smpp-2', ...TWILIO })).toMatch(/SMPP_URL_2.*SMPP_SOURCE_2/s);
  expect(faults({ LOA_CHANNEL: 'sms', LOA_SMS_VIA: 'pigeon', ...TWILIO })).toContain('LOA_SMS_VIA');
  expect(faults({ LOA_CHANNEL: 'sms', LOA_SMS_VIA: 'smpp', ...SMPP, SMPP_URL: 'smpp://a:b@gw.example', LOA_SMPP_SINK: 'yes' })).toContain(
    'LOA_SMPP_SINK',
  );
});
