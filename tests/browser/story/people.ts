import type { Role } from '@loa/domain/account';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { fromBase32, PASSWORD } from '../../../services/console/src/accounts/test-bed.ts';
import { codeOf, stepAt } from '../../../services/console/src/accounts/totp.ts';
import type { ScreensBed } from '../screens-bed.ts';

/** Chooses the password on the page of an invitation; waits for its fields. */
export async function choosesPassword(page: Page, password: string): Promise<void> {
  for (const label of ['Mật khẩu mới', 'Nhập lại mật khẩu']) await page.getByLabel(label).fill(password);
  await page.keyboard.press('Enter');
}

/** Somebody who was invited comes in by the screens: invitation, password and, where their role asks for it, a second factor. */
export async function comesIn(bed: ScreensBed, name: string, roles: readonly Role[], options?: BrowserContextOptions): Promise<Page> {
  const page = await bed.open(`/invitation#${await bed.invite(name, roles)}`, options);
  await choosesPassword(page, PASSWORD);
  // Whoever accepted is told the name to log in with.
  await page.waitForURL(`${bed.url}/login?name=${name}`);
  await page.fill('input[type="password"]', PASSWORD);
  await page.keyboard.press('Enter');
  const first = page.locator('strong.code:not(:text("…"))');
  await first.or(page.locator('.frame-own .frame-name')).waitFor();
  if ((await first.count()) === 0) return page;
  const secret = fromBase32(((await first.textContent()) ?? '').replaceAll(' ', ''));
  await page.fill('input[inputmode="numeric"]', codeOf(secret, stepAt(bed.clock.now())));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Tôi đã cất mã, vào làm việc' }).press('Enter');
  await page.locator('.frame-own .frame-name').waitFor();
  return page;
}
