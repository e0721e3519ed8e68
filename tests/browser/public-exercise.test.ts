import { aBulletinInput, aStormArea } from '@loa/testing/builders';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';

describe.skipIf(chromiumPath() === null)('exercises on the public page in Chromium', () => {
  let bed: ScreensBed;
  beforeAll(async () => {
    bed = await screensBed();
    await bed.settled(await bed.send(aBulletinInput({ status: 'Exercise', areas: [aStormArea({ announcedLevel: 4 })] })));
  });
  afterAll(() => bed.stop());

  test('where nothing real is in force an exercise is on the map, named as one; where something is, the map is the real one’s', async () => {
    const page = await bed.open('/');
    const frame = page.getByRole('region', { name: 'DIỄN TẬP: không phải cảnh báo thật' });
    await frame.locator('.map[data-exercise="DIỄN TẬP"][data-state="ready"]').waitFor();
    expect(await frame.locator('.legend').textContent()).toBe('Cấp 4');
    await page.getByText('Loa hiện không có cảnh báo nào đang có hiệu lực.').waitFor();
    expect(await findingsOfAllLooks(page, 'front in an exercise')).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });

    await frame.getByRole('link', { name: /^DIỄN TẬP/ }).click();
    await page.waitForURL(/\/warnings\/exercise-1$/);
    await frame.getByText('Cấp độ rủi ro 4 (đỏ)').waitFor();

    await bed.settled(
      await bed.send(
        aBulletinInput({
          status: 'Actual',
          event: { id: 'real', name: { vi: 'Bão thật', en: 'Real storm' } },
          areas: [aStormArea({ announcedLevel: 3 })],
        }),
      ),
    );
    bed.clock.advance(11_000);
    await page.goto(`${bed.url}/`);
    // The browser's own clock has not moved: it may still keep the page of before.
    await page.reload();
    await page.locator('.map[data-state="ready"]').waitFor();
    expect(await page.locator('.legend').textContent()).toBe('Cấp 3');
    expect(await page.locator('.map[data-exercise]').count()).toBe(0);
    await frame.getByRole('link', { name: /^DIỄN TẬP/ }).waitFor();
    await page.context().close();
    expect(bed.faults).toEqual([]);
  });
});
