import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Addresses, addressKeys } from '@loa/adapters/postgres';

/** The file beside the embedded database that holds the key of an installation that was given none. */
const FILE = 'address-keys';

/**
 * The keys in the data directory, made at the first start and readable by its owner alone. Throws what the file system throws, and a
 * ZodError where the file was changed: with another key nobody in the registry could be reached.
 */
export function ownAddressKeys(dataDir: string): Addresses {
  const path = join(dataDir, FILE);
  try {
    writeFileSync(path, `1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return addressKeys().parse(readFileSync(path, 'utf8').trim());
}
