import { openRunServers } from '../../packages/testing/src/servers/run-servers.ts';

/**
 * vitest's global set-up: opens the place where test files ask for real servers (`need`). A server starts when the first file
 * asks for it, once per run, and ends with the run.
 */
export async function setup(): Promise<() => Promise<void>> {
  const servers = await openRunServers();
  process.env['TEST_RUN_SERVERS'] = servers.url;
  return () => servers.stop();
}
