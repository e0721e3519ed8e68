import axe from 'axe-core';
import type { Page } from 'playwright-core';

export const WIDTHS = [1440, 1024, 390] as const;

const isWide = (page: Page): Promise<boolean> => page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');

/** What is serious about the page as it stands: findings of axe, and a page that is wider than its window. */
export async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const sideways = (await isWide(page)) ? ['scrolls sideways'] : [];
  return [...serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`), ...sideways];
}

/**
 * {@link seriousFindings} in light and dark and, on pages of the application, in both languages, without loading it again: each time axe
 * at another of the widths, and at every width whether the page is wider than its window.
 */
export async function findingsOfAllLooks(page: Page, name: string): Promise<string[]> {
  const languages = (await page.locator('select[data-choice="language"]').count()) > 0 ? ['en', 'vi'] : [null];
  const looks = (['dark', 'light'] as const).flatMap((colorScheme) => languages.map((language) => ({ colorScheme, language })));
  const findings: string[] = [];
  for (const [at, { colorScheme, language }] of looks.entries()) {
    await page.emulateMedia({ colorScheme });
    if (language !== null) await page.selectOption('select[data-choice="language"]', language);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const found =
        width === WIDTHS[(at * 2) % WIDTHS.length] ? await seriousFindings(page) : (await isWide(page)) ? ['scrolls sideways'] : [];
      findings.push(...found.map((one) => `${name}, ${colorScheme}, ${language ?? ''} ${String(width)}: ${one}`));
    }
  }
  return findings;
}
