import { captureChannel } from '@loa/adapters/capture';
import { embeddedRateLimiter } from '@loa/adapters/embedded';
import { apiKeysTable, type Database, migrate, openPglite, registryTable, signupsTable } from '@loa/adapters/postgres';
import type { SmsContent } from '@loa/domain/ports';
import { smsRegistrations } from '@loa/domain/wording';
import { createHttp, createLifecycle, createMetrics } from '@loa/runtime';
import { compose } from '@loa/signup/compose';
import { signupSettings } from '@loa/signup/config';
import { testAddresses } from '@loa/testing/addresses';
import { testLogger } from '@loa/testing/logs';
import { freePort } from '@loa/testing/servers';
import type { FastifyInstance } from 'fastify';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARGUMENTS, chromiumPath } from './chromium.ts';
import { tabTo } from './keyboard.ts';

const executablePath = chromiumPath();
const now = (): Date => new Date();
const sms = captureChannel({ name: 'sms', now });
let browser: Browser;
let db: Database;
let http: FastifyInstance;
let base: string;

const digits = (): string => /\d{6}/.exec((sms.captured.at(-1)?.content as SmsContent).text)?.[0] ?? '';

describe.skipIf(executablePath === null)('in Chromium', () => {
  beforeAll(async () => {
    db = await openPglite({ dataDir: 'memory' });
    await migrate(db);
    const port = await freePort();
    base = `http://127.0.0.1:${String(port)}`;
    const log = testLogger('signup');
    const lifecycle = createLifecycle({ log });
    http = createHttp({ log, lifecycle, metrics: createMetrics({ service: 'signup' }), checks: {} });
    compose(signupSettings.parse({ publicUrl: base, unsubscribeSecret: 'secret' }), {
      ...{
        registry: registryTable(db, testAddresses),
        signups: signupsTable(db, testAddresses),
        channels: { email: null, sms },
        registrations: smsRegistrations(),
      },
      ...{ rateLimiter: embeddedRateLimiter(db), findKey: apiKeysTable(db).findKey, lifecycle, log, clock: { now } },
    }).addRoutes(http);
    await http.listen({ host: '127.0.0.1', port });
    browser = await chromium.launch({ executablePath: executablePath!, args: ARGUMENTS });
  });
  afterAll(async () => {
    await browser.close();
    await http.close();
    await db.close();
  });

  test('a citizen signs up, confirms, sees their own page and leaves, by keyboard alone and without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${base}/subscriptions?place=21583`);
    await tabTo(page, '#to');
    await page.keyboard.type('0912 345 678');
    await tabTo(page, '#consent');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#code');
    expect(await page.textContent('main')).toContain('phường Quy Nhơn, Gia Lai');
    await tabTo(page, '#code');
    await page.keyboard.type(digits());
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/subscriptions\/own\?done=welcome$/);
    expect(await page.textContent('main')).toContain('+84…678');
    expect(page.url()).not.toContain('loa-own');
    await tabTo(page, '#erase');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/own\/leave$/);
    expect(await page.textContent('h1')).toBe('Bạn sẽ không nhận cảnh báo của Loa nữa.');
    expect(await db.query('select id from subscribers')).toEqual([]);
    await context.close();
  });
});
