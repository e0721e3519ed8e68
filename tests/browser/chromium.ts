import { accessSync } from 'node:fs';

/** The system's browser; null where there is none, which `CI=true` does not accept. */
export function chromiumPath(): string | null {
  const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  try {
    accessSync(path);
    return path;
  } catch {
    const reason = `no Chromium at ${path}`;
    if (process.env['CI'] === 'true') throw new Error(reason);
    process.stderr.write(`skipped, ${reason}\n`);
    return null;
  }
}

/** Nothing of the browser's own goes out. */
export const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
