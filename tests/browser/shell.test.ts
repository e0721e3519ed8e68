import type { Page } from 'playwright-core';
import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, stepAt } from '../../services/console/src/accounts/totp.ts';
import { fromBase32, PASSWORD } from '../../services/console/src/accounts/test-bed.ts';
import { chromiumPath } from './chromium.ts';
import { tabTo } from './keyboard.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';

const password = 'input[type="password"]';

describe.skipIf(chromiumPath() === null)('in Chromium', () => {
  let bed: ScreensBed;
  beforeAll(async () => {
    bed = await screensBed();
  });
  afterAll(() => bed.stop());

  test('an operator accepts an invitation, sets the second factor up, leaves and comes back, by keyboard alone', async () => {
    const findings: string[] = [];
    const look = async (page: Page, name: string) => findings.push(...(await findingsOfAllLooks(page, name)));
    const token = await bed.invite('ca-truc', ['operator']);
    const page = await bed.open(`/invitation#${token}`);
    await page.waitForSelector(password);
    await look(page, 'invitation');
    await tabTo(page, password);
    await page.keyboard.type('ngan');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ngan');
    await page.keyboard.press('Enter');
    await page.getByText('Cần: ít nhất 12 ký tự').waitFor();
    await page.fill(password, '');
    await page.focus(password);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/login\?name=ca-truc$/);

    const logIn = async () => {
      await page.waitForSelector('input[name="username"]:focus');
      await page.keyboard.type('ca-truc');
      await page.keyboard.press('Tab');
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
    };
    await page.waitForSelector(`${password}:focus`);
    await page.keyboard.press('Enter');
    await page.getByText('Cần: mật khẩu').waitFor();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    const key = await page.textContent('strong.code:not(:text("…"))');
    const code = () => codeOf(fromBase32((key ?? '').replaceAll(' ', '')), stepAt(bed.clock.now()));
    const uri = (await page.locator('a[href^="otpauth://totp/"]').getAttribute('href')) ?? '';
    expect(uri).toContain((key ?? '').replaceAll(' ', ''));
    const drawn = await page
      .getByRole('img', { name: /^Mã QR/ })
      .locator('path')
      .getAttribute('d');
    const dark = [...QRCode.create(uri, { errorCorrectionLevel: 'M' }).modules.data].filter((one) => one === 1);
    expect(drawn?.match(/M/g)).toHaveLength(dark.length);
    await look(page, 'set-up');
    await tabTo(page, 'input[inputmode="numeric"]');
    await page.keyboard.press('Enter');
    await page.getByText('Cần: mã 6 chữ số').waitFor();
    await page.keyboard.type(code());
    await page.keyboard.press('Enter');
    await page.waitForSelector('ul.code');
    expect(await page.locator('ul.code li').count()).toBe(10);
    const [spare = ''] = await page.locator('ul.code li').allTextContents();
    await look(page, 'recovery codes');
    await tabTo(page, 'button[data-kind="main"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/wall$/);

    await tabTo(page, '.frame-own button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/login$/);
    await look(page, 'log-in');
    bed.clock.advance(60_000);
    await logIn();
    await page.waitForSelector('input[inputmode="numeric"]:focus');
    await look(page, 'code');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByText('Mã không đúng, hoặc đã được dùng.').waitFor();
    await tabTo(page, 'button:text-is("Không có điện thoại: dùng mã khôi phục")');
    await page.keyboard.press('Enter');
    await page.getByText('Mã không đúng, hoặc đã được dùng.').waitFor({ state: 'detached' });
    await look(page, 'recovery code');
    await page.keyboard.type(spare);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/wall$/);
    await tabTo(page, '.frame-own button');
    await page.keyboard.press('Enter');
    bed.clock.advance(60_000);
    await logIn();
    await page.fill('input[inputmode="numeric"]', code());
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/wall$/);
    expect(findings).toEqual([]);
    await page.context().close();
  }, 180_000);

  test('who guesses is told how long to wait, and a page asked for before the log-in is where it leads', async () => {
    await bed.invite('du-bao', ['forecaster']);
    const page = await bed.open('/desk?series=1');
    await page.waitForURL(/\/login\?next=%2Fdesk%3Fseries%3D1$/);
    await page.fill('input[name="username"]', 'du-bao');
    await page.fill(password, 'sai sai sai sai');
    for (let tries = 0; tries < 5; tries += 1) {
      const answered = page.waitForResponse(/\/api\/session$/);
      await page.keyboard.press('Enter');
      await answered;
      await page.getByText('Tên hoặc mật khẩu không đúng.').waitFor();
    }
    await page.keyboard.press('Enter');
    await page.getByText(/Sai quá nhiều lần\. Thử lại sau \d+ giây\./).waitFor();
    await page.context().close();
  });

  test('whoever opens a report from a message is led to the log-in, which knows where they were going', async () => {
    const page = await bed.open('/reports/drill?language=en');
    await page.locator('input[name="username"]').waitFor();
    expect(new URL(page.url()).searchParams.get('next')).toBe('/reports/drill?language=en');
    await page.context().close();
  });

  test('people see the entrances of their roles alone, and a lost connection is shown and heals', async () => {
    const page = await bed.openAs('forecaster', '/wall');
    await page.getByText('Tài khoản của bạn không có quyền mở trang này.').waitFor();
    expect(await page.locator('.frame-top nav a').allTextContents()).toEqual(['Bàn dự báo', 'Báo cáo']);
    await page.getByRole('link', { name: 'Báo cáo' }).click();
    await page.waitForURL(/\/reports\?language=vi$/);
    expect(await page.textContent('h1')).toBe('Báo cáo truyền tin theo đợt thiên tai');
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['Bàn dự báo']);
    await page.getByRole('link', { name: 'Bàn dự báo' }).click();
    await page.waitForURL(/\/desk\?language=vi$/);
    await page.context().close();
    const wall = await bed.openAs('operator', '/wall');
    await wall.waitForSelector('td');
    await wall.context().setOffline(true);
    await wall.getByText(/Mất kết nối \d+ giây/).waitFor();
    await wall.context().setOffline(false);
    await wall.getByText('Đã kết nối lại.').waitFor();
    expect(await wall.locator('.lost').count()).toBe(0);
    await wall.context().close();
  });

  test('files of the build are kept for ever and come compressed; pages allow nothing inline and stand in no frame', async () => {
    const page = await fetch(`${bed.url}/desk/anything`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    const [script = ''] = /\/app\/assets\/[^"]+\.js/.exec(await page.text()) ?? [];
    const file = await fetch(`${bed.url}${script}`, { headers: { 'accept-encoding': 'br' } });
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect(file.headers.get('content-encoding')).toBe('br');
    expect((await fetch(`${bed.url}/app/assets/..%2fmanifest.json`)).status).toBe(404);
  });

  test('no page has erred, broken its policy or asked anybody else', () => expect(bed.faults).toEqual([]));
});
