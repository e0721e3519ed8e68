import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BESIDE = fileURLToPath(new URL('../../../../shared/cap/', import.meta.url));

/** The folder of CAP samples and schemas: `CAP_SAMPLES_DIR`, else `shared/cap` beside the repository; null, with a printed skip, where there is none. */
export function capSamples(): string | null {
  const folder = process.env['CAP_SAMPLES_DIR'] ?? BESIDE;
  return existsSync(folder) ? folder : missing(`no CAP samples in ${folder} (CAP_SAMPLES_DIR)`);
}

/** The path of a program on the PATH; null, with a printed skip, where there is none. `scripts/install-servers.sh` installs them. */
export function program(name: string): string | null {
  const found = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return found.find((path) => existsSync(path)) ?? missing(`no ${name}`);
}

/** Prints that something is skipped and why; with `CI=true` that is an error. */
export function missing(reason: string): null {
  if (process.env['CI'] === 'true') throw new Error(reason);
  process.stderr.write(`skipped, ${reason}\n`);
  return null;
}
