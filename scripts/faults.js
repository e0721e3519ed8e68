// Plays the whole matrix of faults on the Node that the project pins, and writes docs/faults.md.
import { spawnSync } from 'node:child_process';
import { nodePath, prepare } from './prepare.js';

prepare();
const root = new URL('..', import.meta.url).pathname;
const run = spawnSync(nodePath, ['--disable-warning=TimeoutNegativeWarning', 'tests/faults/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}` },
});
process.exit(run.status ?? 1);
