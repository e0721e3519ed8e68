import { parseArgs } from 'node:util';
import { apiKeysTable, type Database, issuersTable } from '@loa/adapters/postgres';
import { hashOfKey } from '@loa/runtime';
import { openDatabase } from '../open-registry.ts';
import { CommandRefused, runCommand } from '../run-command.ts';

const USAGE = `usage: npm run keys -- --role forecaster --issuer ID --label TEXT
       npm run keys -- --role operator --label TEXT
       npm run keys -- --revoke          the key is read from standard input`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      issuer: { type: 'string' },
      label: { type: 'string' },
      revoke: { type: 'boolean', default: false },
    },
  });
  const { role, issuer = null, label, revoke } = values;
  const fits = revoke
    ? role === undefined
    : label !== undefined && (role === 'forecaster' ? issuer !== null : role === 'operator' && issuer === null);
  if (!fits) throw new CommandRefused(USAGE);
  const db = await openDatabase(process.env);
  try {
    if (revoke) await revoked(db);
    else process.stdout.write(`${await created(db, { role: role === 'operator' ? role : 'forecaster', issuer, label: label ?? '' })}\n`);
  } finally {
    await db.close();
  }
});

/** A key, which is shown this once. */
async function created(db: Database, of: { role: 'forecaster' | 'operator'; issuer: string | null; label: string }): Promise<string> {
  if (of.issuer !== null && (await issuersTable(db).get(of.issuer)) === null)
    throw new CommandRefused(`--issuer: expected one that is registered, not ${of.issuer}`);
  return apiKeysTable(db).create(of);
}

async function revoked(db: Database): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const hash = hashOfKey(Buffer.concat(chunks).toString('utf8').trim());
  const keys = apiKeysTable(db);
  const holder = await keys.findKey(hash);
  if (holder === null) throw new CommandRefused('expected a key that is known and not revoked');
  await keys.revoke(hash);
  process.stdout.write(`revoked: ${holder.label}\n`);
}
