import { join } from 'node:path';
import { auditTable, checkAudit, openPglite, openPostgres, SqlError } from '@loa/adapters/postgres';
import { address, readConfig } from '@loa/runtime';
import { z } from 'zod';

const config = z.object({
  /** Absent: the embedded database of the data directory, which must not be running. */
  DATABASE_URL: address('postgres', 'postgresql').optional(),
  LOA_DATA_DIR: z.string().default('./data'),
});
const FOUND = {
  changed: 'is not as it was written, or does not follow the one before it',
  missing: 'is missing, and later ones are there',
  'cut-off': 'and all after it are missing',
};

const { DATABASE_URL: url, LOA_DATA_DIR: dataDir } = readConfig(config, process.env);
const db = await (url === undefined
  ? openPglite({ dataDir: join(dataDir, 'postgres') })
  : openPostgres({ url: url.reveal(), name: 'check-audit', max: 1 }));
const NO_SUCH_TABLE = '42P01';
const checked = await checkAudit(auditTable(db))
  .catch((error: unknown) => {
    if (error instanceof SqlError && error.code === NO_SUCH_TABLE) return null;
    throw error;
  })
  .finally(() => db.close());
if (checked === null) {
  process.stdout.write('there is no audit trail: Loa has not been started on this database\n');
  process.exitCode = 1;
} else if (checked.ok) process.stdout.write(`the audit trail holds: ${String(checked.rows)} rows\n`);
else {
  process.stdout.write(
    `the audit trail is broken: row ${String(checked.number)} ${FOUND[checked.found]}; ${String(checked.rows)} rows before it hold\n`,
  );
  process.exitCode = 1;
}
