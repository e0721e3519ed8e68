import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

/**
 * What a page holds once its garbage is gone. `pageBytes`: what its renderer has for itself alone, of Linux; shared libraries and the browser's own
 * processes are not the page's.
 */
export async function memoryOf(browser: Browser, page: Page): Promise<{ heapBytes: number; pageBytes: number }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  await cdp.detach();
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  await whole.detach();
  const renderers = processInfo.filter((one) => one.type === 'renderer').map((one) => privateBytes(one.id));
  // A spare one waits beside the page's: that which holds most is the page's.
  return { heapBytes: metrics.find((one) => one.name === 'JSHeapUsedSize')?.value ?? Infinity, pageBytes: Math.max(...renderers) };
}

/** Memory that no other process shares. */
function privateBytes(pid: number): number {
  const text = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
  const found = [...text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)];
  return found.reduce((sum, [, kib]) => sum + Number(kib) * 1_024, 0);
}

/** Counts frames and long tasks from now on; the returned call ends it. Times are told, never judged: they are the machine's. */
export async function watchFrames(page: Page) {
  await page.evaluate(() => {
    const seen = { gaps: [] as number[], tasks: [] as number[] };
    let last = performance.now();
    const next = (now: number): void => {
      seen.gaps.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((one) => one.duration))).observe({
      entryTypes: ['longtask'],
    });
    Object.assign(window, { loaFrames: seen });
  });
  return () =>
    page.evaluate(() => {
      const { gaps, tasks } = (window as unknown as { loaFrames: { gaps: number[]; tasks: number[] } }).loaFrames;
      const sorted = gaps.toSorted((one, other) => one - other);
      const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
      return {
        frames: gaps.length,
        gapMedianMs: at(0.5),
        gap99Ms: at(0.99),
        longTasks: tasks.length,
        longestTaskMs: Math.max(0, ...tasks),
      };
    });
}
