// Prints a table of the rulebook on the Node that the project pins: npm run explain -- HAZARD.
import { spawnSync } from 'node:child_process';
import { nodePath, prepare } from './prepare.js';

prepare();
const main = new URL('../services/classifier/src/explain/main.ts', import.meta.url).pathname;
const run = spawnSync(nodePath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(run.status ?? 1);
