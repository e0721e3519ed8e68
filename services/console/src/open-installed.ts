import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, DataDirLocked, openPglite, openPostgres } from '@loa/adapters/postgres';
import { address, readConfig } from '@loa/runtime';
import { z } from 'zod';

const config = z.object({
  /** Absent: the embedded database of the data directory, which must not be running. */
  DATABASE_URL: address('postgres', 'postgresql').optional(),
  LOA_DATA_DIR: z.string().default('./data'),
});

/** A command cannot be carried out, for a reason that a person can put right; its message is for them. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  readonly code = 'command-refused';
}

/**
 * The database of an installation, for a command beside it: `DATABASE_URL`, or the embedded one of `LOA_DATA_DIR`. `meanwhile`: where a running
 * Loa shows the same. Rejects with {@link CommandRefused}, ConfigError or SqlError.
 */
export async function openInstalled(of: { readonly name: string; readonly meanwhile: string }): Promise<Database> {
  const { DATABASE_URL: url, LOA_DATA_DIR: dataDir } = readConfig(config, process.env);
  if (url !== undefined) return openPostgres({ url: url.reveal(), name: of.name, max: 1 });
  if (!existsSync(join(dataDir, 'postgres')))
    throw new CommandRefused(`there is no database in ${dataDir}; name another directory by LOA_DATA_DIR, or a PostgreSQL by DATABASE_URL`);
  try {
    return await openPglite({ dataDir: join(dataDir, 'postgres') });
  } catch (error) {
    if (!(error instanceof DataDirLocked)) throw error;
    throw new CommandRefused(
      `a running Loa has the database in ${dataDir}, and an embedded database serves one process. ${of.meanwhile} on the address ` +
        'where it listens (http://127.0.0.1:8080 unless LOA_PORT says otherwise). Or stop it first.',
      { cause: error },
    );
  }
}
