import { optOutsTable } from '@loa/adapters/postgres';
import { aBulletinInput, aStormArea, aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks, seriousFindings } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';
import { COMMUNES, putCounts, putRelays, putRetries, putWarning } from './wall-bed.ts';

/** One of them is at sea too. */
const PEOPLE = [[], [], [], ['gia-lai-dak-lak']].map((sea, n) => aSubscriber({ id: n + 1, units: ['21583', ...sea] }));
const SMS = { channel: 'sms', lane: null };

describe.skipIf(chromiumPath() === null)('the operators’ wall in Chromium', () => {
  let bed: ScreensBed;
  beforeAll(async () => {
    bed = await screensBed({ people: PEOPLE });
  }, 120_000);
  afterAll(() => bed.stop());

  const storm = () =>
    aBulletinInput({
      ...{ event: { id: 'kalmaegi', name: { vi: 'Bão số 13', en: 'Storm no. 13' } }, status: 'Actual' as const },
      finishedAt: bed.clock.now().toISOString(),
      areas: [
        aStormArea({
          places: [{ kind: 'former-province', name: 'Bình Định' }],
          window: { from: '2025-11-06T12:00:00.000Z', to: '2025-11-07T06:00:00.000Z' },
          announcedLevel: 4,
          parameters: { windForce: 14 },
        }),
        aStormArea({ places: [{ kind: 'sea-area', id: 'gia-lai-dak-lak' }], announcedLevel: 3, parameters: { windForce: 10 } }),
      ],
    });
  const dialogOf = (page: Page) => page.locator('dialog[open]');
  const recallAs = async (page: Page, reason: string) => {
    await page.locator('.wall-warning', { hasText: 'Bão số 13' }).getByRole('button', { name: 'Dừng phát' }).click();
    await dialogOf(page).getByLabel('Lý do dừng phát').fill(reason);
  };

  test('an operator pauses SMS, sees a warning go out, resumes, recalls with a colleague at once, and withdraws', async () => {
    const page = await bed.openAs(['operator', 'forecaster'], '/wall');
    await page.getByRole('button', { name: 'Tạm dừng một kênh' }).click();
    await page.keyboard.press('Enter');
    await dialogOf(page).getByRole('button', { name: 'Tạm dừng một kênh' }).click();
    await dialogOf(page).getByText('Cần: lý do').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('button:text-is("Tạm dừng một kênh"):focus').waitFor();
    await page.keyboard.press('Enter');
    await dialogOf(page)
      .getByLabel(/^Lý do/)
      .fill('nhà mạng bảo trì');
    await page.keyboard.press('Enter');
    const pause = page.locator('.notice', { hasText: 'nhà mạng bảo trì' });
    await pause.waitFor();
    expect((await bed.look('/api/queue', bed.keys.operator)).body['pauses']).toMatchObject([{ ...SMS, pausedBy: 'operator-forecaster' }]);

    const id = await bed.send(storm());
    const warning = page.locator('.wall-warning', { hasText: 'Bão số 13' });
    await warning.getByText('Thư điện tử: 4 / 4').waitFor();
    await warning.getByText('Tin nhắn SMS: 0 / 4').waitFor();
    expect(await findingsOfAllLooks(page, 'wall')).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await pause.getByRole('button', { name: 'Gửi tiếp' }).click();
    await warning.getByText('Tin nhắn SMS: 4 / 4').waitFor();
    await page.getByRole('link', { name: 'Nhà cung cấp', exact: true }).click();
    await page.getByRole('row', { name: /^sms/ }).getByRole('button', { name: 'Gửi chậm lại' }).click();
    await dialogOf(page).getByLabel('Nhiều nhất mỗi giây').fill('0');
    await dialogOf(page).getByLabel('Lý do').fill('nhà mạng yêu cầu');
    await page.keyboard.press('Enter');
    await dialogOf(page).getByText('Cần: số lượt mỗi giây lớn hơn 0').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Toàn cảnh' }).click();

    const colleague = await bed.openAs('operator', '/wall');
    await recallAs(page, 'sai tỉnh');
    await recallAs(colleague, 'nhầm tỉnh');
    await Promise.all([page, colleague].map((one) => dialogOf(one).getByRole('button', { name: 'Dừng phát ngay' }).click()));
    for (const one of [page, colleague]) await one.getByRole('heading', { name: 'Việc phải làm tiếp: đính chính hoặc hủy tin' }).waitFor();
    const audit = (await bed.look('/api/audit', bed.keys.operator)).body['rows'] as { deed: string }[];
    expect(audit.filter((one) => one.deed === 'recalled')).toHaveLength(1);
    // Its counts by province are folded by and by.
    bed.clock.advance(11_000);
    await page.getByRole('rowheader', { name: 'vùng biển Gia Lai đến Đắk Lắk' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    // Who may not issue reads the words out; who may has them sent.
    await colleague.getByText(/^HỦY TIN\. .* Bão số 13/).waitFor();
    expect(await colleague.getByRole('button', { name: 'Phát tin hủy' }).count()).toBe(0);
    bed.clock.advance(60_000);
    await page.getByLabel('Tôi chắc chắn tin này phát nhầm và phải hủy.').check();
    await page.getByRole('button', { name: 'Phát tin hủy' }).click();
    await page.getByText('Tin hủy đã được nhận và đang gửi.').waitFor();
    const cancel = id.replace(/\.1$/, '.2');
    await until('everybody who was told is told that it was an error', 30_000, async () => (await bed.toldOf(cancel)).length === 8);
    await Promise.all([page, colleague].map((one) => one.context().close()));
    expect(bed.faults).toEqual([]);
  });

  test('an outlet is registered, its keys are shown once, and it is let in, given another key and ended with a reason', async () => {
    const page = await bed.openAs('operator', '/wall/outlets');
    await page.getByRole('button', { name: 'Đăng ký đầu phát tin' }).click();
    await dialogOf(page).getByRole('button', { name: 'Đăng ký đầu phát tin' }).click();
    await dialogOf(page).getByText('Cần: tên').waitFor();
    await dialogOf(page).getByLabel('Tên đài, báo hoặc ứng dụng').fill('Báo Bình Định');
    await dialogOf(page)
      .getByLabel(/^Liên hệ với người phụ trách/)
      .fill('toa-soan@example.com');
    await dialogOf(page).getByLabel('Cách nhận tin').selectOption('feed');
    expect(await findingsOfAllLooks(page, 'outlet')).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialogOf(page).getByRole('button', { name: 'Đăng ký đầu phát tin' }).click();
    const keyOf = async (name: string) => (await dialogOf(page).getByRole('region', { name }).locator('.code').textContent()) ?? '';
    await dialogOf(page).getByRole('heading', { name: 'Khóa của Báo Bình Định' }).waitFor();
    const [token, secret] = [await keyOf('Khóa truy cập (token)'), await keyOf('Khóa ký (secret)')];
    const own = (key: string) => fetch(`${bed.url}/api/outlets/me`, { headers: { authorization: `Bearer ${key}` } });
    expect([(await own(token)).status, secret.length > 20]).toEqual([200, true]);
    await dialogOf(page).getByRole('button', { name: 'Đã trao, đóng lại' }).click();
    expect(await page.textContent('main')).not.toContain(token);
    const row = page.getByRole('row', { name: /^Báo Bình Định/ });
    await row.getByRole('button', { name: 'Duyệt' }).click();
    await row.getByText('đã duyệt').waitFor();
    await row.getByRole('button', { name: 'Cấp khóa mới' }).click();
    await dialogOf(page).getByRole('button', { name: 'Cấp khóa mới' }).click();
    await dialogOf(page).getByRole('heading', { name: 'Khóa của Báo Bình Định' }).waitFor();
    const other = await keyOf('Khóa truy cập (token)');
    expect([(await own(token)).status, (await own(other)).status]).toEqual([401, 200]);
    await dialogOf(page).getByRole('button', { name: 'Đã trao, đóng lại' }).click();
    await row.getByRole('button', { name: 'Ngừng phục vụ' }).click();
    await dialogOf(page).getByLabel('Lý do').fill('báo đã đóng cửa');
    await page.keyboard.press('Enter');
    await row.getByText('đã ngừng').waitFor();
    await row.getByText('báo đã đóng cửa').waitFor();
    await page.context().close();
    expect(bed.faults).toEqual([]);
  });

  test('three silent communes among 3,321 are found in two steps, and the call list is about them', async () => {
    const id = await putWarning(bed.db, { number: 900, units: COMMUNES, now: bed.clock.now().toISOString() });
    const silent = [COMMUNES[7]!, COMMUNES[1_500]!, COMMUNES[3_000]!];
    const told = COMMUNES.filter((one) => !silent.includes(one));
    await putCounts(bed.db, id, told, 'accepted', 299);
    await putCounts(bed.db, id, told, 'queued', 1);
    await putCounts(bed.db, id, silent, 'queued', 300);
    const page = await bed.openAs('operator', '/wall');
    await page.getByRole('link', { name: 'Nơi chưa đến được' }).click();
    await page.getByText('3 trong 3.321 xã, phường và vùng biển chưa có ai nhận được').waitFor();
    const places = page.getByRole('region', { name: 'Chưa đến được' }).locator('tbody tr');
    expect(await places.locator('td:nth-child(4)').allTextContents()).toMatchObject({
      0: '0 / 300',
      1: '0 / 300',
      2: '0 / 300',
      3: '299 / 300',
    });
    await page.waitForSelector('.map[data-state="ready"]');
    expect(await findingsOfAllLooks(page, 'coverage')).toEqual([]);
    const name = (await places.first().locator('th').textContent()) ?? '';
    await putRelays(bed.db, id, silent, bed.clock.now().toISOString());
    await places.first().getByRole('link').click();
    await page.getByRole('heading', { name: `Danh sách cần gọi: ${name}` }).waitFor();
    const called = page.locator('.wall-calls tbody tr', { hasText: 'người truyền tin' });
    await called.first().waitFor();
    expect(await called.locator('th').allTextContents()).toEqual([name]);
    expect(await called.locator('td').nth(1).textContent()).toMatch(/^\+/);
    await page.locator('[data-choice="theme"]').selectOption('dark');
    await page.emulateMedia({ media: 'print' });
    const paper = () => page.evaluate(() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]);
    expect(await paper()).toEqual(['rgb(21, 25, 30)', 'rgb(255, 255, 255)']);
    await page.emulateMedia({ media: 'screen' });
    expect(await paper()).toEqual(['rgb(237, 240, 243)', 'rgb(18, 22, 27)']);
    await page.locator('[data-choice="theme"]').selectOption('system');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Cung cấp tin' }).click();
    const unconfirmed = page.getByRole('region', { name: 'Người truyền tin và cơ quan chưa xác nhận' }).locator('tbody tr');
    await unconfirmed.getByText('1 / 1').first().waitFor();
    expect(await findingsOfAllLooks(page, 'supply')).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    const province = (await unconfirmed.first().locator('th').textContent()) ?? '';
    await unconfirmed.first().getByRole('link').first().click();
    await page.getByRole('heading', { name: `Danh sách cần gọi: ${province}` }).waitFor();
    await called.first().waitFor();
    await page.getByRole('link', { name: 'Bàn giao ca' }).click();
    await page
      .getByText(/^Bão số 900 \(actual-900\): 3 trong 3 \(/)
      .first()
      .waitFor();
    await page.context().close();
    expect(bed.faults).toEqual([]);
  }, 180_000);

  test('one subscriber is looked up by their address, for a reason; the trail says who was found, and the address stands nowhere', async () => {
    await optOutsTable(bed.db).optOut(4, { channel: 'sms', how: 'provider', at: bed.clock.now().toISOString() });
    const page = await bed.openAs('operator', '/wall/lookup');
    await page.getByLabel('Địa chỉ thư hoặc số điện thoại').fill('subscriber-4@example.com');
    await page.keyboard.press('Enter');
    await page.getByText('Cần: lý do').waitFor();
    await page.getByLabel('Lý do').fill('báo không nhận được tin');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Người nhận số 4' }).waitFor();
    await page.getByText('người dân · Tiếng Việt · phường Quy Nhơn (Gia Lai), vùng biển Gia Lai đến Đắk Lắk', { exact: true }).waitFor();
    await page.getByText(/^Đã thôi nhận: Tin nhắn SMS, lúc .*, nhắn tin trả lời, hoặc nhà mạng báo\.$/).waitFor();
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
    expect(await findingsOfAllLooks(page, 'look-up')).toEqual([]);
    await page.goto(`${bed.url}/wall/audit`);
    const noted = page.getByRole('row', { name: /tra cứu người nhận/ });
    await noted.getByText('Người nhận số 4', { exact: true }).waitFor();
    await noted.getByText(/^báo không nhận được tin · /).waitFor();
    expect(await page.content()).not.toContain('subscriber-4@');
    await page.context().close();
  });

  test('the count of what waits to be tried again leads to the list: whose, how many, when, and why the last attempt failed', async () => {
    const now = bed.clock.now().toISOString();
    const id = await putWarning(bed.db, { number: 905, units: COMMUNES.slice(0, 2), now, name: 'Mưa lớn' });
    await putRetries(bed.db, id, COMMUNES.slice(0, 2), now);
    const page = await bed.openAs('operator', '/wall');
    await page.getByRole('listitem').filter({ hasText: 'Chờ gửi lại' }).getByText('2', { exact: true }).waitFor();
    await page.getByRole('link', { name: /^2\s*Chờ gửi lại$/ }).click();
    const row = page.getByRole('row', { name: /Mưa lớn \(actual-905\)/ });
    for (const said of ['Tin nhắn SMS · Gấp', 'smpp', 'chờ gửi lại', '2 lần', 'nhà cung cấp trả lời lỗi (smpp 0x58)'])
      await row.getByText(said, { exact: true }).waitFor();
    expect(await findingsOfAllLooks(page, 'retries')).toEqual([]);
    await page.context().close();
    expect(bed.faults).toEqual([]);
  });

  test('a real warning interrupts an exercise on every page; a lost connection is shown and heals', async () => {
    const now = bed.clock.now().toISOString();
    await putWarning(bed.db, { number: 901, units: COMMUNES.slice(0, 5), now, status: 'Exercise', name: 'Diễn tập bão' });
    const page = await bed.openAs('operator', '/wall/audit');
    await page.waitForSelector('td');
    await until('the exercise is known here', 30_000, async () => {
      await page.getByRole('link', { name: 'Toàn cảnh' }).click();
      return (await page.locator('.wall-warning', { hasText: 'Diễn tập bão' }).count()) > 0;
    });
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    await putWarning(bed.db, { number: 902, units: COMMUNES.slice(0, 5), now, name: 'Lũ quét thật' });
    await dialogOf(page).getByText('TIN THẬT trong lúc diễn tập').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialogOf(page).getByRole('button', { name: 'Mở tin thật' }).click();
    await page.getByRole('heading', { name: 'Lũ quét thật' }).waitFor();
    // Reports are pages of their own, where nothing interrupts: it is made up for on the way back.
    await page.getByRole('link', { name: 'Báo cáo' }).click();
    await page.waitForURL(/\/reports/);
    await putWarning(bed.db, { number: 903, units: COMMUNES.slice(0, 5), now, name: 'Sạt lở thật' });
    await page.goBack();
    await dialogOf(page).getByText('Sạt lở thật').waitFor();
    expect(await dialogOf(page).textContent()).not.toContain('Lũ quét thật');
    await dialogOf(page).getByRole('button', { name: 'Đã đọc' }).click();
    const drill = page.locator('.wall-warning', { hasText: 'Diễn tập bão' });
    await page.getByRole('link', { name: 'Toàn cảnh' }).click();
    // A screen that opens now is told what came since the exercise began, and nothing from before; whoever sent it is not.
    bed.clock.advance(60_000);
    await putWarning(bed.db, { number: 904, units: COMMUNES.slice(0, 5), now: bed.clock.now().toISOString(), name: 'Lũ lớn thật' });
    const late = await bed.openAs('operator', '/wall/audit');
    await dialogOf(late).getByText('Lũ lớn thật').waitFor();
    expect(await dialogOf(late).textContent()).not.toMatch(/Lũ quét thật|Sạt lở thật/);
    await late.context().close();
    await dialogOf(page).getByText('Lũ lớn thật').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Đã đọc' }).click();
    await drill.getByRole('link').click();
    await page.getByRole('link', { name: 'Danh sách cần gọi' }).click();
    await page.locator('main').getByText('DIỄN TẬP', { exact: true }).waitFor();
    await page.context().setOffline(true);
    await page.getByText(/Mất kết nối \d+ giây/).waitFor();
    await page.context().setOffline(false);
    await page.getByText('Đã kết nối lại.').waitFor();
    await page.context().close();
    expect(bed.faults).toEqual([]);
  });
});
