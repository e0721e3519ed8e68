import { ConfigError, readConfig } from '@loa/runtime';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkTransport, intakeAccess, pollConfig } from './config.ts';
import { aSource } from './test-bed.ts';

const url = 'https://alerts.example.th/feed';
const given = (sources: readonly object[], more: Readonly<Record<string, string>> = {}) =>
  readConfig(z.object(pollConfig), { LOA_CAP_SOURCES: JSON.stringify(sources), ...more });
const source = (id: string, poll: object = { url, kind: 'atom', trusted: true }) => ({
  id,
  issuer: id,
  senders: [id],
  country: 'TH',
  poll,
});
const problemsOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ name, expected }) => `${name}: ${expected}`);
    throw error;
  }
  return [];
};

test('sources that are not trusted, and those that are not polled, need no way to intake', () => {
  expect(intakeAccess(given([source('a', { url, kind: 'atom' }), { id: 'b', issuer: 'b', senders: ['b'], country: 'TH' }]))).toBeNull();
  expect(intakeAccess(readConfig(z.object(pollConfig), {}))).toBeNull();
});

test('one key speaks for every trusted source, or each has its own', () => {
  const LOA_INTAKE_URL = 'http://intake:8080';
  expect(intakeAccess(given([source('a'), source('b')], { LOA_INTAKE_URL, LOA_INTAKE_KEYS: 'key' }))).toEqual({
    ...{ url: LOA_INTAKE_URL, keys: new Map(Object.entries({ a: 'key', b: 'key' })) },
  });
  const own = JSON.stringify({ a: 'one', b: 'two' });
  expect(intakeAccess(given([source('a'), source('b')], { LOA_INTAKE_URL, LOA_INTAKE_KEYS: own }))?.keys.get('b')).toBe('two');
});

test('what a trusted source lacks is named, and no key is', () => {
  const problems = problemsOf(() => intakeAccess(given([source('a'), source('b')], { LOA_INTAKE_KEYS: '{"a": "very secret"}' })));
  expect(problems).toEqual([
    'LOA_INTAKE_URL: an http address: a source that is polled is trusted',
    'LOA_INTAKE_KEYS: a key for each trusted source; none for b',
  ]);
  expect(
    problemsOf(() => intakeAccess(given([source('a')], { LOA_INTAKE_URL: 'http://intake', LOA_INTAKE_KEYS: '{broken' }))),
  ).toHaveLength(1);
});

describe('over plain http', () => {
  const open = 'http://alerts.example.th/feed';
  const pins = [{ certificate: 'PEM' }];
  test.each([
    ['a trusted source is refused', aSource(open), false, 1],
    ['also where only its links may be plain', aSource(url, { origins: ['http://pages.example.th'] }), false, 1],
    ['a trusted source that must sign is taken', aSource(open, {}, { signature: 'required', pins }), false, 0],
    ['one that is only looked at is taken', aSource(open, { trusted: false }), false, 0],
    ['the switch for closed networks lets it pass', aSource(open), true, 0],
  ] as const)('%s', (_, one, allowPrivate, count) => {
    expect(problemsOf(() => checkTransport([one], { allowPrivate }))).toHaveLength(count);
  });
});
