import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment, need } from '@loa/testing/servers';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { smtpSinkMissing } from './email/smtp-sink.ts';
import { BENCHES } from './flags.ts';
import { alertmanagerHere } from './webhooks/run-alertmanager.ts';

const [kafka, redis, postgres] = [await need('kafka'), await need('redis'), await need('postgres')];
const MAIN = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'loa-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const positive = z.number().positive();
const figure = z
  .strictObject({
    bench: z.enum(BENCHES),
    metric: z.string().regex(/^(embedded|real) /),
    value: z.number().nonnegative(),
    unit: z.enum([
      's',
      'ms',
      'µs',
      'B',
      'rows/s',
      'messages/s',
      'bulletins/s',
      'requests/s',
      'webhooks/s',
      'MiB',
      'min',
      '%',
      'times',
      'messages',
    ]),
    limit: positive.nullable(),
    ratio: positive.nullable(),
  })
  // Lost ones, and others that there should be none of.
  .refine(({ value, unit }) => value > 0 || unit === 'messages');

/** As a process of its own, with the smallest sizes: figures that say nothing, by the code that says something. */
function run(env: Readonly<Record<string, string>>, ...flags: readonly string[]) {
  const json = join(folder, `${flags.join('')}.json`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, '--scale', '0.001', '--json', json, ...flags], {
    encoding: 'utf8',
    // Below the test's own limit, which cannot end a call that blocks.
    timeout: 280_000,
    killSignal: 'SIGKILL',
    env: { ...bareEnvironment(), LOA_CACHE_DIR: process.env['LOA_CACHE_DIR'], ...env },
  });
  return { status, output: stdout + stderr, figures: status === 0 ? z.array(figure).parse(JSON.parse(readFileSync(json, 'utf8'))) : [] };
}

const withLimit = (figures: readonly z.output<typeof figure>[]) =>
  figures.map(({ bench, metric, limit, ratio }) => [bench, metric, limit !== null && ratio !== null]);

test('leaves its figures beside their raw limits on embedded engines', { timeout: 300_000 }, () => {
  const { status, output, figures } = run({}, '--engines', 'embedded', '--only', 'latency', '--only', 'fanout', '--only', 'sms');
  expect(status, output.slice(-3_000)).toBe(0);
  expect(withLimit(figures)).toEqual([
    ['latency', 'embedded p50', true],
    ['latency', 'embedded p99', true],
    ['latency', 'embedded peak memory', false],
    ['fanout', 'embedded rows written', true],
    ['fanout', 'embedded peak memory', false],
    ['sms', 'embedded messages', true],
    ['sms', 'embedded rows settled', true],
    ['sms', 'embedded peak memory', false],
  ]);
});

test(
  'readers of feeds and targets of webhooks leave their figures beside their raw limits on embedded engines',
  { timeout: 300_000 },
  () => {
    const { status, output, figures } = run({}, '--engines', 'embedded', '--only', 'feeds', '--only', 'webhooks');
    expect(status, output.slice(-3_000)).toBe(0);
    const asked = ['cap.atom', 'in-force.json', 'warnings.json'].flatMap((name) => [name, `${name} not modified`]);
    // Alertmanager is measured where it happens to be.
    expect(withLimit(figures.filter(({ metric }) => !metric.includes('Alertmanager')))).toEqual([
      ...asked.flatMap((name) => ['', ' p50', ' p99'].map((of) => ['feeds', `embedded ${name}${of}`, true])),
      ['feeds', 'embedded issued to visible in every feed p50', false],
      ['feeds', 'embedded issued to visible in every feed p99', false],
      ['feeds', 'embedded accepted to visible in every feed p50', false],
      ['feeds', 'embedded accepted to visible in every feed p99', false],
      ['feeds', 'embedded peak memory', false],
      ...['', ' beside three ill targets'].flatMap((beside) =>
        ['p50', 'p99', 'at once'].map((of) => ['webhooks', `embedded issued to delivered${beside} ${of}`, true]),
      ),
      ['webhooks', 'embedded peak memory', false],
    ]);
  },
);

describe.skipIf(kafka.missing || redis.missing || postgres.missing)('on real engines', () => {
  test('leaves its figures beside their raw limits', { timeout: 300_000 }, () => {
    // Servers of its own: Kafka's topics have fixed names, and the shared database is busy with the other tests.
    const { status, output, figures } = run({}, '--engines', 'real', '--only', 'email', '--only', 'sse');
    expect(status, output.slice(-3_000)).toBe(0);
    expect(withLimit(figures)).toEqual([
      ['email', 'real messages', true],
      ['email', 'real rows settled', true],
      ['email', 'real peak memory', false],
      ['sse', 'real issued to received p50', true],
      ['sse', 'real issued to received p99', true],
      ['sse', 'real accepted to received p50', true],
      ['sse', 'real accepted to received p99', true],
      ['sse', 'real peak memory', false],
    ]);
  });
});

describe.skipIf(kafka.missing || redis.missing || postgres.missing)('in order of need on real engines', () => {
  test('flash behind a backlog, and a storm that comes, leave their figures', { timeout: 300_000 }, () => {
    const { status, output, figures } = run({}, '--engines', 'real', '--only', 'flash', '--only', 'need-order');
    expect(status, output.slice(-3_000)).toBe(0);
    expect(withLimit(figures)).toEqual([
      ['flash', 'real first send p99 behind a backlog', true],
      ['flash', 'real rate behind a backlog', true],
      ...['fanout', 'sender-email', 'sender-sms', 'sweeper'].map((name) => ['flash', `real peak memory of ${name}`, false]),
      ['need-order', 'real 95 % of the most endangered told after', true],
      ['need-order', 'real told before their onset', true],
      ['need-order', 'real most endangered told before their onset', true],
      ['need-order', 'real last body of the supply list given its message after', true],
      ['need-order', 'real everybody told after', true],
    ]);
  });
});

const sinkMissing = smtpSinkMissing();

describe.skipIf(kafka.missing || redis.missing || postgres.missing || sinkMissing !== null)(
  `e-mail to Debian's smtp-sink${sinkMissing === null ? '' : ` (skipped: ${sinkMissing})`}`,
  () => {
    test('in single envelopes leaves its figures beside nodemailer alone', { timeout: 600_000 }, () => {
      const { status, output, figures } = run({}, '--only', 'email-personal');
      expect(status, output.slice(-3_000)).toBe(0);
      expect(withLimit(figures)).toEqual([
        ['email-personal', 'real rows settled', true],
        ['email-personal', 'real rows settled, limit: connections alone', true],
        ['email-personal', 'real largest process', false],
      ]);
    });
  },
);

describe.skipIf(kafka.missing || redis.missing || postgres.missing)('beside peers on real engines', () => {
  test('the same mail job leaves its figures, Alertmanager where it happens to be', { timeout: 300_000 }, () => {
    const here = alertmanagerHere() !== null;
    if (!here) process.stderr.write('skipped, Alertmanager is not here: tests/bench/install.sh alertmanager brings it\n');
    const { status, output, figures } = run({}, '--only', 'peers');
    expect(status, output.slice(-3_000)).toBe(0);
    const metrics = [
      'messages',
      'lost after SIGKILL',
      'doubled after SIGKILL',
      'last message after SIGKILL',
      'arrived after the answer of the cancel',
      'begun after the answer of the cancel',
    ];
    expect(withLimit(figures)).toEqual(
      ['Loa', 'BullMQ', ...(here ? ['Alertmanager'] : [])].flatMap((name) =>
        metrics.map((metric) => ['peers', `real ${name}: ${metric}`, false]),
      ),
    );
    const ours = new Map(figures.map(({ metric, value }) => [metric, value]));
    expect([ours.get('real Loa: lost after SIGKILL'), ours.get('real Loa: begun after the answer of the cancel')]).toEqual([0, 0]);
  });
});

describe.skipIf(postgres.missing)('a list on real PostgreSQL', () => {
  test('taken in, and taken in again, leaves its figures beside a bulk insert', { timeout: 120_000 }, () => {
    const { status, output, figures } = run({}, '--only', 'import');
    expect(status, output.slice(-3_000)).toBe(0);
    expect(withLimit(figures)).toEqual([
      ['import', 'real rows taken in', true],
      ['import', 'real time of all rows', false],
      ['import', 'real processor time of the import for a row', false],
      ['import', 'real processor time of PostgreSQL for a row', false],
      ['import', 'real write-ahead log of a row', false],
      ['import', 'real rows taken in again, none changed', false],
      ['import', 'real rows taken in again, 1 % changed', false],
      ['import', 'real peak memory of a tenth of the rows', false],
      ['import', 'real peak memory of all rows', false],
    ]);
  });
});

test('classifying needs no engine and leaves its figures once', { timeout: 120_000 }, () => {
  const { status, output, figures } = run({}, '--only', 'classify');
  expect(status, output.slice(-3_000)).toBe(0);
  expect(withLimit(figures)).toEqual([
    ['classify', 'embedded bulletins read and assessed', true],
    ['classify', 'embedded bulletins assessed', false],
    ['classify', 'embedded whole country read and assessed p50', true],
    ['classify', 'embedded whole country assessed p50', false],
    ['classify', 'embedded whole country assessed p99', false],
  ]);
});

test('SMS over HTTP needs no engine and leaves its figures once', { timeout: 120_000 }, () => {
  const { status, output, figures } = run({}, '--only', 'sms-http');
  expect(status, output.slice(-3_000)).toBe(0);
  expect(withLimit(figures)).toEqual([
    ['sms-http', 'embedded channel beside a bare client', true],
    ['sms-http', "embedded channel beside Twilio's SDK", true],
  ]);
});

test('SMS over SMPP needs no engine and leaves its figures once, beside Kannel where it happens to be', { timeout: 120_000 }, () => {
  const { status, output, figures } = run({}, '--only', 'sms-smpp');
  expect(status, output.slice(-3_000)).toBe(0);
  expect(withLimit(figures.filter(({ metric }) => !metric.includes('Kannel')))).toEqual([
    ['sms-smpp', 'embedded channel beside npm smpp alone', true],
  ]);
});

test('a bench that does not exist is refused with the names of those that do', () => {
  const { status, output } = run({}, '--only', 'speed');
  expect(status).not.toBe(0);
  expect(output).toContain(
    'expected one of latency, fanout, email, sms, sms-http, sms-smpp, feeds, sse, webhooks, classify, flash, need-order',
  );
});
