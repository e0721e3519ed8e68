import { ConfigError, readConfig } from '@loa/runtime';
import { expect, test } from 'vitest';
import { outletsConfig } from './config.ts';

const env = { DATABASE_URL: 'postgres://127.0.0.1/loa', LOA_PUBLIC_URL: 'https://loa.example' };

test('those who stand before the process are addresses, ranges, or named ranges', () => {
  const read = (value: string) => readConfig(outletsConfig, { ...env, LOA_TRUSTED_PROXIES: value }).LOA_TRUSTED_PROXIES;
  expect(read('uniquelocal, 192.0.2.7,2001:db8::/32')).toEqual(['uniquelocal', '192.0.2.7', '2001:db8::/32']);
  for (const wrong of ['everybody', '192.0.2.300', '10.0.0.0/8;loopback']) expect(() => read(wrong)).toThrow(ConfigError);
  expect(readConfig(outletsConfig, env).LOA_TRUSTED_PROXIES).toBeUndefined();
});
