import { aBulletinInput, aStormArea } from '@loa/testing/builders';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';

const SEA = aStormArea({ places: [{ kind: 'sea-area', id: 'quang-tri-quang-ngai' }], announcedLevel: 3 });
/** Compressed bytes that a first load may cost, without the map. */
const FIRST_LOAD_BYTES = 150_000;

describe.skipIf(chromiumPath() === null)('in Chromium', () => {
  let bed: ScreensBed;
  let warning: string;
  beforeAll(async () => {
    bed = await screensBed();
    const first = await bed.settled(await bed.send(aBulletinInput({ status: 'Actual', areas: [aStormArea({ announcedLevel: 4 }), SEA] })));
    warning = first.warning?.id ?? '';
  });
  afterAll(() => bed.stop());

  /** What a page costs on the wire until nothing moves any more, and how often it asked. */
  async function costOf(page: Page, path: string): Promise<{ bytes: number; requests: number; scripts: number }> {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const cost = { bytes: 0, requests: 0, scripts: 0 };
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (cost.bytes += encodedDataLength));
    session.on('Network.requestWillBeSent', ({ type }) => {
      cost.requests += 1;
      if (type === 'Script') cost.scripts += 1;
    });
    await page.goto(`${bed.url}${path}`, { waitUntil: 'networkidle' });
    await session.detach();
    return cost;
  }

  test('on a phone the front page costs little and asks nobody else; the map comes when it is asked for', async () => {
    const page = await bed.open('/livez', { viewport: { width: 390, height: 844 } });
    const cost = await costOf(page, '/');
    process.stdout.write(`first load of the public page: ${String(cost.bytes)} bytes, ${String(cost.requests)} requests\n`);
    expect(cost.bytes).toBeLessThan(FIRST_LOAD_BYTES);
    expect(cost.requests).toBeLessThan(8);
    await page.getByRole('button', { name: 'Mở bản đồ phóng to được' }).click();
    await page.waitForSelector('.map[data-state="ready"]');
    expect(await page.locator('.legend').textContent()).toBe('Cấp 4Cấp 3');
    expect(await findingsOfAllLooks(page, 'front with map')).toEqual([]);
    await page.context().close();
  });

  test('on a desk the map stands at once and a province on it leads to its warnings', async () => {
    const page = await bed.open('/');
    await page.waitForSelector('.map[data-state="ready"]');
    expect(await page.locator('.map-label-archipelago').allTextContents()).toEqual(['Quần đảo Hoàng Sa', 'Quần đảo Trường Sa']);
    expect(await page.textContent('.maplibregl-ctrl-attrib')).toContain('Natural Earth');
    // Open sea is no province; the middle of the land is Gia Lai or its neighbours.
    await page.locator('.map').click({ position: { x: 15, y: 240 } });
    expect(page.url()).toBe(`${bed.url}/`);
    await page.locator('.map').click({ position: { x: 300, y: 270 } });
    await page.waitForURL(/\/\?province=\d\d$/);
    await page.context().close();
  });

  test('a warning’s page has its picture without the map, looks right everywhere, and prints', async () => {
    const page = await bed.open(`/warnings/${warning}`);
    await page.getByRole('button', { name: 'Mở bản đồ phóng to được' }).click();
    await page.waitForSelector('.map[data-state="ready"]');
    expect(await findingsOfAllLooks(page, 'warning')).toEqual([]);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    expect(await page.locator('.map').isVisible()).toBe(false);
    expect(await page.locator('main img').isVisible()).toBe(true);
    await page.context().close();
  });

  test('a page that is open says that there is something new, and when nobody answers', async () => {
    const page = await bed.open('/', { viewport: { width: 390, height: 844 } });
    await page.waitForResponse((answer) => answer.url() === `${bed.url}/` && answer.request().resourceType() === 'fetch');
    await page.context().setOffline(true);
    await page.getByText('Mất kết nối.').waitFor();
    await bed.settled(
      await bed.send(aBulletinInput({ status: 'Actual', event: { id: 'another', name: { vi: 'Bão số 1', en: 'Storm no. 1' } } })),
    );
    bed.clock.advance(11_000);
    await page.context().setOffline(false);
    await page.getByText('Có thông tin mới.').waitFor();
    await page.locator('.news button').click();
    await page.getByText('2 cảnh báo đang có hiệu lực.').waitFor();
    await page.context().close();
  });

  test('no page has erred, broken its policy or asked anybody else', () => expect(bed.faults).toEqual([]));
});
