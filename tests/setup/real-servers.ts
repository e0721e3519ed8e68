import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_LOGS } from '@loa/testing/logs';
import { openRunServers } from '../../packages/testing/src/servers/run-servers.ts';

/**
 * vitest's global set-up: opens the place where test files ask for real servers (`need`). A server starts when the first file
 * asks for it, once per run, and ends with the run. Names the folder of the run's logs, which scripts/test.js searches afterwards.
 */
export async function setup(): Promise<() => Promise<void>> {
  const logs = process.env[TEST_LOGS] ?? mkdtempSync(join(tmpdir(), 'loa-test-logs-'));
  mkdirSync(logs, { recursive: true });
  process.env[TEST_LOGS] = logs;
  const servers = await openRunServers();
  process.env['TEST_RUN_SERVERS'] = servers.url;
  return () => servers.stop();
}
