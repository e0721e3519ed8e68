import { readFileSync } from 'node:fs';
import { openDatabase } from '../open-registry.ts';
import { CommandRefused, runCommand } from '../run-command.ts';
import { registerIssuers } from './register-issuers.ts';

await runCommand(async () => {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0)
    throw new CommandRefused('usage: npm run issuers -- FILE, a JSON list of {id, name, authority, superior?}');
  const db = await openDatabase(process.env);
  try {
    for (const { id, name } of await registerIssuers(db, readFileSync(file, 'utf8'))) process.stdout.write(`${id}: ${name}\n`);
  } finally {
    await db.close();
  }
});
