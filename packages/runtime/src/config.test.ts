import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, type Env, readConfig } from './config.ts';
import { address, addressList, mark, port, processConfig, secret } from './config-values.ts';

const schema = z.object({
  ...processConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
  REDIS_URL: address('redis').optional(),
  LOA_SMTP_SINK: mark(),
  LOA_RECEIPT_SECRET: secret(),
});
const good = { DATABASE_URL: 'postgres://u:pw@localhost/loa', KAFKA_BROKERS: 'a:9092, b:9093', LOA_RECEIPT_SECRET: 'hush' };

function refusal(env: Env): ConfigError {
  try {
    readConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the configuration was taken');
}

describe('readConfig', () => {
  it('reads values, defaults and marks, and ignores names of others', () => {
    const config = readConfig(schema, { ...good, LOA_PORT: '8080', LOA_SMTP_SINK: 'yes', REDIS_URL: '', HOME: '/', LOA_CHANNEL: 'sms' });
    expect(config).toMatchObject({ LOA_PORT: 8080, LOA_HOST: '127.0.0.1', LOA_LOG_LEVEL: 'info', LOA_SMTP_SINK: true });
    expect(config.KAFKA_BROKERS).toEqual(['a:9092', 'b:9093']);
    expect(config.DATABASE_URL.reveal()).toBe(good.DATABASE_URL);
    expect(config.REDIS_URL).toBeUndefined();
  });

  it('reports all problems together and names missing addresses first', () => {
    const error = refusal({ LOA_PORT: '99999', LOA_PROT: '1', LOA_RECEIPT_SECRET: 'x', LOA_LOG_LEVEL: 'loud' });
    expect(error.code).toBe('config-invalid');
    expect(error.missingAddresses).toEqual(['DATABASE_URL', 'KAFKA_BROKERS']);
    expect(error.problems.map((problem) => problem.name).toSorted()).toEqual([
      'DATABASE_URL',
      'KAFKA_BROKERS',
      'LOA_LOG_LEVEL',
      'LOA_PORT',
      'LOA_PROT',
    ]);
    expect(error.message.split('\n')[0]).toBe('missing addresses: DATABASE_URL, KAFKA_BROKERS');
  });

  it('says what an address should look like without showing what was given', () => {
    const error = refusal({ ...good, DATABASE_URL: 'mysql://u:pw@host/db', KAFKA_BROKERS: 'nowhere' });
    expect(error.problems).toContainEqual({ name: 'DATABASE_URL', expected: 'postgres://… or postgresql://…' });
    expect(error.message).not.toMatch(/pw|nowhere/);
  });

  it('reads a value from the file that NAME_FILE names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'loa-config-')), 'secret');
    writeFileSync(file, 'from a file\n');
    expect(readConfig(schema, { ...good, LOA_RECEIPT_SECRET: undefined, LOA_RECEIPT_SECRET_FILE: file }).LOA_RECEIPT_SECRET.reveal()).toBe(
      'from a file',
    );
    expect(refusal({ ...good, LOA_RECEIPT_SECRET_FILE: file }).problems).toHaveLength(1);
    expect(refusal({ ...good, LOA_RECEIPT_SECRET: '', LOA_RECEIPT_SECRET_FILE: `${file}-not` }).problems).toEqual([
      { name: 'LOA_RECEIPT_SECRET', expected: 'LOA_RECEIPT_SECRET_FILE to name a file that can be read' },
    ]);
  });

  it('never prints a secret', () => {
    const config = readConfig(schema, good);
    expect(`${String(config.LOA_RECEIPT_SECRET)} ${JSON.stringify(config)} ${inspect(config, { depth: 5 })}`).not.toMatch(/hush|pw/);
    expect(JSON.stringify(config.LOA_RECEIPT_SECRET)).toBe('"[redacted]"');
  });

  it('refuses a port that is not a number', () => {
    expect(() => port().parse('80a')).toThrow('expected a port');
  });
});
