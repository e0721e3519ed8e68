// Plain JavaScript for whatever Node is there: brings what is missing, then runs Loa on the Node that the project pins.
import { spawnSync } from 'node:child_process';
import { buildWeb } from './build-web.js';
import { nodePath, prepare } from './prepare.js';

prepare();
buildWeb();
const run = spawnSync(nodePath, ['services/standalone/src/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: new URL('..', import.meta.url),
});
process.exit(run.status ?? 1);
