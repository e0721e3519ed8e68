import { aBulletinInput, aStormArea, aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';

const SMS = { email: undefined } as const;
const PEOPLE = [aSubscriber({ id: 1, ...SMS }), { ...aSubscriber({ id: 2, ...SMS }), audience: 'agency' as const }];
const [CITIZEN, AGENCY] = ['+999000000001', '+999000000002'];

describe.skipIf(chromiumPath() === null)('what waits for a second person, on the screen', () => {
  let bed: ScreensBed;
  beforeAll(async () => {
    bed = await screensBed({ people: PEOPLE, settings: { hold: { trusted: [], citizensLimit: null } } });
  }, 120_000);
  afterAll(() => bed.stop());

  /** Kalmaegi, force 14, Quảng Ngãi to Đắk Lắk: level 4 from the evening on. */
  const storm = (event: string, sequence = 1) =>
    aBulletinInput({
      ...{ event: { id: event, name: { vi: 'Bão số 13', en: 'Storm no. 13' } }, sequence, status: 'Actual' },
      finishedAt: bed.clock.now().toISOString(),
      areas: [
        aStormArea({
          places: [{ kind: 'former-province', name: 'Bình Định' }],
          window: { from: '2025-11-06T12:00:00.000Z', to: '2025-11-07T06:00:00.000Z' },
          announcedLevel: 4,
          parameters: { windForce: 14 },
        }),
      ],
    });
  const told = (id: string) => until('the agency is told', 30_000, async () => (await bed.toldOf(id)).includes(AGENCY));

  test('the clock is on every page; an approver approves in two presses, and citizens are told', async () => {
    const id = await bed.send(storm('approved'));
    await told(id);
    expect(await bed.toldOf(id)).toEqual([AGENCY]);
    bed.clock.advance(95_000);
    const operator = await bed.openAs('operator', '/wall');
    await operator.getByText(/1 tin chờ người thứ hai duyệt. Người dân đã đợi 1:3\d\./).waitFor();
    await operator.emulateMedia({ media: 'print' });
    expect(await operator.locator('.approval-banner').isVisible()).toBe(false);
    await operator.emulateMedia({ media: 'screen' });
    const shown = operator.locator('.wall-warning', { hasText: 'Bão số 13' });
    await shown.getByText('Người dân chờ duyệt').waitFor();
    await shown.getByRole('link').click();
    await operator.locator('main').getByText('Người dân chờ duyệt').waitFor();
    await operator.getByRole('link', { name: 'Nơi chưa đến được' }).click();
    await operator.getByText('Chưa tính người dân của 1 tin còn chờ người thứ hai duyệt').waitFor();
    await operator.getByRole('link', { name: 'Xem và trả lời' }).click();
    await operator.getByText(/Cơ quan ban hành được tự gửi sau 3:\d\d nữa/).waitFor();
    const page = await bed.openAs('approver', '/desk');
    await page.getByRole('link', { name: 'Xem và trả lời' }).click();
    await page.getByText('1 người dân đang chờ').first().waitFor();
    expect(await page.locator('.level[data-level="4"]').first().textContent()).toContain('Cấp 4');
    expect(await page.getByRole('table', { name: /Vượt cấp độ đã duyệt/ }).textContent()).toContain('Gia Lai');
    expect(await findingsOfAllLooks(page, 'approvals')).toEqual([]);
    await page.getByRole('button', { name: 'Duyệt…', exact: true }).click();
    expect(await findingsOfAllLooks(page, 'approve')).toEqual([]);
    // The button has the focus already.
    await page.keyboard.press('Enter');
    await page.getByText('Không có tin nào chờ duyệt.').waitFor();
    await page.getByRole('cell', { name: 'Đã duyệt' }).waitFor();
    await bed.settled(id);
    expect(await bed.toldOf(id)).toEqual([CITIZEN, AGENCY]);
    await operator.locator('.approval-banner').waitFor({ state: 'detached' });
  }, 120_000);

  test('a refusal asks for its reason beside the field; alone, the issuer waits five minutes', async () => {
    const id = await bed.send(storm('refused'));
    await told(id);
    const forecaster = await bed.openAs('forecaster', '/desk/approvals');
    await forecaster.getByText(/được tự gửi sau (5:00|4:5\d) nữa/).waitFor();
    const page = await bed.openAs('approver', '/desk/approvals');
    await page.getByRole('button', { name: 'Không duyệt…' }).click();
    await page.getByRole('button', { name: 'Không duyệt', exact: true }).click();
    await page.getByText('Cần: lý do').waitFor();
    await page.getByLabel('Lý do').fill('rộng hơn một tỉnh');
    bed.clock.advance(300_000);
    await forecaster.reload();
    await forecaster.getByRole('button', { name: 'Gửi không qua duyệt…' }).click();
    await forecaster.getByLabel('Lý do').fill('không ai trả lời');
    await page.getByRole('button', { name: 'Không duyệt', exact: true }).click();
    await page.getByRole('cell', { name: 'rộng hơn một tỉnh' }).waitFor();
    await forecaster.getByRole('button', { name: 'Gửi ngay' }).click();
    await forecaster.getByText('Đã có người trả lời trước.').waitFor();
    await bed.settled(id);
    expect([await bed.toldOf(id), bed.faults]).toEqual([[AGENCY], []]);
  }, 120_000);
});
