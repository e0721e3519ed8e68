import { accountsTable, sessionsTable } from '@loa/adapters/postgres';
import type { Role } from '@loa/domain/account';
import type { Channel, SubscriberInput } from '@loa/domain/ports';
import { hashOfKey, newToken } from '@loa/runtime';
import { type ManualClock, manualClock } from '@loa/testing/clock';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { spawnSync } from 'node:child_process';
import type { Alarm } from '../../services/console/src/alarm.ts';
import { newInvitation } from '../../services/console/src/routes/accounts.ts';
import { readScreens } from '../../services/console/src/read-screens.ts';
import type { StandaloneSettings } from '../../services/standalone/src/compose.ts';
import { type EmbeddedBed, embeddedBed } from '../e2e/embedded-bed.ts';
import { ARGUMENTS, chromiumPath } from './chromium.ts';

/** The whole of Loa on embedded engines with its screens, an account for each role, and a browser. */
export interface ScreensBed extends EmbeddedBed {
  /** Stands still until it is moved. */
  readonly clock: ManualClock;
  readonly browser: Browser;
  /** What went wrong in any page: errors, refusals of the Content-Security-Policy, requests to anywhere else. Must end up empty. */
  readonly faults: readonly string[];
  /** A page of somebody who is not logged in. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** A page of somebody with those roles, logged in with both factors; `issuer` of forecasters and approvers, default `nchmf`. */
  openAs(roles: Role | readonly Role[], path: string, options?: BrowserContextOptions & { issuer?: string }): Promise<Page>;
  /** Makes an account; the token of its invitation. */
  invite(name: string, roles: readonly Role[], issuer?: string): Promise<string>;
}

const ROOT = new URL('../../', import.meta.url).pathname;
const START = '2025-11-06T01:00:00.000Z';

/** Starts {@link ScreensBed}: Kalmaegi's day, 6 November 2025, at 8 o'clock in Viet Nam, unless `start` says otherwise. */
export async function screensBed(
  given: {
    readonly people?: readonly SubscriberInput[];
    readonly start?: string;
    readonly settings?: Partial<StandaloneSettings>;
    readonly alarm?: Alarm;
    /** A second relay of e-mail. */
    readonly secondEmail?: Channel;
  } = {},
): Promise<ScreensBed> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('no Chromium');
  // Builds where the screens are stale.
  const built = spawnSync(process.execPath, ['scripts/build.js'], { cwd: ROOT, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the screens could not be built');
  const clock = manualClock(given.start ?? START);
  const screens = await readScreens();
  const { people = [], settings, alarm, secondEmail } = given;
  const bed = await embeddedBed({
    people,
    clock,
    screens,
    ...(settings && { settings }),
    ...(alarm && { alarm }),
    ...(secondEmail && { secondEmail }),
  });
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  const faults: string[] = [];
  const accounts = accountsTable(bed.db);

  const open: ScreensBed['open'] = async (path, options) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    watch(page, bed.url, faults);
    await page.goto(`${bed.url}${path}`);
    return page;
  };
  const make = async (name: string, roles: readonly Role[], issuer = 'nchmf') => {
    const { token, invitation } = newInvitation(clock.now());
    const speaks = roles.includes('forecaster') || roles.includes('approver');
    const account = { name, roles: [...roles], issuer: speaks ? issuer : null, by: 'test' };
    const made = await accounts.create(account, invitation, clock.now().toISOString());
    if (!made.ok) throw new Error(made.reason);
    return { id: made.id, token };
  };

  return {
    ...bed,
    ...{ clock, browser, faults, open },
    async openAs(roles, path, { issuer, ...options } = {}) {
      const held = typeof roles === 'string' ? [roles] : roles;
      const name = `${held.join('-')}${issuer === undefined ? '' : `.${issuer}`}`;
      const known = await accounts.byName(name);
      const accountId = known?.id ?? (await make(name, held, issuer)).id;
      const token = newToken();
      await sessionsTable(bed.db).open({ hash: hashOfKey(token), accountId, stage: 'full' }, clock.now().toISOString());
      const page = await open('/livez', options);
      await page.context().addCookies([{ name: 'loa', value: token, url: bed.url, httpOnly: true, sameSite: 'Strict' }]);
      await page.goto(`${bed.url}${path}`);
      return page;
    },
    invite: async (name, roles, issuer) => (await make(name, roles, issuer)).token,
    async stop() {
      await browser.close();
      await bed.stop();
    },
  };
}

/** Notes whatever a page should never do. An answer that refuses is no fault: the screens show it. */
function watch(page: Page, home: string, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${home}/`)) faults.push(`asks ${request.url()}`);
  });
}
