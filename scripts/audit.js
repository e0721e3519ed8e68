// Walks along the audit trail and says whether its chain holds, on the Node that the project pins: npm run audit.
import { spawnSync } from 'node:child_process';
import { nodePath, prepare } from './prepare.js';

prepare();
const main = new URL('../services/console/src/check-audit/main.ts', import.meta.url).pathname;
const run = spawnSync(nodePath, [main], { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
process.exit(run.status ?? 1);
