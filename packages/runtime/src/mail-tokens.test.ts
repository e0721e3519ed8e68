import { expect, test } from 'vitest';
import { attemptOfToken, bounceToken, subscriberOfToken, unsubscribeToken, unsubscribeUrl } from './mail-tokens.ts';

test('an unsubscribe token names its subscriber and nothing else', () => {
  const token = unsubscribeToken('secret', 1_234_567);
  expect(subscriberOfToken('secret', token)).toBe(1_234_567);
  expect(unsubscribeUrl('https://loa.example/', token)).toBe(`https://loa.example/unsubscribe/${token}`);
  expect(unsubscribeToken('secret', 1_234_567)).toBe(token);
});

test('a return path keeps its attempt through a server that changes the case, and fits into a local part', () => {
  const token = bounceToken('secret', 9_007_199_254_740_991, 12);
  expect(attemptOfToken('secret', token.toUpperCase())).toEqual({ deliveryId: 9_007_199_254_740_991, attempt: 12 });
  expect(`bounces+${token}`.length).toBeLessThanOrEqual(64);
});

test('a forged token, one of another secret and one made for another purpose are refused', () => {
  const token = unsubscribeToken('secret', 7);
  const [, signature = ''] = token.split('-');
  for (const forged of [
    `8-${signature}`,
    `7-${'0'.repeat(24)}`,
    `07-${signature}`,
    '7',
    '',
    '-',
    `7-${signature.slice(1)}`,
    `0-${signature}`,
  ])
    expect(subscriberOfToken('secret', forged)).toBeNull();
  expect(subscriberOfToken('another', token)).toBeNull();
  expect(attemptOfToken('secret', token)).toBeNull();
  expect(subscriberOfToken('secret', bounceToken('secret', 7, 1))).toBeNull();
});
