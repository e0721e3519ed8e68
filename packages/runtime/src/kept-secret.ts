import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A secret in a file of the data directory, made at the first start and readable by its owner alone. Throws what the file system throws.
 */
export function keptSecret(dataDir: string, file: string, make: () => string): string {
  const path = join(dataDir, file);
  try {
    writeFileSync(path, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
