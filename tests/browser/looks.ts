import axe from 'axe-core';
import type { Page } from 'playwright-core';

export const WIDTHS = [1440, 1024, 390] as const;

/** What is serious about the page as it stands: findings of axe, and a page that is wider than its window. */
export async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');
  return [...serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`), ...(isWide ? ['scrolls sideways'] : [])];
}

/** {@link seriousFindings} at every width, in light and dark and, on pages of the application, in both languages, without loading it again. */
export async function findingsOfAllLooks(page: Page, name: string): Promise<string[]> {
  const languages = (await page.locator('select[data-choice="language"]').count()) > 0 ? ['en', 'vi'] : [null];
  const findings: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const language of languages) {
      if (language !== null) await page.selectOption('select[data-choice="language"]', language);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        findings.push(...(await seriousFindings(page)).map((one) => `${name}, ${colorScheme}, ${language ?? ''} ${String(width)}: ${one}`));
      }
    }
  }
  return findings;
}
