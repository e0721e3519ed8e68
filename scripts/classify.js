// Classifies a file of bulletins on the Node that the project pins: npm run classify -- FILE [--json].
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { nodePath, prepare } from './prepare.js';

prepare();
const main = new URL('../services/classifier/src/classify/main.ts', import.meta.url).pathname;
const given = process.argv.slice(2).map((one) => (one.startsWith('-') ? one : resolve(process.env.INIT_CWD ?? '.', one)));
const run = spawnSync(nodePath, [main, ...given], { stdio: 'inherit' });
process.exit(run.status ?? 1);
