import { readConfig } from '@loa/runtime';
import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { expect, test } from 'vitest';
import { signupConfig, twilioTokensOf } from './config.ts';

const ENV = {
  DATABASE_URL: 'postgres://127.0.0.1/loa',
  LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS,
  LOA_PUBLIC_URL: 'https://loa.example',
  LOA_UNSUBSCRIBE_SECRET: 'a secret of the links',
};

test('an answer by SMS may come to either account', () => {
  const config = readConfig(signupConfig, { ...ENV, TWILIO_AUTH_TOKEN: 'one', TWILIO_AUTH_TOKEN_2: 'two' });
  expect([twilioTokensOf(config), twilioTokensOf(readConfig(signupConfig, ENV))]).toEqual([['one', 'two'], []]);
});
