import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';
import { choosesPassword } from './story/people.ts';

describe.skipIf(chromiumPath() === null)('in Chromium', () => {
  let bed: ScreensBed;
  beforeAll(async () => {
    bed = await screensBed();
  });
  afterAll(() => bed.stop());

  test('an administrator invites a forecaster, whose link leads in, gives them other rights, and shuts them out', async () => {
    const page = await bed.openAs('administrator', '/accounts');
    const dialog = page.locator('dialog[open]');
    await page.getByRole('button', { name: 'Mời người mới' }).click();
    await dialog.getByLabel('Tên').fill('du-bao.1');
    await dialog.getByLabel('Dự báo viên').check();
    await dialog.getByRole('button', { name: 'Lập tài khoản và lời mời' }).click();
    await dialog.getByText('Cần: một cơ quan phát tin: dự báo viên và người duyệt phải thuộc một cơ quan').waitFor();
    expect(await findingsOfAllLooks(page, 'invite')).toEqual([]);
    await dialog.getByLabel('Cơ quan phát tin').selectOption('nchmf');
    await dialog.getByRole('button', { name: 'Lập tài khoản và lời mời' }).click();
    const link = (await dialog.locator('[data-invitation]').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Đã trao, đóng lại' }).click();

    const guest = await bed.open(new URL(link).pathname + new URL(link).hash);
    await choosesPassword(guest, 'nước lên nhanh lắm');
    await guest.waitForURL(/\/login\?name=du-bao\.1$/);
    await guest.fill('input[type="password"]', 'nước lên nhanh lắm');
    await guest.keyboard.press('Enter');
    await guest.waitForURL(/\/desk$/);

    const keeper = await bed.openAs('operator', '/wall/audit');
    const made = keeper.getByRole('row', { name: /lập tài khoản/ });
    await made.getByText('du-bao.1', { exact: true }).waitFor();
    await made.getByText('08:00:00 06/11/2025').waitFor();
    expect(await keeper.textContent('tbody')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    await keeper.context().close();

    const row = page.getByRole('row', { name: /du-bao\.1/ });
    await row.getByRole('button', { name: 'Đổi quyền' }).click();
    await dialog.getByLabel('Người duyệt').check();
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await row.getByText('Người duyệt, Dự báo viên').waitFor();
    // Their open page shows nothing more, and says why.
    await guest.waitForURL(/\/login\?next=%2Fdesk&ended=rights-changed$/);
    await guest.getByText('Quyền của tài khoản vừa được đổi').waitFor();
    // No connection was lost; a toast from before goes by itself.
    await expect.poll(() => guest.locator('.toast, .lost').count(), { timeout: 20_000 }).toBe(0);
    expect(await findingsOfAllLooks(guest, 'ended')).toEqual([]);
    await row.getByRole('button', { name: 'Khóa' }).click();
    await dialog.getByRole('button', { name: 'Khóa' }).click();
    await row.getByText('Đã khóa').waitFor();
    await page.context().setOffline(true);
    await row.getByRole('button', { name: 'Mở lại' }).click();
    await page.locator('.notice', { hasText: 'Không liên lạc được với máy chủ' }).waitFor();
    await page.context().setOffline(false);

    const own = page.getByRole('row', { name: /^administrator/ });
    await own.getByRole('button', { name: 'Khóa' }).click();
    await dialog.getByRole('button', { name: 'Khóa' }).click();
    await dialog.getByText('Đây là người quản trị cuối cùng, không thể bỏ.').waitFor();
    await page.keyboard.press('Escape');
    expect(await findingsOfAllLooks(page, 'accounts')).toEqual([]);
    expect(bed.faults).toEqual([]);
  });
});
