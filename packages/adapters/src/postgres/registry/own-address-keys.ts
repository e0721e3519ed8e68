import { randomBytes } from 'node:crypto';
import { keptSecret } from '@loa/runtime';
import { addressKeys } from './address-keys.ts';
import type { Addresses } from './sealed-addresses.ts';

/** The file beside the embedded database that holds the key of an installation that was given none. */
const FILE = 'address-keys';

/**
 * The keys in the data directory, made at the first start. Throws what the file system throws, and a ZodError where the file was changed:
 * with another key nobody in the registry could be reached.
 */
export const ownAddressKeys = (dataDir: string): Addresses =>
  addressKeys().parse(keptSecret(dataDir, FILE, () => `1:${randomBytes(32).toString('base64')}`));
