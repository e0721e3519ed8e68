import { readConfig } from '@loa/runtime';
import { expect, test } from 'vitest';
import { receiptsConfig, twilioOf } from './config.ts';

const ENV = {
  DATABASE_URL: 'postgres://127.0.0.1/loa',
  KAFKA_BROKERS: '127.0.0.1:9092',
  LOA_PUBLIC_URL: 'https://loa.example',
  LOA_RECEIPT_SECRET: 'a secret of the receipts',
};
const tokensOf = (more: Record<string, string>) => twilioOf(readConfig(receiptsConfig, { ...ENV, ...more }))?.authTokens ?? null;

test('Twilio’s requests are taken by the tokens of its accounts; without one there are none, and receipts starts all the same', () => {
  expect(tokensOf({})).toBeNull();
  expect(tokensOf({ TWILIO_AUTH_TOKEN: 'one' })).toEqual(['one']);
  expect(tokensOf({ TWILIO_AUTH_TOKEN: 'one', TWILIO_AUTH_TOKEN_2: 'two' })).toEqual(['one', 'two']);
  expect(tokensOf({ TWILIO_AUTH_TOKEN_2: 'two' })).toEqual(['two']);
});
