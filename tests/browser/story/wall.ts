import type { Locator, Page } from 'playwright-core';
import { tabTo } from '../keyboard.ts';
import { STORM } from './writing.ts';

const dialogOf = (page: Page): Locator => page.locator('dialog[open]');
const press = async (page: Page, selector: string): Promise<void> => {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
};

/** The storm's warning on the wall's first page, where the operator goes for it. */
export function warningOf(page: Page): Locator {
  return page.locator('.wall-warning', { hasText: STORM });
}

/** Goes to the wall's first page and pauses SMS for half an hour, by keyboard alone: a reason is asked for. */
export async function pauseSms(page: Page, reason: string): Promise<void> {
  await press(page, '.frame-pages a[href="/wall"]');
  await press(page, 'button:text-is("Tạm dừng một kênh")');
  await press(page, 'dialog[open] button[type="submit"]');
  await dialogOf(page).getByText('Cần: lý do').waitFor();
  await tabTo(page, 'dialog[open] input');
  await page.keyboard.type(reason);
  await page.keyboard.press('Enter');
  await dialogOf(page).waitFor({ state: 'detached' });
}

/** Ends the pause, by keyboard alone. */
export async function resumeSms(page: Page): Promise<void> {
  await press(page, '.notice button:text-is("Gửi tiếp")');
}

/** Recalls the storm's warning from the wall's first page, by keyboard alone. */
export async function recall(page: Page, reason: string): Promise<void> {
  await press(page, '.wall-warning button[data-kind="danger"]');
  await page.locator('dialog[open] input:focus').waitFor();
  await page.keyboard.type(reason);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Việc phải làm tiếp: đính chính hoặc hủy tin' }).waitFor();
}
