import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, stepAt } from '../../services/console/src/accounts/totp.ts';
import { fromBase32, PASSWORD } from '../../services/console/src/accounts/test-bed.ts';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';
import { choosesPassword } from './story/people.ts';

const NEXT = 'một câu khác để nhớ lâu';

describe.skipIf(chromiumPath() === null)('one’s own account in Chromium', () => {
  let bed: ScreensBed;
  beforeAll(async () => {
    bed = await screensBed();
  });
  afterAll(() => bed.stop());

  test('is reached from the name: another password, a second factor and another one, and out everywhere else', async () => {
    const findings: string[] = [];
    const token = await bed.invite('du-bao.1', ['forecaster']);
    const page = await bed.open(`/invitation#${token}`);
    const passwords = page.locator('input[type="password"]');
    await choosesPassword(page, PASSWORD);
    await page.waitForURL(/\/login\?name=/);
    await passwords.fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/desk$/);
    const logInAgain = () =>
      page.request.post(`${bed.url}/api/session`, {
        headers: { 'x-loa-csrf': '1' },
        data: { name: 'du-bao.1', password: PASSWORD },
      });
    await page.getByRole('link', { name: 'du-bao.1' }).click();
    await page.getByRole('heading', { name: 'Tài khoản của tôi: du-bao.1' }).waitFor();
    await page.getByText(/^Phát tin thay cho: .*nchmf/).waitFor();
    await page.getByText('Ngoài trang này, tài khoản không đăng nhập ở đâu khác.').waitFor();

    const change = async (current: string, next: string, again = next) => {
      for (const [field, text] of [current, next, again].entries()) await passwords.nth(field).fill(text);
      await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    };
    await change(PASSWORD, NEXT, 'câu thứ hai gõ nhầm');
    await page.getByText('Hai lần nhập khác nhau').waitFor();
    await change('không phải câu này đâu', NEXT);
    await page.getByText('Cần: mật khẩu đang dùng').waitFor();
    await change(PASSWORD, 'ngắn');
    await page.getByText('Cần: ít nhất 12 ký tự').waitFor();
    findings.push(...(await findingsOfAllLooks(page, 'own account, refused')));
    await page.setViewportSize({ width: 1440, height: 900 });
    // Under the new session the wall's stream is opened anew, so that the end of the former one leads nowhere.
    const reopened = page.waitForRequest(/\/api\/live$/);
    await change(PASSWORD, NEXT);
    await page.getByText('Đã đổi mật khẩu.').waitFor();
    await reopened;
    expect((await logInAgain()).status()).toBe(401);

    const keyOf = async () => fromBase32(((await page.textContent('strong.code:not(:text("…"))')) ?? '').replaceAll(' ', ''));
    const codeNow = (secret: Uint8Array) => codeOf(secret, stepAt(bed.clock.now()));
    const give = async (code: string) => {
      await page.fill('input[autocomplete="one-time-code"]', code);
      await page.keyboard.press('Enter');
    };
    await page.getByRole('button', { name: 'Lập mã xác thực' }).click();
    const secret = await keyOf();
    await give(codeNow(secret));
    await page.waitForSelector('ul.code');
    await page.getByRole('button', { name: 'Tôi đã cất mã, vào làm việc' }).click();
    await page.getByText('đã lập', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Đổi sang điện thoại khác' }).click();
    await give(codeNow(secret));
    await page.getByText('Cần: mã đang hiện trên điện thoại, mỗi mã dùng một lần').waitFor();
    findings.push(...(await findingsOfAllLooks(page, 'another phone')));
    bed.clock.advance(30_000);
    await give(codeNow(secret));
    const other = await keyOf();
    expect(other).not.toEqual(secret);
    await give(codeNow(other));
    await page.waitForSelector('ul.code');
    await page.getByRole('button', { name: 'Tôi đã cất mã, vào làm việc' }).click();

    const elsewhere = await bed.openAs('forecaster', '/desk');
    const twice = await bed.openAs('forecaster', '/account');
    await twice.getByRole('button', { name: 'Đăng xuất ở mọi nơi khác' }).click();
    await twice.getByText('Đã đăng xuất ở mọi nơi khác.').waitFor();
    await twice.getByText('Ngoài trang này, tài khoản không đăng nhập ở đâu khác.').waitFor();
    await elsewhere.waitForURL(/\/login\?next=%2Fdesk&ended=session-ended$/);
    await elsewhere.getByText(/^Phiên làm việc đã kết thúc/).waitFor();
    await Promise.all([page, elsewhere, twice].map((one) => one.context().close()));
    expect(findings).toEqual([]);
    expect(bed.faults).toEqual([]);
  }, 120_000);
});
