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

const where = {
  /** Absent: the embedded database of the data directory, which must not be running. */
  DATABASE_URL: address('postgres', 'postgresql').optional(),
  LOA_DATA_DIR: z.string().default('./data'),
};
const config = z.object(where);
const sealedConfig = z.object({ ...where, LOA_ADDRESS_KEYS: addressKeys().optional() });

/** The database of an installation, its tables brought up to date. Throws ConfigError. */
export function openDatabase(env: Env): Promise<Database> {
  return open(readConfig(config, env));
}

/** The database of an installation and the keys of its addresses. Throws ConfigError. */
export async function openRegistry(env: Env): Promise<{ db: Database; addresses: Addresses }> {
  const { LOA_ADDRESS_KEYS: keys, ...at } = readConfig(sealedConfig, env);
  if (at.DATABASE_URL !== undefined && keys === undefined)
    throw new ConfigError([{ name: 'LOA_ADDRESS_KEYS', expected: 'the keys of the addresses in the database of DATABASE_URL' }], []);
  const db = await open(at);
  const addresses = keys ?? ownAddressKeys(at.LOA_DATA_DIR);
  await checkAddressKeys(db, addresses);
  return { db, addresses };
}

async function open({ DATABASE_URL: url, LOA_DATA_DIR: dataDir }: z.output<typeof config>): Promise<Database> {
  if (url === undefined) mkdirSync(dataDir, { recursive: true });
  const db = await (url === undefined
    ? openPglite({ dataDir: join(dataDir, 'postgres') })
    : openPostgres({ url: url.reveal(), name: 'registry', max: 2 }));
  await migrate(db);
  return db;
}
