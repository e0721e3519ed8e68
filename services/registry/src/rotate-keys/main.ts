import { otherKeys } from '@loa/adapters/postgres';
import { openRegistry } from '../open-registry.ts';
import { progressBar } from '../progress-bar.ts';
import { CommandRefused, runCommand } from '../run-command.ts';
import { rotateKeys } from './rotate-keys.ts';

await runCommand(async () => {
  if (process.argv.length > 2) throw new CommandRefused('usage: npm run rotate-keys, with LOA_ADDRESS_KEYS=new,old');
  const { db, addresses } = await openRegistry(process.env);
  try {
    const bar = progressBar('sealing anew', (await otherKeys(db, addresses)).people, process.stderr);
    const { resealed, unreadable, kept, waiting } = await rotateKeys(db, addresses, { onSlice: (done) => bar.at(done, `${done} people`) });
    bar.stop();
    const [key] = addresses.keys;
    process.stdout.write(`${resealed} people sealed anew by key ${String(key)}\n`);
    if (kept.resealed > 0) process.stdout.write(`${kept.resealed} second factors and sign-ups sealed anew\n`);
    if (kept.unreadable > 0) process.stdout.write(`${kept.unreadable} second factors and sign-ups are left, since no key opens them\n`);
    if (unreadable.length > 0) process.stdout.write(`left as they are, since no key opens them: ${unreadable.join(', ')}\n`);
    const free = unreadable.length === 0 && kept.unreadable === 0 && waiting === null;
    if (waiting !== null) process.stdout.write(`sign-ups that wait for their code need the old key until ${waiting}\n`);
    if (free) process.stdout.write('nothing needs another key any more\n');
    else process.exitCode = 1;
  } finally {
    await db.close();
  }
});
