import { auditTable, checkAudit, SqlError } from '@loa/adapters/postgres';
import { ConfigError } from '@loa/runtime';
import { CommandRefused, openInstalled } from '../open-installed.ts';

const FOUND = {
  changed: 'is not as it was written, or does not follow the one before it',
  missing: 'is missing, and later ones are there',
  'cut-off': 'and all after it are missing',
};
const NO_SUCH_TABLE = '42P01';

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  const known = error instanceof CommandRefused || error instanceof ConfigError || error instanceof SqlError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Says whether the chain holds. */
async function run(): Promise<boolean> {
  const db = await openInstalled({ name: 'check-audit', meanwhile: 'Operators and administrators check the same on the page /wall/audit' });
  const checked = await checkAudit(auditTable(db))
    .catch((error: unknown) => {
      if (error instanceof SqlError && error.code === NO_SUCH_TABLE) return null;
      throw error;
    })
    .finally(() => db.close());
  if (checked === null) process.stdout.write('there is no audit trail: Loa has not been started on this database\n');
  else if (checked.ok) process.stdout.write(`the audit trail holds: ${String(checked.rows)} rows\n`);
  else
    process.stdout.write(
      `the audit trail is broken: row ${String(checked.number)} ${FOUND[checked.found]}; ${String(checked.rows)} rows before it hold\n`,
    );
  return checked?.ok === true;
}
