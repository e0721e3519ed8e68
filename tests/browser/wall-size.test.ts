import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { memoryOf, watchFrames } from './page-costs.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';
import { COMMUNES, moveCounts, putCounts, putWarning } from './wall-bed.ts';

const WARNINGS = 200;
/** Communes of each warning, and how many deliveries wait in each of them: a million in all. */
const UNITS = 1_000;
const WAITING = 5;
/** Warnings that change with each look, and looks: the server looks once a second. */
const MOVING = 20;
const LOOKS = 30;
const MOST_BYTES = 200_000_000;

describe.skipIf(chromiumPath() === null)('the wall in a great storm, in Chromium', () => {
  let bed: ScreensBed;
  const ids: string[] = [];
  beforeAll(async () => {
    bed = await screensBed();
    const now = bed.clock.now().toISOString();
    for (let number = 1; number <= WARNINGS; number += 1) {
      const from = (number * 137) % (COMMUNES.length - UNITS);
      const units = COMMUNES.slice(from, from + UNITS);
      const id = await putWarning(bed.db, { number: 1_000 + number, units, now });
      for (const state of ['queued', 'accepted']) await putCounts(bed.db, id, units, state, WAITING);
      ids.push(id);
    }
  }, 300_000);
  afterAll(() => bed.stop());

  test('1,000,000 deliveries in flight and 200 warnings in force, changing with every look, stay under 200 MB in the page', async () => {
    const page = await bed.openAs('operator', '/wall');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    const nextLook = (): Promise<unknown> => new Promise((resolve) => cdp.once('Network.eventSourceMessageReceived', resolve));
    await page.reload();
    await page.getByText('Hiện 40 trong 200').waitFor();
    const frames = await watchFrames(page);
    for (let look = 0; look < LOOKS; look += 1) {
      await moveCounts(
        bed.db,
        Array.from({ length: MOVING }, (_, at) => ids[(look * MOVING + at) % ids.length] ?? ''),
      );
      await nextLook();
    }
    const home = { ...(await memoryOf(bed.browser, page)), ...(await frames()) };
    await page.getByRole('link', { name: 'Nơi chưa đến được' }).click();
    await page.waitForSelector('.map[data-state="ready"]');
    const coverage = await memoryOf(bed.browser, page);
    process.stdout.write(`the wall with ${String(WARNINGS)} warnings: ${JSON.stringify({ home, coverage })}\n`);
    for (const { heapBytes, pageBytes } of [home, coverage]) {
      expect(heapBytes).toBeLessThan(MOST_BYTES);
      expect(pageBytes).toBeLessThan(MOST_BYTES);
    }
    expect(home.frames).toBeGreaterThan(0);
    await page.context().close();
    expect(bed.faults).toEqual([]);
  }, 300_000);
});
