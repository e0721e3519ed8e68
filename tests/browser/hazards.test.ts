import { aSubscriber } from '@loa/testing/builders';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';

const EVENT = 'bao-so-13-kalmaegi-2025';
const FAMILIES = ['flash-flood-landslide', 'heavy-rain', 'surge', 'tropical-cyclone'];

describe.skipIf(chromiumPath() === null)('several hazards of an event on one page', () => {
  let bed: ScreensBed;
  let page: Page;
  beforeAll(async () => {
    bed = await screensBed({ people: [aSubscriber({ id: 1, audience: 'agency' })] });
  }, 120_000);
  afterAll(() => bed.stop());

  const sheet = (name: string) => page.getByRole('region', { name, exact: true });
  const choosePlace = async (hazard: string, typed: string): Promise<void> => {
    const field = sheet(hazard).getByRole('combobox', { name: 'Nơi' });
    await field.fill(typed);
    await sheet(hazard).getByRole('listbox').getByRole('option').first().waitFor();
    await field.press('Enter');
  };
  /** The server has said what it makes of all of them as they stand. */
  const ready = () => page.locator('dialog button[type="submit"]:not([aria-disabled])').waitFor();
  const kept = () =>
    bed.db.query<{ id: string; decision: string }>('select id, decision from bulletins where event_id = $1 order by id', [EVENT]);

  test('storm, heavy rain, flash flood and surge are written on one page, each with its own level, reach and texts', async () => {
    page = await bed.openAs('forecaster', '/desk/write');
    await page.getByLabel('Hiện tượng', { exact: true }).fill('Bão số 13 (Kalmaegi)');
    for (const hazard of ['heavy-rain', 'flash-flood-landslide', 'surge']) {
      await page.getByLabel('Thêm loại thiên tai của hiện tượng này').selectOption(hazard);
      await page.getByRole('button', { name: 'Thêm vào trang' }).press('Enter');
    }
    await choosePlace('bão', 'quảng ngãi cũ; bình định cũ');
    await sheet('bão').getByLabel('Gió mạnh nhất (cấp)').fill('13');
    await choosePlace('mưa lớn', 'gia lai');
    await sheet('mưa lớn').getByLabel('Mưa 24 giờ (mm)').fill('250-350');
    await choosePlace('lũ quét, sạt lở đất', 'gia lai');
    await sheet('lũ quét, sạt lở đất').getByLabel('Mưa 24 giờ tới (mm)').fill('250');
    await sheet('lũ quét, sạt lở đất').getByLabel('Nguy cơ của vùng').selectOption('high');
    await choosePlace('nước dâng', 'bình định cũ;');
    await sheet('nước dâng').getByLabel('Nước dâng (m)').fill('1,5');
    for (const hazard of ['bão', 'mưa lớn', 'lũ quét, sạt lở đất', 'nước dâng'])
      await sheet(hazard)
        .getByText(/\d+ người, \d+ tin/)
        .waitFor();
    await page.keyboard.press('Alt+KeyC');
    await page.locator('.desk-levels .badge').first().waitFor({ state: 'detached' });
    expect(await findingsOfAllLooks(page, 'hazards')).toEqual([]);
  }, 120_000);

  test('one press sends them; of one whose answer is lost the page says so, and pressing again sends it once', async () => {
    let lost = 0;
    await page.route(/\/api\/bulletins\?after=/, async (route) => {
      const isRain = String(route.request().postData()).includes('"family":"heavy-rain"');
      if (!isRain || lost > 0) return route.continue();
      lost += 1;
      // It arrives, and the answer does not.
      await route.fetch();
      return route.abort();
    });
    await page.keyboard.press('Alt+KeyG');
    await page.getByText('Phát cùng lúc: bão, mưa lớn, lũ quét, sạt lở đất, nước dâng.').waitFor();
    await ready();
    await page.getByRole('button', { name: 'Phát ngay' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Đã phát: bão, lũ quét, sạt lở đất, nước dâng\. Chưa phát: mưa lớn\. Không liên lạc được/).waitFor();
    expect((await kept()).map(({ id }) => id)).toEqual(FAMILIES.map((family) => `nchmf.${family}.${EVENT}.1`));
    bed.clock.advance(5 * 60_000);
    await ready();
    await dialog.getByRole('button', { name: 'Phát ngay' }).press('Enter');
    // Each asks for itself what became of it.
    for (const hazard of ['bão', 'mưa lớn', 'lũ quét, sạt lở đất', 'nước dâng'])
      await sheet(hazard)
        .getByText(/^Đã phát hành: /)
        .waitFor();
    expect(await kept()).toEqual(FAMILIES.map((family) => ({ id: `nchmf.${family}.${EVENT}.1`, decision: 'issued' })));
    expect(lost).toBe(1);
  }, 60_000);

  test('their next bulletins open together from the list, and one that is refused keeps none of the others back', async () => {
    await page.unroute(/\/api\/bulletins\?after=/);
    await page.goto(`${bed.url}/desk`);
    await page.getByRole('link', { name: 'Viết 4 loại thiên tai trên một trang' }).first().press('Enter');
    for (const hazard of ['bão', 'mưa lớn', 'lũ quét, sạt lở đất', 'nước dâng'])
      await sheet(hazard)
        .getByRole('heading', { name: /Bản tin số 2$/ })
        .waitFor();
    // What says nothing new would not be issued.
    await sheet('bão').getByLabel('Gió mạnh nhất (cấp)').first().fill('12');
    await sheet('mưa lớn').getByLabel('Mưa 24 giờ (mm)').first().fill('250-400');
    await sheet('lũ quét, sạt lở đất').getByLabel('Mưa 24 giờ tới (mm)').first().fill('300');
    await sheet('nước dâng').getByLabel('Nước dâng (m)').first().fill('2');
    await page.keyboard.press('Alt+KeyT');
    const other = await bed.openAs('forecaster', '/desk');
    await other.getByRole('button', { name: 'Gia hạn nguyên văn 3 giờ' }).first().press('Enter');
    await other.getByText('Đã gia hạn thêm 3 giờ.').waitFor();
    // The page has not looked since, and is refused where somebody else was first.
    await page.keyboard.press('Alt+KeyG');
    await ready();
    await page.getByRole('button', { name: 'Phát ngay' }).press('Enter');
    await page
      .getByText(/Chưa phát: .*Đã có bản tin mới hơn trong chuỗi này/)
      .first()
      .waitFor();
    await page
      .getByText(/^Đã phát hành: /)
      .nth(2)
      .waitFor();
    expect((await kept()).filter(({ id }) => id.endsWith('.2'))).toHaveLength(4);
    expect(bed.faults.filter((one) => !one.includes('ERR_FAILED'))).toEqual([]);
  }, 60_000);
});
