import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Addresses,
  addressKeys,
  checkAddressKeys,
  type Database,
  migrate,
  openPglite,
  openPostgres,
  ownAddressKeys,
} from '@loa/adapters/postgres';
import { address, ConfigError, type Env, readConfig } from '@loa/runtime';
import { z } from 'zod';

const config = z.object({
  /** Absent: the embedded database of the data directory, which must not be running. */
  DATABASE_URL: address('postgres', 'postgresql').optional(),
  LOA_DATA_DIR: z.string().default('./data'),
  LOA_ADDRESS_KEYS: addressKeys().optional(),
});

/** The database of an installation and the keys of its addresses, its tables brought up to date. Throws ConfigError. */
export async function openRegistry(env: Env): Promise<{ db: Database; addresses: Addresses }> {
  const { DATABASE_URL: url, LOA_DATA_DIR: dataDir, LOA_ADDRESS_KEYS: keys } = readConfig(config, env);
  if (url !== undefined && keys === undefined)
    throw new ConfigError([{ name: 'LOA_ADDRESS_KEYS', expected: 'the keys of the addresses in the database of DATABASE_URL' }], []);
  if (url === undefined) mkdirSync(dataDir, { recursive: true });
  const db = await (url === undefined
    ? openPglite({ dataDir: join(dataDir, 'postgres') })
    : openPostgres({ url: url.reveal(), name: 'registry', max: 2 }));
  await migrate(db);
  const addresses = keys ?? ownAddressKeys(dataDir);
  await checkAddressKeys(db, addresses);
  return { db, addresses };
}
