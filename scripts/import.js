// Takes a list of subscribers in on the Node that the project pins: npm run import -- FILE.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { nodePath, prepare } from './prepare.js';

prepare();
const main = new URL('../services/registry/src/import/main.ts', import.meta.url).pathname;
const from = process.env.INIT_CWD ?? '.';
// Files are meant from where the command was given.
const given = process.argv
  .slice(2)
  .map((one, at, all) => (one.startsWith('-') || ['--list', '--wording'].includes(all[at - 1]) ? one : resolve(from, one)));
// Without a limit Node collects late: the memory of a list is no more than this, however long it is.
const heap = ['--max-old-space-size=200', '--max-semi-space-size=8'];
const run = spawnSync(nodePath, [...heap, main, ...given], { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
process.exit(run.status ?? 1);
