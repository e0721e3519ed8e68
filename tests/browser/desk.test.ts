import { aSubscriber } from '@loa/testing/builders';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';

const SERIES = 'nchmf.tropical-cyclone.bao-so-13-kalmaegi-2025';
const WIND = 'Gió mạnh nhất (cấp)';

/** Types a place and takes the first one offered whose name holds `wanted`, by keyboard. */
async function choosePlace(page: Page, typed: string, wanted: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Nơi' }).first().fill(typed);
  await page.getByRole('option', { name: wanted }).first().waitFor();
  while ((await page.getByRole('option', { name: wanted, selected: true }).count()) === 0) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

describe.skipIf(chromiumPath() === null)("the forecaster's desk", () => {
  let bed: ScreensBed;
  let page: Page;
  beforeAll(async () => {
    bed = await screensBed({ people: [aSubscriber({ id: 1, audience: 'agency' }), aSubscriber({ id: 2 })] });
  }, 120_000);
  afterAll(() => bed.stop());

  test('storm no. 13 is written by keyboard: level 4 with its clause, a wrong value told beside its field, sent by typing a province', async () => {
    page = await bed.openAs('forecaster', '/desk');
    await page.getByRole('link', { name: 'Viết chuỗi tin mới' }).press('Enter');
    await page.getByLabel('Hiện tượng', { exact: true }).fill('Bão số 13 (Kalmaegi)');
    await page.getByLabel('Loại phát').selectOption('Actual');
    await page.getByLabel('Loại bản tin').selectOption('emergency');
    await choosePlace(page, 'quang ngai', 'tỉnh Quảng Ngãi cũ');
    await choosePlace(page, 'binh dinh', 'tỉnh Bình Định cũ');
    await choosePlace(page, 'tỉnh Phú Yên', 'tỉnh Phú Yên cũ');
    const wind = page.getByLabel(WIND).first();
    await wind.fill('19');
    await page.locator(`#${(await wind.getAttribute('id')) ?? ''}-bad`).waitFor();
    expect(await wind.getAttribute('aria-invalid')).toBe('true');
    // Its neighbour stays beside it, and what stands empty instead of a preview says why.
    const topOf = async (label: string): Promise<number | undefined> => (await page.getByLabel(label).first().boundingBox())?.y;
    expect(await topOf('Gió giật (cấp)')).toBe(await topOf(WIND));
    await page.getByText(/^Chưa xem trước được/).waitFor();
    await wind.fill('14');
    const levels = page.locator('.desk-levels li');
    await levels.filter({ hasText: /Cấp 4 .*Quảng Ngãi.*khoản 42\.2\.c: gió cấp 14/ }).waitFor();
    await levels.filter({ hasText: /Cấp 5 .*Bình Định.*khoản 42\.3\.b: gió cấp 14/ }).waitFor();
    await page.keyboard.press('Alt+KeyC');
    // Places that differ are areas of their own: nobody's level is raised by a neighbour's.
    await page.getByRole('heading', { name: 'Vùng 2' }).waitFor();
    await page.locator('.desk-levels .badge').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'SMS', exact: true }).press('Enter');
    await page.getByText(/\d đoạn SMS, mẫu \S+/).waitFor();
    await page.getByRole('button', { name: 'Loa', exact: true }).press('Enter');
    expect(await page.locator('.desk-text').textContent()).toContain('Kalmaegi');
    expect(await findingsOfAllLooks(page, 'form')).toEqual([]);
    await page.keyboard.press('Alt+KeyG');
    const name = /“(.+)”/.exec(
      (await page.getByLabel(/Gõ tên/).getAttribute('aria-label')) ?? (await page.locator('dialog label').textContent()) ?? '',
    )?.[1];
    await page.keyboard.type('Hà Nội');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.getByLabel(/Gõ tên/).fill(name ?? '');
    await page.keyboard.press('Enter');
    await page.getByText('Đã phát hành: actual-1').waitFor();
    expect(await bed.decided(`${SERIES}.1`)).toMatchObject({ decision: 'issued', level: 5 });
  }, 120_000);

  test('an error seen is put right by two presses', async () => {
    await page.getByRole('button', { name: 'Có sai sót: dừng phát và đính chính' }).press('Enter');
    await page.getByRole('heading', { name: /^Đính chính, bản tin số 2/ }).waitFor();
    await page.getByLabel(WIND).first().fill('13');
    expect(await page.getByLabel(WIND).first().getAttribute('data-changed')).toBe('true');
    await page.keyboard.press('Alt+KeyG');
    await page.getByText('Đã phát hành: actual-2').waitFor();
    expect(await bed.decided(`${SERIES}.2`)).toMatchObject({ decision: 'issued' });
  }, 60_000);

  test('a stale page is refused in plain words, and its draft is kept', async () => {
    await page.goto(`${bed.url}/desk/write?series=${SERIES}`);
    await page.getByLabel(WIND).first().waitFor();
    const other = await bed.openAs('forecaster', '/desk');
    await other.getByRole('button', { name: 'Gia hạn nguyên văn 3 giờ' }).press('Enter');
    await other.getByText('Đã gia hạn thêm 3 giờ.').waitFor();
    // The correction's successor is of the type that the series had.
    await other.getByText(/^Tin bão khẩn cấp. Tin số 3/).waitFor();
    await page.getByLabel(WIND).first().fill('12');
    await page.getByText(/Đã có bản tin mới hơn trong chuỗi này/).waitFor();
    expect(await page.getByRole('button', { name: /Phát tin/ }).getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('Đã lưu nháp.').waitFor();
    await page.getByRole('link', { name: 'Mở lại từ bản tin mới nhất' }).press('Enter');
    await page.getByRole('heading', { name: /^Bản tin số 4/ }).waitFor();
    await page.goto(`${bed.url}/desk`);
    await page.getByText('Đã có bản tin mới hơn', { exact: true }).waitFor();
    await page.getByText('Bão số 13 (Kalmaegi) · bão', { exact: true }).and(page.locator('.desk-drafts strong')).waitFor();
    expect(await findingsOfAllLooks(page, 'desk')).toEqual([]);
  }, 60_000);

  test('a draft that is thrown away is there again by one press more, and the keyboard stays where it was', async () => {
    const title = 'Bão số 13 (Kalmaegi) · bão';
    const row = page.locator('.desk-drafts li');
    const throwAway = page.getByRole('button', { name: `Bỏ ${title}` });
    await throwAway.press('Enter');
    await row.getByText(`Đã bỏ: ${title}`).waitFor();
    expect(await findingsOfAllLooks(page, 'thrown away')).toEqual([]);
    await page.locator('.desk-drafts button:focus', { hasText: 'Hoàn tác' }).waitFor();
    await page.keyboard.press('Enter');
    await row.getByText('Đã có bản tin mới hơn').waitFor();
    await page.locator('.desk-drafts button:focus', { hasText: 'Bỏ' }).waitFor();
    await page.reload();
    await throwAway.press('Enter');
    await row.getByText(`Đã bỏ: ${title}`).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Các chuỗi tin' }).waitFor();
    await page.getByText('Tin nháp', { exact: true }).waitFor({ state: 'detached' });
    expect(await row.count()).toBe(0);
  }, 60_000);

  test('a series is ended by two presses', async () => {
    await bed.decided(`${SERIES}.3`);
    await page.getByRole('button', { name: 'Kết thúc', exact: true }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc' }).press('Enter');
    await page.getByText('đã kết thúc').waitFor();
    expect(await bed.decided(`${SERIES}.4`)).toMatchObject({ decision: 'issued' });
    expect(bed.faults).toEqual([]);
  }, 60_000);
});
