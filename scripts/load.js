// Fills an empty registry with invented people on the Node that the project pins: npm run load -- --subscribers N.
import { spawnSync } from 'node:child_process';
import { nodePath, prepare } from './prepare.js';

prepare();
const main = new URL('../services/registry/src/load/main.ts', import.meta.url).pathname;
const run = spawnSync(nodePath, [main, ...process.argv.slice(2)], { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
process.exit(run.status ?? 1);
