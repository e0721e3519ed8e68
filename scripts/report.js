// Writes the report of an event on the Node that the project pins: npm run report -- EVENT.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { nodePath, prepare } from './prepare.js';

prepare();
const main = new URL('../services/console/src/report/main.ts', import.meta.url).pathname;
const from = process.env.INIT_CWD ?? '.';
// The file is meant from where the command was given.
const given = process.argv.slice(2).map((one, at, all) => (all[at - 1] === '--out' ? resolve(from, one) : one));
const run = spawnSync(nodePath, [main, ...given], { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
process.exit(run.status ?? 1);
