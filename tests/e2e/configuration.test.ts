import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOA_NAMES } from '@loa/runtime';
import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { expect, test } from 'vitest';
import { classifierConfig } from '../../services/classifier/src/config.ts';
import { consoleConfig } from '../../services/console/src/config.ts';
import { deduplicatorConfig } from '../../services/deduplicator/src/config.ts';
import { fanoutConfig } from '../../services/fanout/src/config.ts';
import { feedsConfig } from '../../services/feeds/src/config.ts';
import { intakeConfig } from '../../services/intake/src/config.ts';
import { outletsConfig } from '../../services/outlets/src/config.ts';
import { receiptsConfig } from '../../services/receipts/src/config.ts';
import { emailConfig, smsConfig, voiceConfig } from '../../services/sender/src/config.ts';
import { mailOptionsOf } from '../../services/sender/src/mail-config.ts';
import { signupConfig } from '../../services/signup/src/config.ts';
import { standaloneConfig } from '../../services/standalone/src/config.ts';
import { sweeperConfig } from '../../services/sweeper/src/config.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const CONFIGURATIONS = [
  ...[classifierConfig, consoleConfig, deduplicatorConfig, fanoutConfig, feedsConfig, intakeConfig, outletsConfig, receiptsConfig],
  ...[emailConfig, smsConfig, voiceConfig, signupConfig, standaloneConfig, sweeperConfig],
];
const NAMES = [...new Set(CONFIGURATIONS.flatMap(({ shape }) => Object.keys(shape)))].toSorted();
const DOCUMENTS = [
  'README.md',
  'docker-compose.yml',
  ...readdirSync(join(ROOT, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

test('processes may share a file of names: each allows those that another reads', () => {
  const unknown = NAMES.filter((name) => name.startsWith('LOA_') && !LOA_NAMES.includes(name));
  expect(unknown).toEqual([]);
});

test('every name that a process reads is described', () => {
  const text = DOCUMENTS.filter((path) => path.startsWith('docs/'))
    .map(read)
    .join('\n');
  // The second of a kind is described once for all.
  const isDescribed = (name: string): boolean => new RegExp(`\\b${name.replace(/_2$/, '')}\\b`).test(text);
  expect(NAMES.filter((name) => !isDescribed(name))).toEqual([]);
});

test('no document and no composition speaks of a name that nothing reads', () => {
  const known = new Set([...NAMES, ...LOA_NAMES].flatMap((name) => [name, `${name}_FILE`]));
  const spoken = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/\bLOA_[A-Z0-9_]*[A-Z0-9]\b(?!_?\*)/g)].map(([name]) => `${path}: ${name}`),
  );
  expect(spoken.filter((one) => !known.has(one.slice(one.indexOf(': ') + 2)))).toEqual([]);
});

test('the composition sends e-mails by which people can leave, at the address and with the secret of sign-up', () => {
  const composition = read('docker-compose.yml');
  const settingsOf = (service: string): string => new RegExp(`\\n  ${service}:\\n(?:(?: {3,}.*)?\\n)+`).exec(composition)?.[0] ?? '';
  const secret = /LOA_UNSUBSCRIBE_SECRET_FILE: (\S+)/;
  const [, given] = secret.exec(settingsOf('sender-email')) ?? [];
  expect(given).toBe(secret.exec(settingsOf('signup'))?.[1]);
  const [, address = ''] = /LOA_PUBLIC_URL: &public \$\{LOA_PUBLIC_URL:-(\S+)\}/.exec(settingsOf('sender-email')) ?? [];
  const engines = { KAFKA_BROKERS: 'kafka:9092', DATABASE_URL: 'postgres://postgres/loa', LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS };
  const mails = { LOA_CHANNEL: 'email', SMTP_URL: 'smtp://mail:1025', LOA_MAIL_FROM: 'warnings@example.com' };
  const config = emailConfig.parse({ ...engines, ...mails, LOA_PUBLIC_URL: address, LOA_UNSUBSCRIBE_SECRET: 's' });
  expect(mailOptionsOf(config).unsubscribe).toEqual({ publicUrl: address, secret: 's' });
});
