// Measures Loa beside its raw limits on the Node that the project pins: docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { nodePath, prepare } from './prepare.js';

prepare();
// kafkajs subtracts from a throttle time that it does not have.
const run = spawnSync(nodePath, ['--disable-warning=TimeoutNegativeWarning', 'tests/bench/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: new URL('..', import.meta.url),
});
process.exit(run.status ?? 1);
