import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { freePort, freshDatabase, need, startSinkProcess } from '@loa/testing/servers';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ledgerOf, runSeason } from './run-season.ts';

const [kafka, redis, postgres] = [await need('kafka'), await need('redis'), await need('postgres')];

/** What must be equal between two runs: who was told of what, how, and how it ended. Run ids, times and provider ids aside. */
const comparable = (rows: string[][]): string[] =>
  rows
    .map(([bulletin = '', , subscriber, audience, channel, lane, reason, level, state]) =>
      [bulletin.replace(/-r[0-9a-f]{8}\./, '.'), subscriber, audience, channel, lane, reason, level, state].join(' '),
    )
    .toSorted();

describe.skipIf(kafka.missing || redis.missing || postgres.missing)(
  'the 2025 season on Kafka, Redis, PostgreSQL, SMTP and Twilio’s API',
  () => {
    test('leaves the same ledger as on embedded engines, and at the far end one message per row', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'loa-real-'));
      const sink = await startSinkProcess();
      const database = await freshDatabase(postgres.address);
      try {
        await sink.behave({ callbacks: { statuses: ['sent', 'delivered'], order: 'as-listed', copies: 1, delayMs: 5 } });
        const port = await freePort();
        const real = await runSeason(
          {
            KAFKA_BROKERS: kafka.address,
            REDIS_URL: redis.address,
            DATABASE_URL: database.url,
            LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS,
            SMTP_URL: sink.smtpUrl,
            LOA_MAIL_FROM: 'warnings@example.com',
            LOA_SMTP_SINK: 'yes',
            TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
            TWILIO_AUTH_TOKEN: 'stub-token',
            TWILIO_FROM: 'LOA',
            TWILIO_BASE_URL: sink.twilioUrl,
            LOA_TWILIO_SINK: 'yes',
            LOA_PORT: String(port),
            LOA_PUBLIC_URL: `http://127.0.0.1:${port}`,
            LOA_RECEIPT_SECRET: 'secret of a test',
          },
          ['--out', join(folder, 'real')],
        );
        expect(real.output.slice(-2_000) + real.log.slice(-2_000)).toMatch(/lost 0, doubled 0, unexpected 0, bulletins unsettled 0/);
        expect(real.status).toBe(0);
        const embedded = await runSeason({ LOA_DATA_DIR: join(folder, 'data'), LOA_PORT: '0' }, ['--out', join(folder, 'embedded')]);
        expect(embedded.status).toBe(0);
        const rows = ledgerOf(join(folder, 'real'));
        expect(comparable(rows)).toEqual(comparable(ledgerOf(join(folder, 'embedded'))));
        const count = await sink.count();
        expect(count).toEqual({
          smtp: rows.filter((row) => row[4] === 'email').length,
          twilio: rows.filter((row) => row[4] === 'sms').length,
          calls: 0,
        });
        expect(real.log).not.toMatch(/[\w.+-]+@[\w-]+\.\w+|\+999\d+|\+84\d+/);
      } finally {
        await database.drop();
        await sink.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    }, 600_000);
  },
);
