import type { Locator, Page } from 'playwright-core';

export const STORM = 'Bão số 13 (Kalmaegi)';
export const FORCE = 'Gió mạnh nhất (cấp)';

const DAY = { force: '13-14', from: '07:00 06/11/2025', to: '07:00 07/11/2025' };

/** Where the bulletin of 8 o'clock announced level 4, at sea and on land, as typed and as offered. */
export const AT_SEA = {
  ...DAY,
  places: [
    ['quang tri den quang ngai', 'Nam Quảng Trị đến Quảng Ngãi'],
    ['gia lai den dak lak', 'Gia Lai đến Đắk Lắk'],
    ['ly son', 'đặc khu Lý Sơn'],
  ],
} as const;
export const ON_LAND = {
  ...DAY,
  onset: '16:00 06/11/2025',
  places: [
    ['quang ngai', 'tỉnh Quảng Ngãi cũ'],
    ['binh dinh', 'tỉnh Bình Định cũ'],
  ],
} as const;

/** Centre, movement and forecast of Kalmaegi at 8 o'clock on 6 November 2025 (VietnamPlus, post 1075243). */
export async function fillStorm(page: Page): Promise<void> {
  const of = page.getByRole('region', { name: 'Dự báo đường đi' });
  const fields = {
    'Tâm bão lúc': '08:00 06/11/2025',
    'Vĩ độ (°B)': '13,2',
    'Kinh độ (°Đ)': '112,3',
    'Gió gần tâm (cấp)': '14',
    'Giật (cấp)': '17',
    'Hướng đi': 'Tây Tây Bắc',
    'Tốc độ (km/giờ)': '30',
  };
  for (const [label, value] of Object.entries(fields)) await of.getByLabel(label, { exact: true }).fill(value);
  await of.getByRole('button', { name: 'Thêm mốc dự báo' }).press('Enter');
  const step = of.locator('.desk-step');
  const steps = { Lúc: '19:00 06/11/2025', 'Vĩ độ (°B)': '14', 'Kinh độ (°Đ)': '109,4', 'Gió gần tâm (cấp)': '13-14' };
  for (const [label, value] of Object.entries(steps)) await step.getByLabel(label, { exact: true }).fill(value);
}

/** Types a place into an area and takes what is offered whose name holds `wanted`, by keyboard. */
export async function choosePlace(page: Page, area: number, typed: string, wanted: string): Promise<void> {
  const of = page.getByRole('region', { name: `Vùng ${String(area)}`, exact: true });
  await of.getByRole('combobox', { name: 'Nơi' }).fill(typed);
  await of.getByRole('option', { name: wanted }).first().waitFor();
  while ((await of.getByRole('option', { name: wanted, selected: true }).count()) === 0) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

export interface AreaGiven {
  readonly places: readonly (readonly [typed: string, wanted: string])[];
  readonly force: string;
  readonly from: string;
  readonly to: string;
  readonly onset?: string;
}

/** Fills one of the bulletin's areas, and returns it. Times are of Viet Nam. */
export async function fillArea(page: Page, area: number, { places, force, from, to, onset }: AreaGiven): Promise<Locator> {
  const of = page.getByRole('region', { name: `Vùng ${String(area)}`, exact: true });
  for (const [typed, wanted] of places) await choosePlace(page, area, typed, wanted);
  await of.getByLabel(FORCE).fill(force);
  await of.getByLabel('Hiệu lực từ', { exact: true }).fill(from);
  await of.getByLabel('đến', { exact: true }).fill(to);
  if (onset !== undefined) await of.getByLabel('Bắt đầu ảnh hưởng', { exact: true }).fill(onset);
  return of;
}

/** Sends a real bulletin: the name that is asked for is read from the screen and typed. */
export async function sendTyping(page: Page): Promise<void> {
  await page.keyboard.press('Alt+KeyG');
  const asked = page.getByLabel(/^Gõ tên/);
  const name = /“(.+)”/.exec((await page.locator('dialog label', { hasText: 'Gõ tên' }).textContent()) ?? '')?.[1] ?? '';
  await asked.fill(name);
  await page.locator('dialog[open] button[type="submit"]:not([aria-disabled])').waitFor();
  await page.keyboard.press('Enter');
}
