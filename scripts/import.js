// Takes a list of subscribers in on the Node that the project pins: npm run import -- FILE.
import { fromHere, run } from './prepare.js';

// Files are meant from where the command was given.
const given = process.argv
  .slice(2)
  .map((one, at, all) => (one.startsWith('-') || ['--list', '--wording'].includes(all[at - 1]) ? one : fromHere(one)));
// Without a limit Node collects late: the memory of a list is no more than this, however long it is.
run('services/registry/src/import/main.ts', { given, flags: ['--max-old-space-size=128', '--max-semi-space-size=8'] });
