import { captureChannel } from '@loa/adapters/capture';
import { embeddedRateLimiter } from '@loa/adapters/embedded';
import { migrate, openPglite } from '@loa/adapters/postgres';
import { accountKey, accountRate } from '@loa/domain/delivery';
import type { OutgoingMessage } from '@loa/domain/ports';
import { manualClock } from '@loa/testing/clock';
import { testLogger } from '@loa/testing/logs';
import { expect, test } from 'vitest';
import { atAccountRate } from './at-account-rate.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const account = { name: 'AC0', perSecond: 0.5 };
const log = testLogger('console');

const message = (messageId: string, expiresAt = '2025-11-06T01:05:00.000Z'): OutgoingMessage => ({
  ...{ deliveryId: 0, messageId, attempt: 1, to: '+84912345678', content: { kind: 'sms', text: 'x' } as never },
  ...{ warningId: '', status: 'Actual', level: null, language: 'vi', issuedAt: NOW, expiresAt },
});
const go = () => ({ go: true }) as const;

test('a message takes from the rate that warnings go by, and waits for its turn', async () => {
  const db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  const limiter = embeddedRateLimiter(db);
  const channel = captureChannel({ name: 'sms', now: () => new Date(NOW) });
  const sent = (): (string | undefined)[] => channel.captured.map((one) => one.messageId);
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
    await new Promise((resolve) => setTimeout(resolve, ms));
  };
  const rated = atAccountRate(channel, { limiter, account, log, now: manualClock(NOW).now, wait });
  const flash = accountRate(account.perSecond, 'flash');
  expect((await limiter.take(accountKey(account.name), flash.burst, flash)).granted).toBe(flash.burst);
  expect(await rated.send(message('first'), go)).toMatchObject({ kind: 'accepted' });
  expect([sent(), waits.length > 0]).toEqual([['first'], true]);
  await db.close();
});

test('after its expiry it does not go, and where the rates do not answer it goes all the same', async () => {
  const channel = captureChannel({ name: 'sms', now: () => new Date(NOW) });
  const sent = (): (string | undefined)[] => channel.captured.map((one) => one.messageId);
  const clock = manualClock(NOW);
  const none = { take: async () => ({ granted: 0, retryAfterMs: 60_000 }) };
  const wait = async (ms: number): Promise<void> => clock.advance(ms);
  const waiting = atAccountRate(channel, { limiter: none, account, log, now: clock.now, wait });
  expect(await waiting.send(message('late'), go)).toEqual({ kind: 'stopped', reason: 'expired' });
  const broken = { take: () => Promise.reject(new Error('no answer')) };
  const all = atAccountRate(channel, { limiter: broken, account, log, now: manualClock(NOW).now });
  expect(await all.send(message('called'), go)).toMatchObject({ kind: 'accepted' });
  expect(sent()).toEqual(['called']);
});
