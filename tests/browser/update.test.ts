import { readFileSync } from 'node:fs';
import { type Bulletin, bulletin } from '@loa/domain/bulletin';
import { without } from '@loa/domain/desk';
import { aSubscriber } from '@loa/testing/builders';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';

const SEASON = new URL('../../services/standalone/fixtures/season-2025.jsonl', import.meta.url);
const season = readFileSync(SEASON, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => bulletin.parse(JSON.parse(line)));
const replayOf = (id: string): Bulletin => {
  const found = season.find((one) => one.replayOf?.id === id && one.type === 'emergency');
  if (found === undefined) throw new Error(`the season has no ${id}`);
  return found;
};
const [first, second] = [replayOf('storm-20251106-1'), replayOf('storm-20251106-2')];
/** How many fields decision 85 says that this update touches. */
const said = readFileSync(new URL('../../docs/decisions/0085-what-the-next-bulletin-opens-with.md', import.meta.url), 'utf8');
const FIELDS = Number(/`storm-20251106-1` → `storm-20251106-2` (?:\| *\d+ *){4}\| *(\d+)/.exec(said)?.[1]);
const SERIES = 'nchmf.tropical-cyclone.storm-2025-13-kalmaegi';

/** What a bulletin says, whatever the order of its areas; when it was finished, and the page that a replay names, aside. */
const saidBy = (said: Bulletin): unknown => ({
  ...without(said, 'replayOf', 'finishedAt'),
  areas: said.areas
    .map((area) => ({ ...without(area, 'reconstructed'), places: area.places.map((place) => JSON.stringify(place)).toSorted() }))
    .toSorted((one, other) => one.places.join().localeCompare(other.places.join())),
});

/** Keys alone, counted; and the controls that took an input or a press. */
async function keysOf(page: Page) {
  let presses = 0;
  await page.evaluate(() => {
    const touched = new Set<EventTarget | null>();
    Object.assign(globalThis, { touched });
    addEventListener('input', ({ target }) => touched.add(target), true);
    addEventListener('click', ({ target }) => touched.add(target), true);
  });
  const press = async (key: string): Promise<void> => {
    presses += 1;
    await page.keyboard.press(key);
  };
  return {
    press,
    presses: () => presses,
    touched: () => page.evaluate(() => (globalThis as unknown as { touched: Set<EventTarget> }).touched.size),
    async to(field: Locator): Promise<void> {
      for (let n = 0; n < 150; n += 1) {
        if (await field.evaluate((element) => element === document.activeElement)) return;
        await press('Tab');
      }
      throw new Error(`the keyboard does not reach ${String(field)}`);
    },
    async type(text: string): Promise<void> {
      presses += text.length;
      await page.keyboard.type(text);
    },
  };
}

describe.skipIf(chromiumPath() === null)('an update of a storm by keyboard', () => {
  let bed: ScreensBed;
  beforeAll(async () => {
    bed = await screensBed({ people: [aSubscriber({ id: 1, audience: 'agency' })], start: first.finishedAt });
  }, 120_000);
  afterAll(() => bed.stop());

  test('the bulletin of 08:00 on 6 November 2025 is written after that of 06:00 by as many fields as decision 85 says, as it was issued', async () => {
    await bed.settled(await bed.send(first));
    bed.clock.advance(Date.parse(second.finishedAt) - Date.parse(first.finishedAt));
    const page = await bed.openAs('forecaster', `/desk/write?series=${SERIES}`);
    await page.getByRole('heading', { name: /^Bản tin số 2/ }).waitFor();
    const keys = await keysOf(page);
    const field = (name: string, at = 0): Locator => page.getByLabel(name, { exact: true }).nth(at);
    const write = async (name: string, at: number, text: string): Promise<void> => {
      await keys.to(field(name, at));
      await keys.type(text);
    };
    await write('Cả dòng (vĩ kinh cấp giật)', 0, '13,2 112,3');
    await write('Hướng đi', 0, 'Tây Tây Bắc');
    await write('Cả dòng (vĩ kinh cấp giật)', 1, '14 109,4 13-14 17 vùng ven biển Quảng Ngãi - Đắk Lắk');
    await write('Cả dòng (vĩ kinh cấp giật)', 2, '- - 7 9 Nam Lào');
    await write('Mọi vùng: hiệu lực từ', 0, '7h 6/11');
    await write('Mọi vùng: đến', 0, '7h 7/11');
    await keys.to(page.getByRole('button', { name: 'Công bố các cấp như bản tin trước' }));
    await keys.press('Enter');
    await keys.to(page.getByRole('button', { name: 'Chỉ để ở vùng 7' }));
    await keys.press('Enter');
    await write('Gió mạnh nhất (cấp)', 1, '13-14');
    await write('Gió mạnh nhất (cấp)', 6, '13-14');
    await write('Lời bản tin (tiếng Việt)', 0, second.text?.vi ?? '');
    await write('Lời bản tin (tiếng Anh)', 0, second.text?.en ?? '');
    const touched = await keys.touched();
    const sent = page.waitForRequest((request) => request.method() === 'POST' && !request.url().includes('dryRun'));
    await keys.press('Alt+KeyG');
    // The last answer of the server is waited for.
    await page.locator('dialog button[type="submit"]:not([aria-disabled])').waitFor();
    await keys.to(page.getByRole('button', { name: 'Phát ngay' }));
    await keys.press('Enter');
    const written = bulletin.parse((await sent).postDataJSON());
    expect(saidBy(written)).toEqual(saidBy(second));
    await page.getByText(/^Đã phát hành: /).waitFor();
    const words = (second.text?.vi.length ?? 0) + (second.text?.en?.length ?? 0);
    console.info(`${String(touched)} fields touched, ${String(keys.presses() - words)} keys pressed, and ${String(words)} for the texts`);
    expect(touched).toBe(FIELDS);
    expect(bed.faults).toEqual([]);
  }, 300_000);

  test('times are told and typed by the clock of Viet Nam and in the page’s language, whatever the browser speaks', async () => {
    const page = await bed.openAs('forecaster', `/desk/write?series=${SERIES}`, { locale: 'en-US', timezoneId: 'America/New_York' });
    const until = page.getByLabel('Mọi vùng: đến', { exact: true });
    expect(await until.inputValue()).toBe('07:00 07/11/2025');
    await until.press('ArrowUp');
    expect(await until.inputValue()).toBe('08:00 07/11/2025');
    await until.fill('+3');
    await until.press('Enter');
    expect(await until.inputValue()).toBe('11:00 07/11/2025');
    await until.press('Alt+ArrowDown');
    await page.getByLabel('Ngày', { exact: true }).selectOption('2025-11-08');
    expect(await page.getByLabel('Ngày', { exact: true }).locator('option:checked').textContent()).toBe('T7 08/11/2025');
    expect(await until.inputValue()).toBe('11:00 08/11/2025');
    await page.keyboard.press('Escape');
    const from = page.getByLabel('Hiệu lực từ', { exact: true }).first();
    await from.fill('mai sớm');
    await from.press('Enter');
    await page.getByText('Cần: giờ và ngày, ví dụ 08:00 06/11/2025').first().waitFor();
    expect(await from.getAttribute('aria-invalid')).toBe('true');
    expect(await findingsOfAllLooks(page, 'update')).toEqual([]);
  }, 120_000);
});
