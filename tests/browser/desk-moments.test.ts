import { aBulletinInput, aStormArea, aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlarmText } from '../../services/console/src/alarm.ts';
import { xmlOf } from '../../services/intake/src/cap/test-bed.ts';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks, seriousFindings } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';
import { sendTyping } from './story/writing.ts';

const CITIZEN = aSubscriber({ id: 1 });
/** Rain of the evening, as its station would send it first. */
const RAIN = {
  ...{ issuer: 'nchmf', family: 'heavy-rain', event: { id: 'mua-sau-bao', name: { vi: 'Mưa lớn sau bão' } }, hazard: 'heavy-rain' },
  ...{ type: 'warning', sequence: 1, finishedAt: '2025-11-06T01:00:00.000Z', status: 'Actual', scope: 'full' },
  areas: [
    {
      places: [{ kind: 'former-province', name: 'Bình Định' }],
      window: { from: '2025-11-06T09:00:00.000Z', to: '2025-11-07T09:00:00.000Z' },
      parameters: { rainMm24h: [100, 200], durationDays: 1, terrain: 'plain' },
      announcedLevel: 1,
    },
  ],
};

describe.skipIf(chromiumPath() === null)("moments of the forecaster's desk", () => {
  let bed: ScreensBed;
  let page: Page;
  const calls: AlarmText[] = [];
  beforeAll(async () => {
    const alarm = async (text: AlarmText): Promise<void> => void calls.push(text);
    bed = await screensBed({ people: [CITIZEN], alarm, settings: { console: { watchdogLookMs: 200 } } });
    page = await bed.openAs('forecaster', '/desk');
  }, 120_000);
  afterAll(() => bed.stop());

  const opens = (content: string | Buffer): Promise<void> =>
    page.setInputFiles('#cap-file', { name: 'tin.xml', mimeType: 'application/xml', buffer: Buffer.from(content) });
  const arrives = (text: RegExp, since: number) =>
    until(`${String(text)} arrives`, 30_000, async () => bed.farEnd.slice(since).some((one) => text.test(one.text)));

  test('a CAP message that is no bulletin is refused in the words of the screen, element by element', async () => {
    await page.getByRole('link', { name: 'Nhập tin CAP' }).first().press('Enter');
    const refusal = page.getByRole('alert');
    const cases: readonly (readonly [content: string | Buffer, ...words: string[]])[] = [
      ['<alert', 'Tệp này không đọc được thành một tin CAP.', 'Cần: XML đúng cú pháp'],
      ['<feed xmlns="http://www.w3.org/2005/Atom"/>', 'Cần: một tin CAP 1.0, 1.1 hoặc 1.2'],
      [xmlOf({ sender: '' }), 'sender. Cần: người gửi, để biết ai chịu trách nhiệm'],
      [
        xmlOf({ status: 'Draft' }),
        'Tin CAP này không nhận được thành một bản tin.',
        'status. Cần: Actual, Exercise hoặc Test, ở đây là “Draft”',
      ],
      [
        xmlOf({}, { expires: '2025-11-06T02:00:00+07:00', effective: '2025-11-05T02:00:00+07:00' }),
        'info[0].expires. Cần: giờ hết hạn chưa qua',
      ],
      [Buffer.alloc(1024 * 1024 + 1, 0x20), 'Tệp quá lớn (tối đa 1 MB).'],
    ];
    for (const [content, ...words] of cases) {
      await opens(content);
      for (const one of words) await refusal.getByText(one).waitFor();
    }
    await opens('<alert');
    await page.selectOption('select[data-choice="language"]', 'en');
    await refusal.getByText('This file cannot be read as a CAP message.').waitFor();
    await refusal
      .getByText(/^Expected: .*not well-formed/i)
      .or(refusal.getByText(/^Expected: /))
      .first()
      .waitFor();
    await page.selectOption('select[data-choice="language"]', 'vi');
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('a CAP message is opened, shown as what would become of it, and sent by typing a name of it', async () => {
    const before = bed.farEnd.length;
    await opens(xmlOf({ identifier: 'tu-man-hinh' }));
    await page.getByText(/^1 người/).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await findingsOfAllLooks(page, 'CAP')).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Phát tin này' }).press('Enter');
    await page.keyboard.type('Hà Nội');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.getByLabel(/^Gõ tên/).fill('gia lai');
    await page.keyboard.press('Enter');
    await page.getByText('Đã phát hành: actual-1').waitFor();
    await arrives(/Mưa lớn/i, before);
    // Its event has no name: what it is and when it came says which one it is.
    await page.goto(`${bed.url}/desk`);
    await page.getByRole('article', { name: /^Mưa lớn, \d\d:\d\d \d\d\/\d\d$/ }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain('cap-');
    await page.goto(`${bed.url}/desk/cap`);
    await opens(xmlOf({ identifier: 'tu-man-hinh' }));
    await page.getByText(/^Sẽ không phát gì/).waitFor();
    expect(await page.getByRole('button', { name: 'Phát tin này' }).count()).toBe(0);
    // Where one is, the navigation begins anew.
    await page.getByRole('link', { name: 'Nhập tin CAP' }).first().press('Enter');
    await page.getByText(/^Sẽ không phát gì/).waitFor({ state: 'detached' });
    expect(await page.locator('#cap-file').inputValue()).toBe('');
  });

  test('an event that no number names has an English name too, which the English texts bear', async () => {
    const writing = await bed.openAs('forecaster', '/desk/write');
    const english = writing.getByLabel('Tên tiếng Anh (không bắt buộc)');
    await writing.getByLabel('Hiện tượng', { exact: true }).pressSequentially('Bão số 14 (Fung-wong)');
    expect(await english.count()).toBe(0);
    await writing.getByLabel('Hiện tượng', { exact: true }).fill('Mưa lũ lịch sử miền Trung');
    await writing.getByLabel('Loại thiên tai').first().selectOption('heavy-rain');
    await english.fill('Record floods of central Viet Nam');
    await writing.getByRole('combobox', { name: 'Nơi' }).fill('gia lai');
    await writing.getByRole('listbox').getByRole('option').first().waitFor();
    await writing.keyboard.press('Enter');
    await writing.getByLabel('Mưa 24 giờ (mm)').fill('250-350');
    await writing.getByLabel('Ngôn ngữ').last().selectOption('en');
    await writing.locator('.desk-text', { hasText: 'Record floods of central Viet Nam' }).waitFor();
    expect(await findingsOfAllLooks(writing, 'English name')).toEqual([]);
    await writing.context().close();
  });

  test('an update of heavy rain opens filled with the bulletin before, and says by which clause its level rises', async () => {
    await bed.settled(await bed.send(RAIN));
    const before = bed.farEnd.length;
    await page.goto(`${bed.url}/desk/write?series=nchmf.heavy-rain.mua-sau-bao`);
    const rain = page.getByLabel('Mưa 24 giờ (mm)');
    expect(await rain.inputValue()).toBe('100-200');
    expect(await page.getByLabel('Địa hình').inputValue()).toBe('plain');
    await rain.fill('250-400');
    expect(await rain.getAttribute('data-changed')).toBe('true');
    await page.locator('.desk-levels li', { hasText: /Cấp [2-5] .*khoản \d+\.\d+.*mm/ }).waitFor();
    await page.keyboard.press('Alt+KeyC');
    await page.locator('.desk-changes li', { hasText: 'nâng cấp' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await sendTyping(page);
    await page.getByText(/Đã phát hành: actual-3/).waitFor();
    await arrives(/250.*400|400 mm/, before);
  });

  test('a connection that is lost while writing is shown, and what was written can be sent when it heals', async () => {
    await page.goto(`${bed.url}/desk/write?series=nchmf.heavy-rain.mua-sau-bao`);
    await page.locator('.desk-preview .panel').first().waitFor();
    await page.context().setOffline(true);
    await page.getByLabel('Mưa 24 giờ (mm)').fill('100-150');
    await page.getByText(/Mất kết nối \d+ giây/).waitFor();
    await page.getByText('Không liên lạc được với máy chủ. Kiểm tra mạng rồi thử lại.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Đã kết nối lại.').waitFor();
    await page.locator('.desk-changes li', { hasText: 'hạ cấp' }).or(page.locator('.desk-changes li').first()).first().waitFor();
    await page.getByText('Không liên lạc được với máy chủ.').waitFor({ state: 'detached' });
    await sendTyping(page);
    await page.getByText(/Đã phát hành: actual-4/).waitFor();
  });

  test('a series is cancelled by two presses: what is on its way stops, and whoever was told is told that it was an error', async () => {
    const before = bed.farEnd.length;
    await page.goto(`${bed.url}/desk`);
    const card = page.getByRole('article', { name: 'Mưa lớn sau bão' });
    await card.getByRole('button', { name: 'Hủy tin' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Hủy tin' });
    expect(await findingsOfAllLooks(page, 'cancel')).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'Hủy tin' }).press('Enter');
    await dialog.getByRole('button', { name: 'Hủy tin' }).press('Enter');
    await card.getByText('đã hủy').waitFor();
    await arrives(/HỦY TIN|HUY TIN/i, before);
    expect(await card.getByRole('button', { name: 'Hủy tin' }).count()).toBe(0);
  });

  test('thirty minutes before a warning runs out the desk and the duty phone ring, and one press extends it unchanged', async () => {
    const areas = [aStormArea({ announcedLevel: 4 })];
    const storm = aBulletinInput({
      status: 'Actual',
      event: { id: 'bao-so-13', name: { vi: 'Bão số 13' } },
      finishedAt: bed.clock.now().toISOString(),
      areas,
    });
    await bed.settled(await bed.send(storm));
    const before = bed.farEnd.length;
    bed.clock.set('2025-11-06T11:29:57.000Z');
    const night = await bed.openAs('forecaster', '/livez');
    await night.addInitScript(
      'window.rang = 0; window.AudioContext = class extends AudioContext { constructor() { super(); window.rang += 1; } };',
    );
    await night.goto(`${bed.url}/desk`);
    const card = night.getByRole('article', { name: 'Bão số 13' });
    await card.getByText(/có hiệu lực đến 19:00 06\/11/).waitFor();
    const ring = night.getByRole('alert').filter({ hasText: 'Bão số 13: còn 30 phút là hết hiệu lực và chưa có bản tin kế tiếp.' });
    await ring.waitFor();
    await until('it is heard', 10_000, async () => (await night.evaluate<number>('window.rang')) > 0);
    bed.clock.advance(10_000);
    await until('the duty phone is told', 10_000, async () =>
      calls.some(({ runningOut = [] }) => runningOut.some(({ series }) => series.endsWith('bao-so-13'))),
    );
    expect(await seriousFindings(night)).toEqual([]);
    await night.getByRole('button', { name: 'Tắt chuông' }).press('Enter');
    await ring.waitFor();
    await card.getByRole('button', { name: 'Gia hạn nguyên văn 3 giờ' }).press('Enter');
    await night.getByText('Đã gia hạn thêm 3 giờ.').waitFor();
    await card.getByText(/có hiệu lực đến 22:00 06\/11/).waitFor();
    await ring.waitFor({ state: 'detached' });
    // Nobody hears the same twice.
    await bed.settled('nchmf.tropical-cyclone.bao-so-13.2');
    expect(bed.farEnd.slice(before).filter(({ to }) => to === CITIZEN.phone)).toEqual([]);
  });

  test('a real bulletin during an exercise interrupts every screen but that of whoever has sent it', async () => {
    const rain = { ...RAIN, finishedAt: bed.clock.now().toISOString() };
    const drill = { ...rain, event: { id: 'dien-tap', name: { vi: 'Diễn tập mưa' } }, status: 'Exercise' };
    await bed.settled(await bed.send(drill));
    const sender = await bed.openAs(['forecaster', 'operator'], '/wall');
    const colleague = await bed.openAs('forecaster', '/desk');
    await sender.locator('.wall-warning', { hasText: 'Diễn tập mưa' }).waitFor();
    bed.clock.advance(60_000);
    const real = { ...rain, event: { id: 'mua-that', name: { vi: 'Mưa thật' } }, finishedAt: bed.clock.now().toISOString() };
    const post = async (body: string): Promise<number> => {
      const headers = { 'content-type': 'application/json', 'x-loa-csrf': '1' };
      return (await fetch('/api/bulletins', { method: 'POST', headers, body })).status;
    };
    expect(await sender.evaluate(post, JSON.stringify(real))).toBe(202);
    await colleague.getByRole('dialog').getByText('Mưa thật').waitFor();
    await sender.locator('.wall-warning', { hasText: 'Mưa thật' }).waitFor();
    expect(await sender.getByRole('dialog').count()).toBe(0);
    expect(bed.faults).toEqual([]);
  });
});
