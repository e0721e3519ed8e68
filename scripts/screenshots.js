// Makes the pictures of docs/screens, on the Node that the project pins: npm run screenshots.
import { spawnSync } from 'node:child_process';
import { nodePath, prepare } from './prepare.js';

prepare();
const run = spawnSync(nodePath, ['tests/browser/screenshots.ts'], { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
process.exit(run.status ?? 1);
