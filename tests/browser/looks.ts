import axe from 'axe-core';
import type { Page } from 'playwright-core';

const WIDTHS = [1440, 1024, 390] as const;

const isWide = (page: Page): Promise<boolean> => page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');

/** What is serious about the page as it stands: findings of axe, and a page that is wider than its window. */
export async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"], preload: false })');
  const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const sideways = (await isWide(page)) ? ['scrolls sideways'] : [];
  return [...serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`), ...sideways];
}

/** What axe looks at: each theme once, each language once, and the widest and the narrowest window. Whether a page is too wide is seen at every width. */
const LOOKS = [
  { colorScheme: 'dark', language: 'en', axeAt: 390 },
  { colorScheme: 'light', language: 'vi', axeAt: 1440 },
] as const;

/** {@link seriousFindings} of the page without loading it again: by {@link LOOKS}, and on pages of the application in both languages. */
export async function findingsOfAllLooks(page: Page, name: string): Promise<string[]> {
  const hasLanguages = (await page.locator('select[data-choice="language"]').count()) > 0;
  const findings: string[] = [];
  for (const { colorScheme, language, axeAt } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    if (hasLanguages) await page.selectOption('select[data-choice="language"]', language);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const found = width === axeAt ? await seriousFindings(page) : (await isWide(page)) ? ['scrolls sideways'] : [];
      findings.push(...found.map((one) => `${name}, ${colorScheme}, ${hasLanguages ? language : ''} ${String(width)}: ${one}`));
    }
  }
  return findings;
}
