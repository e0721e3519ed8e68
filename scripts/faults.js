// Plays the whole matrix of faults on the Node that the project pins, and writes docs/faults.md.
import { run } from './prepare.js';

const bin = new URL('../node_modules/.bin', import.meta.url).pathname;
run('tests/faults/main.ts', {
  flags: ['--disable-warning=TimeoutNegativeWarning'],
  env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
});
