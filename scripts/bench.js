// Measures Loa beside its raw limits on the Node that the project pins: docs/benchmarks.md.
import { run } from './prepare.js';

// kafkajs subtracts from a throttle time that it does not have.
run('tests/bench/main.ts', { flags: ['--disable-warning=TimeoutNegativeWarning'] });
