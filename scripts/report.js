// Writes the report of an event on the Node that the project pins: npm run report -- EVENT.
import { fromHere, run } from './prepare.js';

// The file is meant from where the command was given.
run('services/console/src/report/main.ts', {
  given: process.argv.slice(2).map((one, at, all) => (all[at - 1] === '--out' ? fromHere(one) : one)),
});
