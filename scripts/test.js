// Runs every test on the Node that the project pins, and closes with "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { nodePath, prepare } from './prepare.js';

prepare();
const cache = new URL('../.cache/', import.meta.url);
const report = new URL('test-results.json', cache).pathname;
mkdirSync(cache, { recursive: true });
rmSync(report, { force: true });
const root = new URL('..', import.meta.url).pathname;
const run = spawnSync(
  nodePath,
  ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}` } },
);
let [passed, failed, skipped] = [0, 1, 0];
try {
  const results = JSON.parse(readFileSync(report, 'utf8'));
  // A file that could not even be loaded holds no failed test and is a failure all the same.
  const broken = results.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  [passed, failed, skipped] = [results.numPassedTests, results.numFailedTests + broken, results.numPendingTests + results.numTodoTests];
} catch {
  console.error('the test runner left no results');
}
const status = run.status === 0 && failed === 0 ? 0 : 1;
if (status === 1 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(status);
