import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { findingsOfAllLooks } from './looks.ts';
import { type Looked, NO_PAGES, pathsOfScreens, ROUTES, SCREENS } from './pages/all-pages.ts';
import { type FullHouse, openFullHouse } from './pages/full-house.ts';

describe.skipIf(chromiumPath() === null)('every page', () => {
  let bed: FullHouse;
  let outside: Page;
  beforeAll(async () => {
    bed = await openFullHouse();
    outside = await bed.open('/livez');
  }, 120_000);
  afterAll(() => bed.stop());

  /** What is serious about pages once they show what they are for. {@link findingsOfAllLooks}: at which widths, in which themes and languages. */
  async function lookedAt(page: Page, all: Looked): Promise<string[]> {
    const findings: string[] = [];
    for (const [address, shows] of all) {
      await page.goto(`${bed.url}${bed.links[address] ?? address}`);
      await page.locator('main').getByText(shows).first().waitFor();
      findings.push(...(await findingsOfAllLooks(page, address)));
    }
    return findings;
  }

  test('of the application is looked at: none is forgotten', async () => {
    expect((await pathsOfScreens()).toSorted()).toEqual(Object.keys(SCREENS).toSorted());
  });

  test('that is served without the application is looked at: none is forgotten', async () => {
    const unknown = bed.routes.filter((path) => !(path in ROUTES) && !path.startsWith('/api/'));
    const pages: string[] = [];
    for (const path of unknown) {
      const answer = await fetch(`${bed.url}${path.replace(/:\w+|\*/g, 'actual-1')}`);
      const isPage = answer.headers.get('content-type')?.includes('text/html') === true;
      if (isPage || (!answer.ok && !NO_PAGES.includes(path))) pages.push(path);
      // Some are streams.
      await answer.body?.cancel();
    }
    expect(pages).toEqual([]);
  });

  test.each(Object.entries(SCREENS))('%s has nothing serious, and fits', async (_path, all) => {
    expect(await lookedAt(bed.inside, all)).toEqual([]);
  });

  test.each(Object.entries(ROUTES).filter(([, all]) => all.length > 0))('%s has nothing serious, and fits', async (path, all) => {
    expect(await lookedAt(path.startsWith('/reports') ? bed.inside : outside, all)).toEqual([]);
  });

  test('none has erred, broken its policy or asked anybody else', () => expect(bed.faults).toEqual([]));
});
