// Runs every test on the Node that the project pins, and closes with "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { buildWeb } from './build-web.js';
import { compiled, nodePath, prepare } from './prepare.js';

prepare();
buildWeb();
const cache = new URL('../.cache/', import.meta.url);
const report = new URL('test-results.json', cache).pathname;
const logs = new URL('test-logs', cache).pathname;
mkdirSync(cache, { recursive: true });
for (const old of [report, logs]) rmSync(old, { recursive: true, force: true });
mkdirSync(logs);
const root = new URL('..', import.meta.url).pathname;
const asked = process.argv.slice(2);
const run = spawnSync(
  nodePath,
  ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...asked],
  {
    cwd: root,
    stdio: 'inherit',
    // For the services that tests start, not for the runner: one of its processes ended by SIGSEGV, in the first run that kept compiled modules in a fresh clone.
    env: {
      ...compiled,
      NODE_DISABLE_COMPILE_CACHE: '1',
      ...process.env,
      TEST_LOG_DIR: logs,
      PATH: `${root}node_modules/.bin:${process.env.PATH}`,
    },
  },
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
// One test more: no log line of the run holds an address, a number or a name. Only a whole run on real engines has heard every service.
const everyService = asked.length === 0 && process.env.CI === 'true' ? ['--every-service'] : [];
const search = spawnSync(nodePath, ['tests/setup/search-logs-main.ts', logs, ...everyService], { cwd: root, stdio: 'inherit' });
if (search.status === 0) passed += 1;
else failed += 1;
const status = run.status === 0 && failed === 0 ? 0 : 1;
if (status === 1 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(status);
