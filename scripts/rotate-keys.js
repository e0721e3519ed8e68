// Seals every address anew by the first of LOA_ADDRESS_KEYS, on the Node that the project pins: npm run rotate-keys.
import { spawnSync } from 'node:child_process';
import { nodePath, prepare } from './prepare.js';

prepare();
const main = new URL('../services/registry/src/rotate-keys/main.ts', import.meta.url).pathname;
const run = spawnSync(nodePath, [main, ...process.argv.slice(2)], { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
process.exit(run.status ?? 1);
