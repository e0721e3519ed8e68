import { parseArgs } from 'node:util';
import { fillRegistry } from '@loa/adapters/postgres';
import { openRegistry } from '../open-registry.ts';
import { progressBar } from '../progress-bar.ts';
import { CommandRefused, runCommand } from '../run-command.ts';

const USAGE = 'usage: npm run load -- --subscribers N, N from 1 to 10000000';

await runCommand(async () => {
  const { values } = parseArgs({ options: { subscribers: { type: 'string' } } });
  const count = Number(values.subscribers);
  if (!Number.isInteger(count) || count < 1 || count > 10_000_000) throw new CommandRefused(USAGE);
  const { db, addresses } = await openRegistry(process.env);
  const bar = progressBar('inventing people', count, process.stderr);
  const began = performance.now();
  try {
    const done = await fillRegistry(db, addresses, { count, onPage: (people) => bar.at(people, `${people} people`) });
    if (done === 0) throw new CommandRefused('somebody is in the registry: invented people go into an empty one');
    bar.stop();
    const seconds = (performance.now() - began) / 1_000;
    process.stdout.write(`${count} invented people in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second\n`);
  } finally {
    bar.stop();
    await db.close();
  }
});
