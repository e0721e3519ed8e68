import { aSubscriber } from '@loa/testing/builders';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aStorm, hours, inProvince } from '../e2e/bulletins.ts';
import { type EmbeddedBed, embeddedBed } from '../e2e/embedded-bed.ts';
import { ARGUMENTS, chromiumPath } from './chromium.ts';

const executablePath = chromiumPath();
let browser: Browser;
let bed: EmbeddedBed;

/** Everybody of two provinces and a sea, so that each picture has something to show. */
const PEOPLE = Array.from({ length: 120 }, (_, n) =>
  aSubscriber({
    id: n + 1,
    audience: (['agency', 'relay', 'media', 'citizen', 'citizen', 'citizen'] as const)[n % 6]!,
    units: [['21583', '22615', '20194'][n % 3]!],
  }),
);
const BODIES = ['Ban chỉ huy phòng thủ dân sự tỉnh Gia Lai', 'Đài Phát thanh và Truyền hình'].map((name, n) => ({
  id: `body-${String(n)}`,
  ...{ name, basis: { kind: 'law', text: 'điều 36' }, exercises: true, dutyChannel: 'email' },
  duties: { hazards: 'all', provinces: 'all', seaAreas: 'all' },
  contacts: [{ id: 'duty', role: 'trực ban', email: `body-${String(n)}@example.com` }],
}));

/** Waits until everything of a storm is final; its second bulletin is recalled. */
async function aStormPasses(): Promise<void> {
  const areas = (level: number) => [inProvince('Bình Định', level, 2), inProvince('Phú Yên', level - 1, 12), inProvince('Quảng Nam', 3, 0)];
  await bed.settled(await bed.send(aStorm('drill', 1, areas(3))));
  const { warning } = await bed.settled(await bed.send(aStorm('drill', 2, areas(4), { finishedAt: hours(0.01) })));
  await bed.recall(warning!.id, bed.keys.operator, 'wrong province');
}

describe.skipIf(executablePath === null)('the report of an event in Chromium', () => {
  beforeAll(async () => {
    bed = await embeddedBed({ people: PEOPLE });
    for (const { id, ...body } of BODIES)
      await fetch(`${bed.url}/api/supply/bodies/${id}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${bed.keys.operator}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await aStormPasses();
    browser = await chromium.launch({ executablePath: executablePath!, args: ARGUMENTS });
  });
  afterAll(async () => {
    await browser.close();
    await bed.stop();
  });

  const open = async (options: BrowserContextOptions): Promise<Page> =>
    (await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${bed.keys.operator}` }, ...options })).newPage();

  test('without scripts every picture is drawn, nothing else is asked for, and the list leads to the report and to one warning of it', async () => {
    const page = await open({ javaScriptEnabled: false });
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
    await page.goto(`${bed.url}/reports?language=en`);
    await page.getByRole('link', { name: 'Storm of an exercise' }).click();
    await page.waitForURL(/\/reports\/drill\?/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^EXERCISE: .*Storm of an exercise$/);
    for (const picture of await page.getByRole('img').all()) expect((await picture.boundingBox())!.height).toBeGreaterThan(40);
    await page.getByRole('link', { name: 'exercise-2' }).click();
    await page.waitForURL(/warning=exercise-2/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('(exercise-2)');
    expect(await page.textContent('main')).toContain('wrong province');
    expect([...new Set(asked)]).toEqual(['/reports', '/reports/drill']);
    await page.context().close();
  });

  test('on a phone no table is wider than the screen, and each cell stands beside the head of its column', async () => {
    const page = await open({ viewport: { width: 390, height: 844 } });
    for (const address of ['/reports', '/reports/drill']) {
      await page.goto(`${bed.url}${address}`);
      const tables = page.getByRole('region').filter({ has: page.locator('table') });
      expect(await tables.count()).toBeGreaterThan(0);
      for (const table of await tables.all())
        expect(await table.evaluate((node) => node.scrollWidth - node.clientWidth), (await table.getAttribute('aria-label')) ?? '').toBe(0);
      const cell = tables.first().locator('td').first();
      expect(await cell.evaluate((node) => getComputedStyle(node, '::before').content)).toBe(
        JSON.stringify(await tables.first().locator('thead th').nth(1).textContent()),
      );
    }
    await page.context().close();
  });
});
